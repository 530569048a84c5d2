using System;
using System.IO;
using System.Net.Sockets;
using System.Text;
using AiSdlc.Chaos.Workers;

namespace AiSdlc.Chaos.Faults;

/// <summary>What an update answered: <c>ok</c> or the error's id, its code, and its message or the warnings.</summary>
internal sealed record Answer(string Id, string Code, string Text)
{
    public bool IsOk => Id == "ok";

    /// <summary>There is nobody to ask any more.</summary>
    public bool IsNone => Id is PatientProcess.Died or PatientProcess.Hangs;

    /// <summary>The new story stands, and the error says so.</summary>
    public bool SaysItStands => Id == "StoryWriteFailed" && Text.Contains("The change is on disk", StringComparison.Ordinal);
}

/// <summary>Starts a <see cref="Patient"/> and asks it for updates.</summary>
internal sealed class PatientProcess : IDisposable
{
    /// <summary>What is heard of a process that has ended.</summary>
    public const string Died = "died";

    /// <summary>What is heard of one that answers no more.</summary>
    public const string Hangs = "hangs";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("aisdlc-patient-").FullName;
    private readonly Socket _listening = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Worker _worker;
    private readonly Socket _socket;

    public PatientProcess()
    {
        var path = Path.Combine(_folder, "socket");
        _listening.Bind(new UnixDomainSocketEndPoint(path));
        _listening.Listen();
        _worker = new Worker(Launch.OfThisProgram("patient", "--socket", path), _ => { });
        _socket = _listening.Accept();
        using var board = new Board();
        for (var i = 1; i <= 30; i++) // so often that nothing is compiled or loaded for the first time any more
            Update(board, $"w.1-{i}");
    }

    public int Id => _worker.Id;

    /// <summary>Has it append a token, or change nothing where there is none.</summary>
    public Answer Update(Board board, string token)
    {
        _socket.Send(Encoding.UTF8.GetBytes($"{board.Story}\t{board.State}\t{token}"));
        if (!_socket.Poll(Patience, SelectMode.SelectRead))
            return new(Hangs, "", "no answer");
        var buffer = new byte[16384];
        var length = _socket.Receive(buffer);
        var said = Encoding.UTF8.GetString(buffer, 0, length).Split('\t', 3);
        return length > 0 ? new(said[0], said[1], said[2]) : new(Died, "", _worker.Errors);
    }

    public void Dispose()
    {
        _socket.Dispose();
        _listening.Dispose();
        _worker.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
