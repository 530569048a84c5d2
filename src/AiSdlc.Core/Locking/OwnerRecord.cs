using System;
using AiSdlc.Paths;
using AiSdlc.Platform;

namespace AiSdlc.Locking;

/// <summary>
/// Who holds a lock: one small text file for each held story, in <see cref="StateFolder"/>. It names the holder to others, and
/// proves that a holder died so that nobody has to wait out the stale time. A record that is missing, torn, or of another lock
/// says nothing: it counts only for the lock whose mtime it carries exactly.
/// </summary>
internal sealed class OwnerRecord : IDisposable
{
    private const string Suffix = ".holder";

    private readonly PrivateFolder? _folder;
    private readonly string _file;
    private bool _isStored;

    private OwnerRecord(PrivateFolder? folder, StoryPaths paths, OwnerFacts facts)
    {
        _folder = folder;
        _file = NameOf(paths);
        Facts = facts;
    }

    /// <summary>What it says.</summary>
    public OwnerFacts Facts { get; private set; }

    /// <summary>The record of a lock that is to be taken; it does nothing where there is no state folder.</summary>
    public static OwnerRecord For(StoryPaths paths, LockOwner owner) => new(StateFolder.TryOpen(), paths, OwnerFacts.OfThisProcess(paths.Story, owner));

    /// <summary>What the record of the lock that was seen says; null when there is none that belongs to it.</summary>
    public static OwnerFacts? Read(StoryPaths paths, LockSnapshot seen)
    {
        using var folder = StateFolder.TryOpen();
        try
        {
            return folder?.TryRead(NameOf(paths)) is { } text && OwnerFacts.Parse(text) is { } facts && facts.Story == paths.Story && seen.Is(facts.Refreshed) ? facts : null;
        }
        catch (NativeException)
        {
            return null;
        }
    }

    /// <summary>Name of a story's record in the state folder.</summary>
    public static string NameOf(StoryPaths paths) => paths.Key + Suffix;

    /// <summary>Writes it for a lock with this mtime. A failure is no error: the lock works without.</summary>
    public void Write(DateTime refreshed)
    {
        Facts = Facts with { Refreshed = refreshed, Since = Facts.Since == default ? refreshed : Facts.Since };
        try
        {
            // As a new file at first, for what is mostly the only time: ext4 writes a file that was truncated to the disk as soon as it is closed, and
            // has to free it again. Where a dead holder's record stands, that file is written over.
            var text = Facts.ToString();
            if (_folder is not null && (_isStored || !_folder.TryWrite(_file, text, isNew: true)))
            {
                _folder.TryWrite(_file, text, isNew: false);
            }

            _isStored = true;
        }
        catch (NativeException)
        {
            Delete(ours: false); // half a record says nothing, but need not stay
        }
    }

    /// <summary>
    /// Deletes it; when the lock is not <paramref name="ours"/> any more, unless a successor's record stands there by now. A
    /// failure is no error: it speaks of a lock that is gone.
    /// </summary>
    public void Delete(bool ours)
    {
        try
        {
            if (_folder is not null && (ours || IsNoOthers(_folder.TryRead(_file))))
            {
                _folder.TryDelete(_file);
            }
        }
        catch (NativeException)
        {
            return;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _folder?.Dispose();

    private bool IsNoOthers(string? text) => text is null || OwnerFacts.Parse(text) is not { } found || found.Refreshed == Facts.Refreshed;
}
