using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using AiSdlc.Git;

namespace AiSdlc.Tests;

/// <summary>One run of git: what goes in, what comes out, and how it ends.</summary>
public sealed class GitRunnerTests : IDisposable
{
    private readonly GitRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void Bytes_go_in_and_come_out_as_they_are()
    {
        var bytes = Enumerable.Range(0, 1 << 20).Select(i => (byte)(i * 31 >> 3)).Concat(Enumerable.Range(0, 256).Select(i => (byte)i)).ToArray();
        var name = Text(Run(new GitCommand(_repository.Folder, "hash-object", "-w", "--stdin") { Input = bytes }));

        Assert.Equal(bytes, Run(new GitCommand(_repository.Folder, "cat-file", "blob", name)).Output);
    }

    [Fact]
    public void Its_failure_has_its_command_exit_code_and_words()
    {
        var error = Fails(new GitCommand(_repository.Folder, "rev-parse", "--verify", "no-such-branch"));

        Assert.Equal(("GitFailed", "EGIT", 128), (error.ErrorId, error.Code, error.ExitCode));
        Assert.Equal("rev-parse --verify no-such-branch", error.Command);
        Assert.Equal("fatal: Needed a single revision", error.Words);
        Assert.Contains(error.Words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exit_code_that_is_an_answer_is_no_failure()
    {
        var question = new GitCommand(_repository.Folder, "check-ignore", "--quiet", "file");

        Assert.Equal(1, Run(question with { Answers = [1] }).ExitCode);
        Assert.Equal(1, Fails(question).ExitCode);
    }

    [Fact]
    public void A_run_without_end_is_ended()
    {
        var error = Fails(Endless() with { TimeLimit = TimeSpan.FromMilliseconds(200) });

        Assert.Equal("ETIMEDOUT", error.Code);
        Assert.Null(error.ExitCode);
    }

    [Fact]
    public void A_run_without_end_is_cancelled()
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        Assert.ThrowsAny<OperationCanceledException>(() => Run(Endless() with { Cancel = cancel.Token }));
    }

    [Fact]
    public void Output_beyond_the_limit_is_refused_and_up_to_it_is_not()
    {
        var name = Text(Run(new GitCommand(_repository.Folder, "hash-object", "-w", "--stdin") { Input = new byte[100_000] }));
        var read = new GitCommand(_repository.Folder, "cat-file", "blob", name);

        Assert.Equal("EFBIG", Fails(read with { MostOutput = 99_999 }).Code);
        Assert.Equal(100_000, Run(read with { MostOutput = 100_000 }).Output.Length);
    }

    [Fact]
    public void Input_that_git_does_not_read_to_its_end_is_no_failure() =>
        Assert.Equal(0, Run(new GitCommand(_repository.Folder, "rev-parse", "--git-dir") { Input = new byte[1 << 20] }).ExitCode);

    [Fact]
    public void A_command_that_could_be_an_alias_or_use_filters_is_not_run()
    {
        foreach (var command in new[] { "status", "diff", "checkout", "add", "commit", "mine", "-c", "" })
        {
            Assert.Throws<ArgumentException>(() => Run(new GitCommand(_repository.Folder, command)));
        }
    }

    [Fact]
    public void Where_there_is_no_repository_none_is_asked()
    {
        var folder = Directory.CreateTempSubdirectory("aisdlc-git-").FullName;
        try
        {
            Assert.Equal("ENOREPO", Fails(new GitCommand(folder, "rev-parse", "--git-dir")).Code);
            Assert.Equal("ENOREPO", Fails(new GitCommand(Path.Combine(folder, "nothing"), "rev-parse", "--git-dir")).Code);
        }
        finally
        {
            Directory.Delete(folder);
        }
    }

    [Fact]
    public void A_work_tree_of_another_user_is_refused_as_git_refuses_it()
    {
        Assert.SkipUnless(GitRepository.GitIn(_repository.Folder, "config", "--get-all", "safe.directory") == 1, "This machine trusts work trees of others.");
        var question = new GitCommand(_repository.Folder, "rev-parse", "--git-dir");
        Assert.Equal(".git", Text(Run(question)));
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && Folders.Try("chown", "-R", "65534", _repository.Folder), "A folder can be given away on Linux, by root.");

        var error = Fails(question);
        Assert.Equal("EOWNER", error.Code);
        Assert.Contains("safe.directory", error.Words, StringComparison.Ordinal);
        Assert.DoesNotContain(error.Message, char.IsControl);
    }

    [Fact]
    public void Arguments_arrive_as_they_were_given()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "printf is a program on Unix.");
        string[] arguments = ["%s\\n", "plain", "", "two words", "a\"b", "back\\slash", "end\\", "\\\"", "a\\\\\" b", "tab\there", "*", "$HOME", "'"];
        var start = new System.Diagnostics.ProcessStartInfo("printf", CommandLine.Of(arguments)) { RedirectStandardOutput = true };
        using var process = System.Diagnostics.Process.Start(start)!;

        Assert.Equal(string.Join('\n', arguments[1..]) + "\n", process.StandardOutput.ReadToEnd());
    }

    private static GitResult Run(GitCommand command) => GitRunner.Run(command);

    private static GitException Fails(GitCommand command) => Assert.Throws<GitException>(() => Run(command));

    private static string Text(GitResult result) => Encoding.UTF8.GetString(result.Output).Trim();

    // Git waits for somebody to write into a pipe.
    private GitCommand Endless()
    {
        Assert.SkipUnless(!OperatingSystem.IsWindows() && Folders.Try("mkfifo", _repository["pipe"]), "A pipe has a name on Unix.");
        return new GitCommand(_repository.Folder, "config", "--file", _repository["pipe"], "--list");
    }
}
