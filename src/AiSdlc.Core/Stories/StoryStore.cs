using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.IO;
using System.Linq;
using AiSdlc.Board;
using AiSdlc.Errors;
using AiSdlc.Frontmatter;
using AiSdlc.Locking;
using AiSdlc.Paths;
using AiSdlc.Platform;
using AiSdlc.Storage;

namespace AiSdlc.Stories;

/// <summary>
/// Stories, read and changed as wholes. One update is: take the lock, read, edit, write a temporary file, confirm that lock and
/// story are still the ones we saw, rename, release, flush the folder; and the whole of it again when they are not.
/// </summary>
internal static class StoryStore
{
    private static readonly LockRequest AtOnce = LockRequest.With(new LockTiming(lockTimeout: 0));

    /// <summary>Reads a story; takes no lock.</summary>
    public static StoryRead Read(string path, LockRequest request) => Read(StoryPaths.Resolve(path), request);

    /// <summary>
    /// Reads a story of a listed board (<see cref="StoryBoard.Stories"/>), on any thread, where that takes no waiting and nothing is
    /// wrong; else null, and <see cref="Read(string, LockRequest)"/> waits or says why.
    /// </summary>
    public static StoryRead? TryReadListed(string path)
    {
        try
        {
            return Read(StoryPaths.ResolveListed(path), AtOnce);
        }
        catch (StoryException)
        {
            return null;
        }
    }

    /// <summary>Applies an edit without writing anything: what the update would do to the story as it is now.</summary>
    public static StoryUpdate Preview(string path, StoryEdit edit, LockRequest request)
    {
        var read = Read(path, request);
        return StoryTransaction.Guarded(read.Paths, paths => Edit(paths, read.Text, edit, StoryLog.Silent));
    }

    /// <summary>Applies an edit under the story's lock.</summary>
    /// <exception cref="StoryException">It was not done; the story is as it was, unless the message says otherwise.</exception>
    /// <exception cref="OperationCanceledException">The request was cancelled before anything was written.</exception>
    public static StoryUpdate Update(string path, StoryEdit edit, LockRequest request) =>
        StoryTransaction.Run(path, request, (paths, held) => UpdateOnce(paths, held, edit, request));

    /// <summary>Writes a file beside the story, as one atomic replacement under the story's lock, and returns its path.</summary>
    /// <param name="path">The story.</param>
    /// <param name="file">Name of the file.</param>
    /// <param name="content">Makes the new bytes of the old ones, null where there is no file. Pure: it may be asked again.</param>
    /// <param name="request">For the lock.</param>
    /// <exception cref="StoryException">It was not done.</exception>
    /// <exception cref="OperationCanceledException">The request was cancelled before anything was written.</exception>
    public static string WriteBeside(string path, string file, Func<byte[]?, byte[]> content, LockRequest request) =>
        StoryTransaction.Run(path, request, (paths, held) =>
        {
            var target = paths.Beside(file);
            var read = File.Exists(target) ? FileSnapshot.Read(target) : null;
            var bytes = content(read?.Bytes);
            return (AtomicReplace.Write(paths, target, held.Lock, read, stream => stream.Write(bytes, 0, bytes.Length)), target);
        });

    /// <summary>Holds the locks of several stories until the scope is left.</summary>
    /// <exception cref="StoryException">One could not be had; none is held.</exception>
    public static MultiLock Hold(IReadOnlyList<StoryPaths> stories, LockRequest request)
    {
        try
        {
            return MultiLock.Enter(stories, request);
        }
        catch (NativeException error)
        {
            throw ErrorMapper.From(error, error.Path);
        }
    }

    private static StoryRead Read(StoryPaths story, LockRequest request) =>
        StoryTransaction.Guarded(story, paths => new StoryRead(paths, Parse(paths, StoryReader.Read(paths, request).Bytes)));

    private static (CommitResult CommitResult, StoryUpdate? Update) UpdateOnce(StoryPaths paths, LockLease held, StoryEdit edit, LockRequest request)
    {
        var read = FileSnapshot.Read(paths.Story);
        if (read.Bytes.Length == 0)
        {
            held.Release(); // a Node peer is just creating it, and does so without the lock
            Parse(paths, StoryReader.Read(paths, request).Bytes);
            return (CommitResult.StoryChanged, null);
        }

        var update = Edit(paths, Parse(paths, read.Bytes), edit, request.Log);
        return (update.Changed ? AtomicReplace.Write(paths, paths.Story, held.Lock, read, update.After.WriteTo) : CommitResult.Done, update);
    }

    private static StoryText Parse(StoryPaths paths, byte[] bytes) => bytes.Length > 0
        ? StoryText.Parse(bytes)
        : throw new FrontmatterException(paths.Story, 1, 1, "empty-file", "the file is empty.");

    private static StoryUpdate Edit(StoryPaths paths, StoryText text, StoryEdit edit, StoryLog log)
    {
        if (edit.IfVersion is { } version && !string.Equals(version, new StoryRead(paths, text).Version(), StringComparison.OrdinalIgnoreCase))
        {
            throw StoryChangedException.NotVersion(paths.Story);
        }

        var after = edit.Apply(text.ReadData());
        WarnOfLookAlikes(paths, text, after, log);
        var edited = text.Rewrite(after);
        var added = edit.Section?.Invoke(after);
        if (added is not null)
        {
            edited = edited.WithBody(SectionText.Append(edited.Body, added));
        }

        if (!ReferenceEquals(edited, text) && edited.BodyStartsWithFence)
        {
            log.Warning($"The body of story {StoryException.IdOf(paths.Story)} starts with '---': the Node tool's next write would take that for frontmatter and destroy it.");
        }

        return new StoryUpdate(paths, text, edited, added);
    }

    // Keys differ by case, in YAML and in the Node tool. Somebody used to PowerShell may not expect it.
    private static void WarnOfLookAlikes(StoryPaths paths, StoryText before, OrderedDictionary after, StoryLog log)
    {
        foreach (var key in after.Keys.Cast<string>().Except(before.Keys))
        {
            foreach (var known in before.Keys.Where(known => string.Equals(known, key, StringComparison.OrdinalIgnoreCase)))
            {
                log.Warning($"Story {StoryException.IdOf(paths.Story)} gets a new key '{key}'; its '{known}' is another key and stays as it is.");
            }
        }
    }
}
