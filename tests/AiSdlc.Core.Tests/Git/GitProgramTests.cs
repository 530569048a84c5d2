using System;
using System.IO;
using AiSdlc.Git;

namespace AiSdlc.Tests;

/// <summary>Which git is started.</summary>
public sealed class GitProgramTests : IDisposable
{
    private readonly GitRepository _repository = new();
    private readonly string _program;

    public GitProgramTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "These programs are scripts.");
        _program = _repository.Program("bin/git");
    }

    private string Bin => Path.GetDirectoryName(_program)!;

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void It_is_the_first_in_an_absolute_folder() => Assert.Equal(_program, GitProgram.Find($":.:bin:../bin:/nowhere:{Bin}:/usr/bin", "/nowhere", "/"));

    [Fact]
    public void It_is_never_one_of_the_current_folder_however_that_is_spelt()
    {
        Directory.CreateSymbolicLink(_repository["alias"], Bin);
        foreach (var entry in new[] { Bin, Bin + "/", Bin + "/.", _repository["bin/../bin"], _repository["alias"] })
        {
            Assert.Null(GitProgram.Find(entry, "/nowhere", Bin));
            Assert.NotNull(GitProgram.Find(entry, "/nowhere", "/")); // in any other folder it would be
        }
    }

    [Fact]
    public void It_is_never_one_of_the_work_tree()
    {
        Assert.Null(GitProgram.Find(Bin, Bin, "/"));
        Assert.Null(GitProgram.Find(Bin, _repository.Folder, "/"));
        Assert.NotNull(GitProgram.Find(Bin, _repository.Folder[..^1], "/")); // which only begins alike
        Assert.NotNull(GitProgram.Find(Bin, "/", "/")); // or there would be none
    }

    [Fact]
    public void It_is_a_program()
    {
        File.SetUnixFileMode(_program, UnixFileMode.UserRead);
        Assert.Null(GitProgram.Find(Bin, "/nowhere", "/"));
        File.Delete(_program);
        Directory.CreateDirectory(_program);
        Assert.Null(GitProgram.Find(Bin, "/nowhere", "/"));
    }

    [Fact]
    public void Without_a_path_there_is_none() => Assert.Null(GitProgram.Find(string.Empty, "/nowhere", "/"));
}
