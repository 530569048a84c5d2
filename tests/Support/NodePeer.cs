using System;
using System.Diagnostics;
using System.IO;
using System.Text;

namespace AiSdlc.Tests;

/// <summary>A Node process that uses proper-lockfile as the Node tool does. It says what it did, line by line, and does what it is told.</summary>
public sealed class NodePeer : IDisposable
{
    private readonly Process _process;

    private NodePeer(Process process) => _process = process;

    /// <summary>Runs a script of tests/interop; skips the test, saying why, on a machine without Node or its packages.</summary>
    public static NodePeer Start(string script, params string[] arguments)
    {
        SkipWithoutNode();
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = Repository.Interop,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.ArgumentList.Add(script);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return new NodePeer(Process.Start(start)!);
    }

    /// <summary>Runs a script that reads all of its input and answers on its output.</summary>
    public static string Ask(string input, string script, params string[] arguments)
    {
        using var node = Start(script, arguments);
        var answer = node._process.StandardOutput.ReadToEndAsync();
        node._process.StandardInput.Write(input);
        node._process.StandardInput.Close();
        node.ExpectSuccess();
        return answer.Result;
    }

    public static void SkipWithoutNode()
    {
        Assert.SkipUnless(Repository.IsOnPath("node"), "Node is not on the PATH.");
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(Repository.Interop, "node_modules")), "The Node packages are not installed: run 'npm ci' in tests/interop.");
    }

    /// <summary>Waits for a line of output and fails on any other.</summary>
    public void Expect(string line) => Assert.Equal(line, ReadLine());

    public string? ReadLine() => _process.StandardOutput.ReadLine();

    public void Tell(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    /// <summary>Waits for the end and fails unless the process was content.</summary>
    public void ExpectSuccess()
    {
        var errors = _process.StandardError.ReadToEnd();
        _process.WaitForExit();
        Assert.True(_process.ExitCode == 0, $"Node ended with {_process.ExitCode}: {errors}");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
