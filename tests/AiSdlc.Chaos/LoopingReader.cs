using System;
using System.IO;
using System.Text;
using System.Threading;
using AiSdlc.Locking;
using AiSdlc.Paths;
using AiSdlc.Storage;

namespace AiSdlc.Chaos;

/// <summary>Reads the story in a loop: each time it has to be the whole old or the whole new one, and never an older one than before.</summary>
internal sealed class LoopingReader : IDisposable
{
    private readonly Thread _thread;
    private volatile bool _over;

    /// <param name="board">The story.</param>
    /// <param name="tally">Counts.</param>
    /// <param name="plainly">With nothing but a read of the file, which is safe as long as nobody writes in place; else as the module reads.</param>
    /// <param name="mayGoBack">A worker may lose updates: Node's last word may be older than ours.</param>
    /// <param name="mayBeAway">The story's folder is moved away now and then.</param>
    public LoopingReader(Board board, Tally tally, bool plainly, bool mayGoBack, bool mayBeAway)
    {
        var read = plainly ? board.Read : Carefully(board, tally);
        var what = plainly ? "plain reads" : "reads of the module";
        _thread = new Thread(() => Loop(read, what, tally, mayGoBack, mayBeAway)) { IsBackground = true };
        _thread.Start();
    }

    public void Dispose()
    {
        _over = true;
        _thread.Join();
    }

    private static Func<string> Carefully(Board board, Tally tally)
    {
        var paths = StoryPaths.Resolve(board.Story);
        return () =>
        {
            try
            {
                return Encoding.UTF8.GetString(new StoryReader(LockManager.Shared, paths, LockRequest.With(new LockTiming(10000, Board.StaleTimeout))).Read(isWhole: true).Bytes);
            }
            catch (StoryException refused)
            {
                tally.Add($"reads refused ({refused.GetType().Name})");
                return "";
            }
        };
    }

    private void Loop(Func<string> read, string what, Tally tally, bool mayGoBack, bool mayBeAway)
    {
        var last = 0;
        tally.Add("torn reads", 0);
        for (; !_over; Thread.Sleep(5))
        {
            string text;
            try
            {
                text = read();
            }
            catch (Exception exception) when (mayBeAway && exception is DirectoryNotFoundException or FileNotFoundException or Platform.NativeException { Code: "ENOENT" })
            {
                tally.Add("reads while the folder was away");
                continue;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or Platform.NativeException)
            {
                tally.Fault($"{what}: {exception.Message}");
                continue;
            }

            if (text.Length == 0)
                continue;
            tally.Add(what);
            if (StoryCheck.Whole(text) is not { } story)
            {
                tally.Add("torn reads");
                tally.Fault($"{what}: a torn story of {text.Length} characters: {text[..Math.Min(text.Length, 300)]}");
            }
            else if (story.Count < last && !mayGoBack)
                tally.Fault($"{what}: {story.Count} updates after {last}");
            else
                last = story.Count;
        }
    }
}
