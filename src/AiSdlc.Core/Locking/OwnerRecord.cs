using System;
using System.IO;
using System.Text;
using AiSdlc.Paths;
using AiSdlc.Platform;

namespace AiSdlc.Locking;

/// <summary>
/// Who holds a lock: one small text file for each held story, in <see cref="StateFolder"/>. It names the holder to others, and
/// proves that a holder died so that nobody has to wait out the stale time. A record that is missing, torn, or of another lock
/// says nothing: it counts only for the lock whose mtime it carries exactly.
/// </summary>
internal sealed class OwnerRecord
{
    private readonly string? _file;
    private bool _isStored;

    private OwnerRecord(string? file, OwnerFacts facts)
    {
        _file = file;
        Facts = facts;
    }

    /// <summary>What it says.</summary>
    public OwnerFacts Facts { get; private set; }

    /// <summary>The record of a lock that is to be taken; it does nothing where there is no state folder.</summary>
    public static OwnerRecord For(StoryPaths paths, LockOwner owner) => new(FileOf(paths), OwnerFacts.OfThisProcess(paths.Story, owner));

    /// <summary>The record of the lock that was seen; null when there is none that belongs to it.</summary>
    public static OwnerRecord? Read(StoryPaths paths, LockSnapshot seen)
    {
        if (FileOf(paths) is not { } file)
        {
            return null;
        }

        try
        {
            var facts = OwnerFacts.Parse(File.ReadAllText(file));
            return facts is not null && facts.Story == paths.Story && seen.Is(facts.Refreshed) ? new OwnerRecord(file, facts) : null;
        }
        catch (Exception exception) when (NativeErrors.IsFrom(exception))
        {
            return null;
        }
    }

    /// <summary>True when the holder certainly died while it held this very lock.</summary>
    public bool ProvesDeath() => LockTime.IsUnique(Facts.Refreshed) && Facts.Process?.IsDead() == true;

    /// <summary>Writes it for a lock with this mtime. A failure is no error: the lock works without.</summary>
    public void Write(DateTime refreshed)
    {
        Facts = Facts with { Refreshed = refreshed, Since = Facts.Since == default ? refreshed : Facts.Since };
        if (_file is null)
        {
            return;
        }

        try
        {
            Store(_file, Facts.ToString());
        }
        catch (Exception exception) when (NativeErrors.IsFrom(exception))
        {
            StateFolder.Recheck();
            Delete(ours: false); // half a record says nothing, but need not stay
        }
    }

    // As a new file at first, for what is mostly the only time: ext4 writes a file that was truncated to the disk as soon as it is closed, and
    // has to free it again. Where a dead holder's record stands, that file is written over.
    private void Store(string file, string text)
    {
        if (_isStored || !TryCreate(file, text))
        {
            File.WriteAllText(file, text);
        }

        _isStored = true;
    }

    private static bool TryCreate(string file, string text)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            var bytes = Encoding.UTF8.GetBytes(text);
            stream.Write(bytes, 0, bytes.Length);
            return true;
        }
        catch (IOException) when (File.Exists(file))
        {
            return false;
        }
    }

    /// <summary>
    /// Deletes it; when the lock is not <paramref name="ours"/> any more, unless a successor's record stands there by now. A
    /// failure is no error: it speaks of a lock that is gone.
    /// </summary>
    public void Delete(bool ours)
    {
        if (_file is null)
        {
            return;
        }

        try
        {
            if (ours || OwnerFacts.Parse(File.ReadAllText(_file)) is not { } found || found.Refreshed == Facts.Refreshed)
            {
                File.Delete(_file);
            }
        }
        catch (Exception exception) when (NativeErrors.IsFrom(exception))
        {
            return;
        }
    }

    private static string? FileOf(StoryPaths paths) =>
        StateFolder.Find() is { } folder ? Path.Combine(folder, Sha256.Hex(paths.Story).Substring(0, 40) + ".holder") : null;
}
