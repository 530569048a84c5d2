using System;
using System.Globalization;
using AiSdlc.Paths;
using AiSdlc.Platform;

namespace AiSdlc.Locking;

/// <summary>
/// The tickets of one story: an empty file in the state folder for each process that waits, whose name says when it came and which process it is.
/// Their order is the queue. A ticket of a dead process is deleted by whoever stands behind it.
/// </summary>
internal sealed class WaitTickets : IDisposable
{
    private const string Suffix = ".wait";

    private readonly PrivateFolder _folder;
    private readonly ProcessIdentity _here;
    private readonly string _key;
    private readonly string _world;

    private WaitTickets(PrivateFolder folder, ProcessIdentity here, StoryPaths paths)
    {
        (_folder, _here, _key) = (folder, here, paths.Key + ".");
        _world = Sha256.Hex(here.World).Substring(0, 8);
    }

    /// <summary>Our own; null while we have none.</summary>
    public string? Mine { get; private set; }

    /// <summary>The tickets of a story; null where there is no state folder, or a process cannot tell who it is.</summary>
    public static WaitTickets? TryOpen(StoryPaths paths) =>
        ProcessIdentity.Current is { } here && StateFolder.TryOpen() is { } folder ? new WaitTickets(folder, here, paths) : null;

    /// <summary>A path to a ticket, for those who watch it.</summary>
    public string PathOf(string ticket) => _folder.PathOf(ticket);

    /// <summary>Puts us at the end.</summary>
    public void Draw(long now)
    {
        var ticket = string.Format(CultureInfo.InvariantCulture, "{0}{1:x16}.{2}.{3}.{4}{5}", _key, now, _here.Id, _here.Start, _world, Suffix);
        try
        {
            Mine = _folder.TryWrite(ticket, string.Empty, isNew: true) ? ticket : null;
        }
        catch (NativeException)
        {
            Mine = null; // without one we still wait, in no order
        }
    }

    /// <summary>The ticket right before ours, or the last of all while we have none; null when nobody living is before us.</summary>
    public string? Before()
    {
        try
        {
            while (Nearest() is { } nearest)
            {
                if (!IdentityIn(nearest).IsDead())
                {
                    return nearest;
                }

                _folder.TryDelete(nearest);
            }
        }
        catch (NativeException)
        {
            return null;
        }

        return null;
    }

    /// <summary>Deletes the ticket of somebody who does not take what is free.</summary>
    public void Evict(string ticket) => Delete(ticket);

    /// <summary>Leaves the queue.</summary>
    public void Dispose()
    {
        if (Mine is not null)
        {
            Delete(Mine);
            Mine = null;
        }

        _folder.Dispose();
    }

    private string? Nearest()
    {
        string? nearest = null;
        foreach (var name in _folder.Names())
        {
            if (IsTicketHere(name) && (Mine is null || string.CompareOrdinal(name, Mine) < 0) && (nearest is null || string.CompareOrdinal(name, nearest) > 0))
            {
                nearest = name;
            }
        }

        return nearest;
    }

    // Of another boot or container nothing can be told: those stand in a queue of their own.
    private bool IsTicketHere(string name) =>
        name.StartsWith(_key, StringComparison.Ordinal) && name.EndsWith(_world + Suffix, StringComparison.Ordinal) && name.Split('.').Length == 6;

    private ProcessIdentity IdentityIn(string name)
    {
        var parts = name.Split('.');
        return _here with { Id = int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0, Start = parts[3] };
    }

    private void Delete(string ticket)
    {
        try
        {
            _folder.TryDelete(ticket);
        }
        catch (NativeException)
        {
            return;
        }
    }
}
