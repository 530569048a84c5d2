using System;
using System.Collections.Generic;
using System.Globalization;

namespace AiSdlc.Chaos;

/// <summary>The command line: names with two dashes, each with a value unless the next word is a name too.</summary>
internal sealed class Options
{
    public const string Usage = """
        AiSdlc.Chaos COMMAND [--name value ...]
          chaos               workers on one story, killed and replaced at random; then the story is checked
            --seed N            what to draw the random decisions from (1)
            --seconds S         how long (20)
            --kills K           end earlier, after so many kills
            --core C            worker processes that call the core (4)
            --processes P       worker processes that run the cmdlets in PowerShell (0)
            --runspaces M       runspaces, or threads, in each of them (2)
            --node K            Node workers, which write in place (0)
            --stop              also stop workers for longer than the stale time
            --clean             also run 'git clean -fdx' in the board's repository; not with --node, whose holders do not look before they write
            --move              also move the story's folder away and back
            --no-state          without a state folder, so that every dead holder is waited out
            --naive KIND        a negative control: 'identity' or 'early-read' workers; has to lose updates
            --round N           acknowledged updates to a story before a new one is begun (1500)
          busy-node           a Node holder with proper-lockfile's defaults and late heartbeats, beside busy writers of ours with our defaults
            --seconds S         how long (60)
            --seed N            what to draw the lateness from (1)
            --late MS           the most by which a heartbeat is late (1500)
            --core C            worker processes (3), each with --runspaces M (2)
            --stale MS          the control: writers that name a stale time; have to take the lock
          kill-at-every-call  one update killed at each of its file calls; then one update by us and one by Node
            --every N           only each Nth call (1)
          fault-matrix        every file call of an update made to fail in every way, once and for good
            --every N           only each Nth fault (1)
            --seed N            the first of them (0)
            --call NAME         only calls of that name
            --verbose           tell of each fault
          power-cut           workers on a disk whose power is cut again and again; needs root
            --cuts N            how often (120)
            --disk KIND         ext4 or xfs (both)
            --core C            workers (2)
            --seed N            what to draw the pauses from (1)
            --naive no-flush    the negative control; has to lose updates
          clocks              holders and waiters whose clocks differ or are set; needs libfaketime, and root and bindfs for all of it
            --local             only on a local file system, which needs neither
          endurance           memory, handles and threads of a process over many updates
            --updates N         how many (100000)
            --folder DIR        where; best in memory (the temporary folder)
          faults              fault-matrix, power-cut and its control, clocks, endurance: all of it, with root's rights
          double-takeover     many takers of one abandoned lock, and a Node peer that is late with its rmdir
            --rounds R          locks to take over, once with owner records and once without (1000)
            --processes P       takers (16)
          claim-race          many processes want one story at once; exactly one may get it
            --rounds R          rounds (100), two a story: nobody had it, and it was given back
            --processes P       takers, each in a worktree of its own (8)
            --clones            in clones of one bare repository, by push
            --naive             the control: read the status, then write it; has to have more than one winner
          claim-drain         many agents work off a board of stories that depend on each other
            --agents N          processes (20), in --worktrees N of one repository (8)
            --stories N         stories (200)
            --seed N            what to draw the dependencies from (1)
          claim-chaos         claims that are held, renewed and used while their holders are killed and stopped
            --seed N            what to draw the random decisions from (1)
            --seconds S         how long (30)
            --agents N          processes (6)
            --lease MS          the lease (4000)
          claim-clocks        claims whose holders and observers have clocks an hour or two apart; needs libfaketime
            --lease MS          the lease (6000)
          id-race             many processes make stories at once; no id may come twice
            --places N          worktrees (8), or with --clones clones of one bare repository
            --each N            stories that each makes (50)
          waits               writers that change their stories, and waiters each of which has to see each change
            --changes N         changes (100000)
            --writers N         processes, each with a story of its own (8)
            --waiters N         processes (4)
            --folder DIR        where; best in memory (the temporary folder)
            --idle SECONDS      then measure how much of a processor a waiter takes while nothing happens
            --naive             the control: waiters that look anew before they wait; has to miss changes
        """;

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public Options(IEnumerable<string> words)
    {
        string? name = null;
        foreach (var word in words)
        {
            if (word.StartsWith("--", StringComparison.Ordinal))
                _values[name = word[2..]] = "";
            else
                _values[name ?? ""] = word;
        }
    }

    /// <summary>Whether a name was given.</summary>
    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>The value of a name, or what it is when nothing is said.</summary>
    public int Number(string name, int otherwise) =>
        _values.TryGetValue(name, out var value) ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;

    /// <summary>The value of a name.</summary>
    public string Text(string name) => _values.TryGetValue(name, out var value) ? value : "";
}
