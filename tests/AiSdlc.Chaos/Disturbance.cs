using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading;
using AiSdlc.Chaos.Power;
using AiSdlc.Chaos.Workers;

namespace AiSdlc.Chaos;

/// <summary>
/// What users do to a board at any moment, also while a lock is held: <c>git clean -fdx</c>, which removes locks and temporary files, and moving
/// the story's folder away and back. Half the time it is aimed at a holder, which is stopped meanwhile.
/// </summary>
internal sealed class Disturbance
{
    private static readonly string[] Git = ["-c", "user.name=chaos", "-c", "user.email=chaos@example.invalid", "-c", "commit.gpgsign=false"];

    private readonly Board _board;
    private readonly Tally _tally;
    private readonly List<Action<Worker?, Random>> _kinds = [];
    private readonly Lock _oneAtATime = new(); // a clean would remove the folder that is away

    /// <param name="board">The board; for cleaning, it becomes a git repository that knows the story.</param>
    /// <param name="options">Say which.</param>
    /// <param name="ignoresLocks">Whether git is to ignore locks and temporary files.</param>
    /// <param name="tally">Counts.</param>
    public Disturbance(Board board, Options options, bool ignoresLocks, Tally tally)
    {
        (_board, _tally) = (board, tally);
        if (options.Has("move"))
            _kinds.Add(Move);
        if (!options.Has("clean"))
            return;
        _kinds.Add(Clean);
        File.WriteAllText(Path.Combine(board.Root, ".gitignore"), ignoresLocks ? "*.lock\n" : "");
        RunGit("init", "--quiet");
        RunGit("add", ".gitignore", ".ai-sdlc");
        RunGit("commit", "--quiet", "--message", "The board");
    }

    /// <summary>True when there is any.</summary>
    public bool IsWanted => _kinds.Count > 0;

    /// <summary>Disturbs once, and leaves the board where it was.</summary>
    public void Once(Worker worker, Random random)
    {
        var disturb = _kinds[random.Next(_kinds.Count)];
        lock (_oneAtATime)
        {
            var isAimed = random.Next(2) == 0 && Aim.StopsHolder(_board, worker);
            disturb(isAimed ? worker : null, random);
        }
    }

    private void Clean(Worker? stopped, Random random)
    {
        // Only below the folder it is run in: the state folder of a board of ours is in the same root.
        var start = Launch.StartInfo(["git", "clean", "-fdx", "--quiet"]);
        start.WorkingDirectory = Path.Combine(_board.Root, ".ai-sdlc");
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit(); // what it says does not matter: files go while it looks
        Count("git clean", stopped);
        if (stopped is not null && !Directory.Exists(_board.Lock))
            _tally.Add("locks of holders removed by git clean");
        stopped?.Resume();
    }

    private void Move(Worker? stopped, Random random)
    {
        var away = _board.Folder + ".away";
        Directory.Move(_board.Folder, away);
        stopped?.Resume();
        Thread.Sleep(random.Next(60));
        Directory.Move(away, _board.Folder);
        Count("folder moved away and back", stopped);
    }

    private void Count(string what, Worker? stopped) => _tally.Add(stopped is null ? what : $"{what}, under a lock");

    private void RunGit(params string[] arguments) => Command.Run("git", ["-C", _board.Root, .. Git, .. arguments]);
}
