using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using AiSdlc.Board;
using AiSdlc.Git;

namespace AiSdlc.Tests;

/// <summary>
/// A repository of somebody else, with a program at each place where git would run one. Each test has its control: plain git, in the
/// same place, runs it.
/// </summary>
public sealed class ForeignRepositoryTests : IDisposable
{
    private readonly GitRepository _repository = new();

    public ForeignRepositoryTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "These programs are scripts.");

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void Its_fsmonitor_is_not_run()
    {
        Configure("core.fsmonitor", "fsmonitor");

        Runs("fsmonitor", () => _repository.Git("check-ignore", "a"));
        Assert.Empty(_repository.Ran());
        RunsNothing("check-ignore", "a");
        RunsNothing("ls-files");
    }

    [Fact]
    public void Its_hooks_are_not_run()
    {
        Commit();
        _repository.Program(".git/hooks/reference-transaction");
        _repository.Program(".git/hooks/pre-push");

        Runs(".git/hooks/reference-transaction", () => _repository.Git("update-ref", "refs/x/one", "HEAD"));
        RunsNothing("update-ref", "refs/x/two", "HEAD");
        Runs(".git/hooks/pre-push", () => _repository.Git("push", "-q", OtherClone(), "HEAD:refs/heads/a"));
        RunsNothing("push", "-q", OtherClone(), "HEAD:refs/heads/b");
    }

    [Fact]
    public void Its_hooks_folder_is_not_used()
    {
        Commit();
        _repository.Program("tools/reference-transaction");
        _repository.Git("config", "core.hooksPath", _repository["tools"]);

        Runs("tools/reference-transaction", () => _repository.Git("update-ref", "refs/x/one", "HEAD"));
        RunsNothing("update-ref", "refs/x/two", "HEAD");
    }

    [Fact]
    public void Its_ssh_command_is_not_run()
    {
        Configure("core.sshCommand", "ssh-command");
        _repository.Git("remote", "add", "far", "ssh://nobody@localhost:1/nothing");

        Runs("ssh-command", () => _repository.Git("ls-remote", "far"));
        RunsNothing("ls-remote", "far");
    }

    [Fact]
    public void Its_remote_programs_are_not_run()
    {
        Commit();
        _repository.Git("remote", "add", "near", OtherClone());
        Configure("remote.near.uploadpack", "upload-pack");
        Configure("remote.near.receivepack", "receive-pack");

        Runs("upload-pack", () => _repository.Git("ls-remote", "near"));
        RunsNothing("ls-remote", "near");
        Runs("upload-pack", () => _repository.Git("fetch", "near"));
        RunsNothing("fetch", "near");
        Runs("receive-pack", () => _repository.Git("push", "near", "HEAD:refs/heads/a"));
        RunsNothing("push", "near", "HEAD:refs/heads/a");
    }

    [Fact]
    public void An_ext_address_is_not_run()
    {
        var program = _repository.Program("ext");
        _repository.Git("config", "protocol.ext.allow", "always");
        _repository.Git("config", $"url.ext::{program} %S.insteadOf", "https://example.org/");

        Runs("ext", () => _repository.Git("ls-remote", "https://example.org/"));
        RunsNothing("ls-remote", "https://example.org/");
    }

    [Fact]
    public void Its_filter_is_not_run()
    {
        Configure("filter.mine.clean", "filter");
        File.WriteAllText(_repository[".gitattributes"], "* filter=mine\n");
        File.WriteAllText(_repository["file"], "text");

        Runs("filter", () => _repository.Git("hash-object", "file"));
        RunsNothing("hash-object", "file");
    }

    [Fact]
    public void Its_textconv_and_diff_are_not_run()
    {
        Configure("diff.mine.textconv", "textconv");
        File.WriteAllText(_repository[".gitattributes"], "* diff=mine\n");
        Commit();

        Runs("textconv", () => _repository.Git("log", "-p"));
        RunsNothing("log", "-p");
        Configure("diff.mine.command", "driver");
        Runs("driver", () => _repository.Git("log", "-p", "--ext-diff"));
        RunsNothing("log", "-p");
    }

    [Fact]
    public void Its_pager_is_not_run()
    {
        Assert.SkipUnless(Repository.IsOnPath("script"), "script(1), which makes a terminal, is not on the PATH.");
        Configure("core.pager", "pager");
        Commit();

        Runs("pager", () => Folders.Try("script", "-qec", $"git -C '{_repository.Folder}' log -1", "/dev/null") ? 0 : 1);
        RunsNothing("log", "-1");
    }

    [Fact]
    public void Its_signature_program_is_not_run()
    {
        Commit();
        Configure("gpg.program", "gpg");
        _repository.Git("config", "log.showSignature", "true");
        var signed = Encoding.UTF8.GetString(Run("cat-file", "commit", "HEAD").Output).Replace("\n\n", "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n -----END PGP SIGNATURE-----\n\n", StringComparison.Ordinal);
        var name = Encoding.UTF8.GetString(GitRunner.Run(new GitCommand(_repository.Folder, "hash-object", "-t", "commit", "-w", "--stdin") { Input = Encoding.UTF8.GetBytes(signed) }).Output).Trim();

        Runs("gpg", () => _repository.Git("log", "-1", name));
        RunsNothing("log", "-1", name);
    }

    [Fact]
    public void A_bare_repository_in_a_board_is_none()
    {
        using var board = new TempBoard();
        var bare = Path.Combine(board.Folder, ".ai-sdlc");
        Assert.Equal(0, GitRepository.GitIn(bare, "init", "-q", "--bare", "."));
        GitRepository.GitIn(bare, "config", "core.bare", "false");
        GitRepository.GitIn(bare, "config", "core.worktree", bare);
        GitRepository.GitIn(bare, "config", "core.fsmonitor", _repository.Program("fsmonitor"));

        Runs("fsmonitor", () => GitRepository.GitIn(bare, "check-ignore", "a"));
        Assert.Equal("ENOREPO", Assert.Throws<GitException>(() => GitRunner.Run(new GitCommand(bare, "check-ignore", "a"))).Code);
        Assert.Empty(GitIgnoreCheck.Of(StoryBoard.Nearest(board.Folder)));
        Assert.Empty(_repository.Ran());
    }

    [Fact]
    public void The_callers_repository_is_not_mistaken_for_this_one()
    {
        var variables = new Dictionary<string, string?>
        {
            ["GIT_DIR"] = "/elsewhere/.git",
            ["GIT_WORK_TREE"] = "/elsewhere",
            ["GIT_INDEX_FILE"] = "/elsewhere/index",
            ["GIT_EXTERNAL_DIFF"] = "/elsewhere/diff",
            ["GIT_PAGER"] = "/elsewhere/pager",
            ["GIT_ASKPASS"] = "/elsewhere/askpass",
            ["SSH_ASKPASS"] = "/elsewhere/askpass",
            ["GIT_CONFIG_PARAMETERS"] = "'core.fsmonitor=/elsewhere/fsmonitor'",
            ["GIT_TRACE"] = "1",
            ["GIT_AUTHOR_NAME"] = "Ada",
            ["GIT_CONFIG_COUNT"] = "1",
            ["GIT_CONFIG_KEY_0"] = "safe.directory",
            ["GIT_CONFIG_VALUE_0"] = "/here",
            ["HOME"] = "/home/ada",
        };
        GitEnvironment.Prepare(variables, "/");

        Assert.DoesNotContain(variables, pair => pair.Value is { } value && value.Contains("elsewhere", StringComparison.Ordinal));
        Assert.False(variables.ContainsKey("GIT_TRACE"));
        Assert.Equal(("Ada", "/here", "/home/ada", "0"), (variables["GIT_AUTHOR_NAME"], variables["GIT_CONFIG_VALUE_0"], variables["HOME"], variables["GIT_TERMINAL_PROMPT"]));
        Assert.Equal("/", variables["GIT_CEILING_DIRECTORIES"]);
        var count = int.Parse(variables["GIT_CONFIG_COUNT"]!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(count, variables.Keys.Count(key => key.StartsWith("GIT_CONFIG_KEY_", StringComparison.Ordinal)));
        Assert.True(variables.ContainsKey($"GIT_CONFIG_VALUE_{count - 1}"));
    }

    [Fact]
    public void Nothing_else_in_the_sources_starts_a_program()
    {
        var starts = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => Regex.IsMatch(File.ReadAllText(file), @"\bProcessStartInfo\b|\bProcess\.Start\(|\b(execve|fork|posix_spawn|CreateProcess\w*|ShellExecute\w*)\("))
            .Select(Path.GetFileName);

        Assert.Equal(["GitRunner.cs"], starts);
    }

    private void Configure(string key, string program) => Assert.Equal(0, _repository.Git("config", key, _repository.Program(program)));

    private void Commit()
    {
        File.WriteAllText(_repository["file"], "text");
        Assert.Equal(0, _repository.Git("add", "-A"));
        Assert.Equal(0, _repository.Git("commit", "-q", "-m", "x"));
        _repository.Ran();
    }

    private string OtherClone()
    {
        var other = _repository["other.git"];
        GitRepository.GitIn(_repository.Folder, "init", "-q", "--bare", other);
        return other;
    }

    private void Runs(string program, Func<int> git)
    {
        git();
        Assert.Contains(program, _repository.Ran());
    }

    private GitResult Run(params string[] arguments) => GitRunner.Run(new GitCommand(_repository.Folder, arguments) { Answers = [1] });

    // Whatever comes of it: a program that is not run may be missed.
    private void RunsNothing(params string[] arguments)
    {
        try
        {
            Run(arguments);
        }
        catch (GitException)
        {
        }

        Assert.Empty(_repository.Ran());
    }
}
