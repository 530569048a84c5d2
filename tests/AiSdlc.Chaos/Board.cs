using System;
using System.IO;
using System.Linq;
using System.Text;
using AiSdlc.Locking;
using AiSdlc.Stories;

namespace AiSdlc.Chaos;

/// <summary>A folder with one story and a state folder of its own; deleted when disposed.</summary>
internal sealed class Board : IDisposable
{
    /// <summary>What the workers judge a lock stale by: the least that there is.</summary>
    public const int StaleTimeout = LockTiming.LeastStaleTimeout;

    public Board(bool withState = true, string? parent = null)
        : this(parent is null ? Directory.CreateTempSubdirectory("aisdlc-chaos-").FullName : Path.Combine(parent, "board"), withState)
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Story, StoryCheck.Empty);
    }

    /// <summary>A board that is there already.</summary>
    public Board(string existing)
        : this(existing, withState: true)
    {
    }

    private Board(string root, bool withState)
    {
        Root = root;
        Folder = Path.Combine(Root, ".ai-sdlc", "stories", "S-0001");
        Story = Path.Combine(Folder, "story.md");
        State = Path.Combine(withState ? Root : Story, "state"); // below a file nothing can be made
        UseState();
    }

    public string Root { get; }

    public string Folder { get; }

    public string Story { get; }

    public string State { get; }

    public string Lock => Story + ".lock";

    /// <summary>One more update, by this process.</summary>
    public void Update(string token)
    {
        UseState(); // another board may have been made since
        StoryStore.Shared.Update(Story, Edit(token), LockRequest.With(new LockTiming(60000, StaleTimeout)));
    }

    /// <summary>The update of every worker: a list and a number that have to agree.</summary>
    public static StoryEdit Edit(string token) => new() { Add = new System.Collections.Hashtable { ["log"] = token }, Increment = ["count"] };

    /// <summary>Everything that is there and is not the story: locks, temporary files, owner records.</summary>
    public string[] Left() =>
        [.. Directory.GetFileSystemEntries(Folder).Where(entry => entry != Story), .. Directory.Exists(State) ? Directory.GetFileSystemEntries(State) : []];

    /// <summary>The same after the next update has come, late enough for what a killed taker had in its hands.</summary>
    public string[] LeftAfterUpdate(string token)
    {
        var deadline = DateTime.UtcNow.AddMilliseconds(StaleTimeout + 200);
        while (Left().Any(Directory.Exists) && DateTime.UtcNow < deadline)
            System.Threading.Thread.Sleep(20);
        Update(token);
        return Left();
    }

    /// <summary>The text, read by a program that lets others replace it meanwhile, as Windows asks.</summary>
    public string Read()
    {
        using var file = new StreamReader(new FileStream(Story, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), Encoding.UTF8);
        return file.ReadToEnd();
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    // Of this process and all that it starts.
    private void UseState() => Environment.SetEnvironmentVariable("AISDLC_STATE_DIR", State);
}
