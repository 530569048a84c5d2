using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using AiSdlc.Platform;

namespace AiSdlc.Git;

/// <summary>
/// The one place of this module that starts a program. It is git, by its absolute path, without a shell, in an environment in which a
/// repository of somebody else has nothing started; for a limited time and with limited output.
/// </summary>
internal static class GitRunner
{
    private const string AskVersion = "version";
    private const int MostWords = 16 << 10;
    private const int Chunk = 16 << 10;

    /// <summary>Runs git to its end.</summary>
    /// <exception cref="GitException">It could not be started, took too long, wrote too much, or failed.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, and killed.</exception>
    public static GitResult Run(GitCommand command)
    {
        command.Cancel.ThrowIfCancellationRequested();
        var words = string.Join(" ", command.Arguments);
        using var git = Start(command, words);
        var error = OnThread(() => Drain(git.StandardError.BaseStream, MostWords));
        var output = OnThread(() => Drain(git.StandardOutput.BaseStream, command.MostOutput));
        var input = OnThread(() => Feed(git.StandardInput.BaseStream, command.Input ?? []));
        try
        {
            Wait(git, Task.WhenAll(input, output, error), command, words);
        }
        catch
        {
            Kill(git);
            throw;
        }

        return output.Result.WasCut ? throw GitException.TooMuchOutput(command.Folder, words, command.MostOutput)
            : git.ExitCode == 0 || command.Answers.Contains(git.ExitCode) ? new GitResult(git.ExitCode, output.Result.Bytes)
            : throw GitException.Failed(command.Folder, words, git.ExitCode, Encoding.UTF8.GetString(error.Result.Bytes).Trim());
    }

    private static Process Start(GitCommand command, string words)
    {
        try
        {
            var folder = FileSystem.Current.RealPath(command.Folder);
            var tree = GitWorkTree.Find(folder) ?? throw GitException.NoRepository(command.Folder, words);
            var program = GitProgram.Find(tree) ?? throw GitException.NotInstalled(command.Folder, words);
            if (command.Arguments is not [AskVersion] && GitVersion.Of(program, () => Run(command with { Arguments = [AskVersion], Input = null, Answers = [] }).Output) is var version && version < GitVersion.Least)
            {
                throw GitException.TooOld(command.Folder, words, version);
            }

            return Process.Start(StartInfo(program, folder, tree, command))!;
        }
        catch (NativeException exception)
        {
            throw GitException.NoRepository(command.Folder, words, exception); // there is no such folder
        }
        catch (Win32Exception exception)
        {
            throw GitException.NotInstalled(command.Folder, words, exception);
        }
    }

    private static ProcessStartInfo StartInfo(string program, string folder, string tree, GitCommand command)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
#if NET
        foreach (var argument in GitArguments.Of(command.Arguments))
        {
            start.ArgumentList.Add(argument);
        }
#else
        start.Arguments = CommandLine.Of(GitArguments.Of(command.Arguments));
#endif
        GitEnvironment.Prepare(start.Environment!, Path.GetDirectoryName(tree), command.Remote);
        return start;
    }

    private static void Wait(Process git, Task streams, GitCommand command, string words)
    {
        var waited = Stopwatch.StartNew();
        var limit = (int)command.TimeLimit.TotalMilliseconds;

        // Whoever inherited its streams may keep them open longer than it lives.
        if (!streams.Wait(limit, command.Cancel) || !git.WaitForExit(Math.Max(1, limit - (int)waited.ElapsedMilliseconds)))
        {
            throw GitException.TimedOut(command.Folder, words, command.TimeLimit);
        }
    }

    // Not on the pool's, which begins with as many as there are processors: of two, both would wait for what git says, and git for a second for what the third has to tell it.
    private static Task<T> OnThread<T>(Func<T> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static Task OnThread(Action work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static Drained Drain(Stream stream, int most)
    {
        var kept = new MemoryStream();
        var chunk = new byte[Chunk];
        var wasCut = false;
        for (int read; (read = stream.Read(chunk, 0, Chunk)) > 0;)
        {
            var room = Math.Min(read, most - (int)kept.Length);
            kept.Write(chunk, 0, room);
            wasCut |= room < read; // what is too much is read all the same, so that git comes to its end
        }

        return new(kept.ToArray(), wasCut);
    }

    // Through the stream, not its writer, which on .NET Framework may begin with a byte order mark.
    private static void Feed(Stream stream, byte[] input)
    {
        try
        {
            using (stream)
            {
                stream.Write(input, 0, input.Length);
            }
        }
        catch (IOException)
        {
            // It ended before it had read everything; its exit code says why.
        }
    }

    private static void Kill(Process git)
    {
        try
        {
#if NET
            git.Kill(entireProcessTree: true);
#else
            git.Kill();
#endif
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            // It has come to its end.
        }
    }

    private sealed record Drained(byte[] Bytes, bool WasCut);
}
