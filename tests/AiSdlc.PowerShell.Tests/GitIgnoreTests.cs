using System;
using System.Diagnostics;
using System.IO;

namespace AiSdlc.Tests;

/// <summary>Git itself says what this repository's ignore rules hide.</summary>
public sealed class GitIgnoreTests
{
    [Theory]
    [InlineData(".ai-sdlc/stories/S-0001/story.md.lock", true)]
    [InlineData(".ai-sdlc/stories/S-0001/.story.md.0123456789abcdef.lock", true)]
    [InlineData("a/board/below/.ai-sdlc/stories/S-0001/story.md.lock", true)]
    [InlineData(".ai-sdlc/worktrees/w/.ai-sdlc/stories/S-0001/story.md.lock", true)]
    [InlineData(".ai-sdlc/stories/S-0001/story.md", false)]
    [InlineData("tests/interop/package-lock.json", false)]
    [InlineData("yarn.lock", false)]
    public void Locks_and_temporary_files_of_boards_are_ignored(string path, bool ignored)
    {
        Assert.SkipUnless(Repository.IsOnPath("git"), "git is not on the PATH.");
        var repository = Directory.CreateTempSubdirectory("aisdlc-git-").FullName;
        try
        {
            Git(repository, "init", "-q");
            File.Copy(Path.Combine(Repository.Root, ".gitignore"), Path.Combine(repository, ".gitignore"));
            var file = Path.Combine(repository, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, "text");
            Git(repository, "add", "-A");

            Assert.Equal(!ignored, Git(repository, "ls-files").Contains(path, StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(repository, recursive: true);
        }
    }

    private static string Git(string repository, params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = repository, RedirectStandardOutput = true })!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return output;
    }
}
