using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Globalization;
using AiSdlc.Board;
using AiSdlc.Files;
using AiSdlc.Frontmatter;
using AiSdlc.Locking;
using AiSdlc.Native;

namespace AiSdlc;

/// <summary>
/// Stories, read and changed as wholes. One update is: take the lock, read, edit, write a temporary file, confirm that lock and
/// story are still the ones we saw, rename, release; and the whole of it again when they are not.
/// </summary>
internal static class StoryStore
{
    // Losing a lock or meeting a writer without one is rare; three in a row have a cause that a fourth would meet too.
    private const int Attempts = 4;

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
        return Guarded(read.Paths, paths => Edit(paths, read.Text, edit, StoryLog.Silent));
    }

    /// <summary>Applies an edit under the story's lock.</summary>
    /// <exception cref="StoryException">It was not done; the story is as it was, unless the message says otherwise.</exception>
    /// <exception cref="OperationCanceledException">The request was cancelled before anything was written.</exception>
    public static StoryUpdate Update(string path, StoryEdit edit, LockRequest request)
    {
        var found = StoryPaths.Resolve(path);
        WarmUp.Once();
        for (var attempt = 1; ; attempt++)
        {
            var (outcome, update) = Guarded(found, paths => UpdateOnce(paths, edit, request));
            if (outcome == Outcome.Done)
            {
                return update!;
            }

            if (attempt == Attempts)
            {
                throw outcome == Outcome.LockLost
                    ? new StoryLockCompromisedException(found.Story, found.Lock, attempt)
                    : new StoryChangedException(found.Story, attempt);
            }

            request.Log.Verbose($"Story {StoryException.IdOf(found.Story)}: {Reason(outcome)}; starting again with what it says now.");
        }
    }

    /// <summary>Holds the locks of several stories until the scope is left.</summary>
    /// <exception cref="StoryException">One could not be had; none is held.</exception>
    public static LockScope Hold(IReadOnlyList<StoryPaths> stories, LockRequest request)
    {
        try
        {
            return LockScope.Enter(stories, request);
        }
        catch (NativeError error)
        {
            throw StoryFault.From(error, error.Path);
        }
    }

    private static StoryRead Read(StoryPaths story, LockRequest request) =>
        Guarded(story, paths => new StoryRead(paths, Parse(paths, StoryReader.Read(paths, request).Bytes)));

    private static (Outcome Outcome, StoryUpdate? Update) UpdateOnce(StoryPaths paths, StoryEdit edit, LockRequest request)
    {
        using var held = LockAcquisition.Take(paths, request);
        LeftOvers.Remove(paths, request.Timing.StaleTimeout);
        var read = StoryBytes.Read(paths.Story);
        if (read.Bytes.Length == 0)
        {
            held.Dispose(); // a Node peer is just creating it, and does so without the lock
            Parse(paths, StoryReader.Read(paths, request).Bytes);
            return (Outcome.StoryChanged, null);
        }

        var update = Edit(paths, Parse(paths, read.Bytes), edit, request.Log);
        var outcome = update.Changed ? StoryCommit.Write(paths, held.Lock, read, update.After) : Outcome.Done;
        Release(held, outcome, request.Log);
        return (outcome, update);
    }

    private static void Release(HeldLock held, Outcome outcome, StoryLog log)
    {
        held.Dispose();
        var id = StoryException.IdOf(held.Lock.Paths.Story);
        log.Verbose(string.Format(CultureInfo.InvariantCulture, "Held the lock of story {0} for {1:0.0} ms.", id, held.Lock.HeldFor.TotalMilliseconds));
        if (held.Lock.ReleaseError is { } error)
        {
            log.Warning($"The lock of story {id} could not be removed ({error.Code}): '{held.Lock.Paths.Lock}'. It turns stale by itself.");
        }
        else if (held.Lock.IsLost && outcome == Outcome.Done)
        {
            log.Warning($"The lock of story {id} was lost after the story was written. The change stands; a writer that ignored the lock may have read the old story.");
        }
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

        var before = text.ReadData();
        var after = edit.Apply(text.ReadData());
        WarnOfLookAlikes(paths, before, after, log);
        var edited = text.Rewrite(after);
        if (!ReferenceEquals(edited, text) && edited.BodyStartsWithFence)
        {
            log.Warning($"The body of story {StoryException.IdOf(paths.Story)} starts with '---': the Node tool's next write would take that for frontmatter and destroy it.");
        }

        return new StoryUpdate(paths, text, edited, before);
    }

    // Keys differ by case, in YAML and in the Node tool. Somebody used to PowerShell may not expect it.
    private static void WarnOfLookAlikes(StoryPaths paths, OrderedDictionary before, OrderedDictionary after, StoryLog log)
    {
        foreach (DictionaryEntry entry in after)
        {
            foreach (DictionaryEntry known in before)
            {
                if (!before.Contains(entry.Key) && string.Equals((string)known.Key, (string)entry.Key, StringComparison.OrdinalIgnoreCase))
                {
                    log.Warning($"Story {StoryException.IdOf(paths.Story)} gets a new key '{entry.Key}'; its '{known.Key}' is another key and stays as it is.");
                }
            }
        }
    }

    private static string Reason(Outcome outcome) => outcome == Outcome.LockLost ? "its lock was lost before the write" : "it was changed without its lock";

    // The one place where faults below become exceptions that name the story.
    private static T Guarded<T>(StoryPaths paths, Func<StoryPaths, T> work)
    {
        try
        {
            return work(paths);
        }
        catch (NativeError error) when (error.Code is "ENOENT" or "ENOTDIR")
        {
            throw new StoryNotFoundException(paths.Story, error);
        }
        catch (NativeError error)
        {
            throw StoryFault.From(error, paths.Story);
        }
        catch (FrontmatterFault fault)
        {
            throw new FrontmatterException(paths.Story, fault.Line, fault.Column, fault.Rule, fault.Message, fault);
        }
        catch (StatusFault fault)
        {
            throw new StatusNotAllowedException(paths.Story, fault.Message);
        }
        catch (UnsupportedValueFault fault)
        {
            throw new UnsupportedValueException(paths.Story, fault.Key, fault.ValueType, fault.Message, fault);
        }
    }
}
