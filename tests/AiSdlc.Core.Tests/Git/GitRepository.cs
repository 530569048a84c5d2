using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;

namespace AiSdlc.Tests;

/// <summary>A repository in a temporary folder, and git itself in it, as anybody runs it.</summary>
public sealed class GitRepository : IDisposable
{
    public GitRepository()
    {
        Assert.SkipUnless(Repository.IsOnPath("git"), "git is not on the PATH.");
        Folder = Directory.CreateTempSubdirectory("aisdlc-git-").FullName;
        Git("init", "-q");
    }

    public string Folder { get; }

    public string Marker => Folder + ".ran";

    public string this[string name] => Path.Combine(Folder, name);

    /// <summary>Runs git, whatever comes of it.</summary>
    public int Git(params string[] arguments) => GitIn(Folder, arguments);

    /// <summary>The same in another folder.</summary>
    public static int GitIn(string folder, params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-c", "user.name=x", "-c", "user.email=x@example.org", .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        git.OutputDataReceived += (_, _) => { };
        git.BeginOutputReadLine();
        git.StandardError.ReadToEnd();
        git.WaitForExit();
        return git.ExitCode;
    }

    /// <summary>A program that leaves a mark when it is run.</summary>
    public string Program(string path)
    {
        var file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, $"#!/bin/sh\necho '{path}' >> '{Marker}'\n");
        File.SetUnixFileMode(file, (UnixFileMode)Convert.ToInt32("755", 8));
        return file;
    }

    /// <summary>The programs that have run since the last time.</summary>
    public IReadOnlyList<string> Ran()
    {
        var ran = File.Exists(Marker) ? File.ReadAllLines(Marker) : [];
        File.Delete(Marker);
        return ran;
    }

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        File.Delete(Marker);
    }
}
