using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using AiSdlc.Chaos.Kills;

namespace AiSdlc.Chaos.Faults;

/// <summary>
/// Has every file call of an update fail in every way that makes sense, once and for good. Each time the story is old, or new and
/// acknowledged, or new with an error that says so; no temporary file stays; the lock heals; and the error names its cause.
/// </summary>
internal sealed class FaultMatrix(Options options) : IDisposable
{
    private const int Attempts = 5; // the runtime's own calls may come between and shift the count

    private readonly SortedDictionary<string, (int Injected, int Survived, int Healed)> _table = new(StringComparer.Ordinal);
    private readonly List<string> _notHit = [];
    private readonly Tally _tally = new();
    private readonly Board _other = new();
    private PatientProcess _patient = new();

    public static int Run(Options options)
    {
        if (KillPoint.StraceIsMissing is { } missing)
        {
            Console.WriteLine($"fault matrix: skipped: {missing}");
            return 0;
        }

        using var matrix = new FaultMatrix(options);
        if (matrix.TracingIsRefused is { } refusal)
        {
            Console.WriteLine($"fault matrix: skipped: {refusal}");
            return 0;
        }

        return matrix.Run();
    }

    public void Dispose()
    {
        _patient.Dispose();
        _other.Dispose();
    }

    private string? TracingIsRefused
    {
        get
        {
            try
            {
                new Tracer(_patient.Id).Dispose();
                return null;
            }
            catch (InvalidOperationException refusal)
            {
                return refusal.Message;
            }
        }
    }

    private int Run()
    {
        var every = Math.Max(1, options.Number("every", 1));
        foreach (var scene in Enum.GetValues<Scene>())
        {
            var faults = Faults(scene).Where(fault => !options.Has("call") || fault.Call == options.Text("call")).ToList();
            for (var i = options.Number("seed", 0) % every; i < faults.Count; i += every)
                Inject(faults[i], scene);
        }

        Print();
        return _tally.Faults == 0 && _notHit.Count == 0 ? 0 : 1;
    }

    private List<Fault> Faults(Scene scene)
    {
        using var board = FaultBoard.Of(scene);
        using var tracer = new Tracer(_patient.Id, "-e", $"trace={Fault.Calls}");
        _patient.Update(board, TokenOf(scene));
        List<Fault> faults = [.. Fault.Of(tracer.Detach(), _patient.Id, board.Root)];
        if (faults.All(fault => fault.Call != "fsync"))
            _tally.Fault($"{scene}: nothing is flushed");
        return faults;
    }

    private static string TokenOf(Scene scene) => scene == Scene.Unchanged ? "" : "c.1-1";

    private void Inject(Fault fault, Scene scene)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            _patient.Update(_other, ""); // its heartbeat runs: where the runtime's own pipes fail no thread can be started
            using var board = FaultBoard.Of(scene);
            var before = Directory.GetFiles(board.Folder);
            using var tracer = new Tracer(_patient.Id, fault.Injection);
            var answer = _patient.Update(board, TokenOf(scene));
            if (!fault.Hit(tracer.Detach(), board.Root))
                continue;
            Judge(fault, scene, board, FaultVerdict.OnStory(board, TokenOf(scene), before, fault, answer), answer);
            return;
        }

        _notHit.Add($"{scene}: {fault}");
    }

    private void Judge(Fault fault, Scene scene, Board board, IEnumerable<string> onStory, Answer answer)
    {
        var (injected, survived, healed) = _table.GetValueOrDefault(fault.Call);
        var wrong = onStory.ToList();
        var locked = Directory.Exists(board.Lock);
        wrong.AddRange(Heal(fault, board, answer));
        if (options.Has("verbose") || wrong.Count > 0)
            Console.WriteLine($"  {scene}: {fault}: {answer.Id} {answer.Code}{(locked ? ", lock left" : "")}: {answer.Text}");
        foreach (var what in wrong)
            _tally.Fault($"{scene}: {fault}: {what}");
        _table[fault.Call] = (injected + 1, survived + (wrong.Count == 0 ? 1 : 0), healed + (locked ? 1 : 0));
    }

    private IEnumerable<string> Heal(Fault fault, Board board, Answer answer)
    {
        if (fault.Call == "close" || answer.IsNone)
        {
            // strace fails a close by not making it; the kernel never does: the descriptor is closed whatever it says (close(2)).
            _patient.Dispose();
            _patient = new PatientProcess();
        }

        return FaultVerdict.OnNext(board, _patient);
    }

    private void Print()
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {"call",-12}{"injected",10}{"survived",10}{"violations",12}{"lock left to turn stale",26}"));
        foreach (var (call, (injected, survived, healed)) in _table)
            Console.WriteLine($"  {call,-12}{injected,10}{survived,10}{injected - survived,12}{healed,26}");
        foreach (var fault in _notHit)
            Console.WriteLine($"  not hit: {fault}");
        var all = _table.Values.ToList();
        Console.WriteLine(
            $"fault matrix: {all.Sum(row => row.Injected)} injected, each verified in its trace, {all.Sum(row => row.Survived)} survived, "
            + $"{all.Sum(row => row.Injected - row.Survived)} violations, {_notHit.Count} not hit");
    }
}
