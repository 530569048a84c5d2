using System;
using System.Collections.Generic;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using AiSdlc.Locking;
using AiSdlc.Stories;

namespace AiSdlc.Chaos.Faults;

/// <summary>
/// The process whose calls are made to fail. It updates the stories it is asked to, one after the other on its first thread, and is asked
/// through a socket: faults of <c>read</c> and <c>write</c> must not hit the answer.
/// </summary>
internal static class Patient
{
    private const int AllowTracing = 0x59616d61; // PR_SET_PTRACER, for where only a parent may trace (Yama)

    public static int Run(Options options)
    {
        _ = Prctl(AllowTracing, -1, 0, 0, 0);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(options.Text("socket")));
        var buffer = new byte[4096];
        for (int length; (length = socket.Receive(buffer, SocketFlags.None)) > 0;)
        {
            var asked = Encoding.UTF8.GetString(buffer, 0, length).Split('\t');
            Environment.SetEnvironmentVariable("AISDLC_STATE_DIR", asked[1]);
            socket.Send(Encoding.UTF8.GetBytes(string.Join('\t', Update(asked[0], asked[2]))), SocketFlags.None);
        }

        return 0;
    }

    private static string[] Update(string story, string token)
    {
        var warnings = new List<string>();
        try
        {
            var request = new LockRequest(new LockTiming(3000, Board.StaleTimeout), LockOwner.New("patient"), new StoryLog(warnings.Add, _ => { }), CancellationToken.None);
            StoryStore.Shared.Update(story, token.Length > 0 ? Board.Edit(token) : new StoryEdit(), request);
            return ["ok", "", string.Join(' ', warnings)];
        }
        catch (StoryException refused)
        {
            return [refused.ErrorId, refused.Code, refused.Message];
        }
        catch (Exception unexpected)
        {
            return [unexpected.GetType().Name, "", unexpected.ToString()];
        }
    }

    [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "prctl")]
    private static extern int Prctl(int option, nint a, nint b, nint c, nint d);
}
