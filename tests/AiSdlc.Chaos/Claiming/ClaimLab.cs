using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using AiSdlc.Chaos.Power;

namespace AiSdlc.Chaos.Claiming;

/// <summary>A repository with a board, and its worktrees or its clones; deleted when disposed.</summary>
internal sealed class ClaimLab : IDisposable
{
    private static readonly string[] Git = ["-c", "user.name=chaos", "-c", "user.email=chaos@example.invalid", "-c", "commit.gpgsign=false", "-c", "gc.auto=0"];

    /// <param name="places">How many worktrees or clones.</param>
    /// <param name="areClones">Clones of one bare repository, and not worktrees of one repository.</param>
    /// <param name="stories">Number of stories, and the dependencies of each.</param>
    public ClaimLab(int places, bool areClones, IReadOnlyList<IReadOnlyList<int>> stories)
    {
        Root = Directory.CreateTempSubdirectory("aisdlc-chaos-").FullName;
        Environment.SetEnvironmentVariable("AISDLC_STATE_DIR", Path.Combine(Root, "state"));
        var main = Directory.CreateDirectory(Path.Combine(Root, "main")).FullName;
        Run("-C", main, "init", "--quiet");
        File.WriteAllText(Path.Combine(main, ".gitignore"), "*.lock\n");
        for (var i = 0; i < stories.Count; i++)
            Write(main, Id(i), stories[i]);
        Run("-C", main, "add", "-A");
        Run("-C", main, "commit", "--quiet", "--message", "The board");
        if (areClones)
            Run("clone", "--quiet", "--bare", main, Path.Combine(Root, "bare"));
        Places = [.. Enumerable.Range(1, places).Select(i => Path.Combine(Root, $"place{i}"))];
        foreach (var place in Places)
        {
            if (areClones)
                Run("clone", "--quiet", Path.Combine(Root, "bare"), place);
            else
                Run("-C", main, "worktree", "add", "--quiet", "--detach", place);
        }
    }

    public string Root { get; }

    public IReadOnlyList<string> Places { get; }

    public static string Id(int index) => $"S-{index + 1:0000}";

    public static IReadOnlyList<IReadOnlyList<int>> Independent(int stories) => [.. Enumerable.Repeat<IReadOnlyList<int>>([], stories)];

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static void Write(string main, string id, IReadOnlyList<int> dependencies)
    {
        var folder = Directory.CreateDirectory(Path.Combine(main, ".ai-sdlc", "stories", id)).FullName;
        var needs = dependencies.Count == 0 ? "[]" : "[" + string.Join(", ", dependencies.Select(Id)) + "]";
        File.WriteAllText(
            Path.Combine(folder, "story.md"),
            $"---\nid: {id}\ntitle: Story {id}\nslug: {id}\npriority: 10\nstatus: ready\ntype: feature\ncreated: '2026-01-15'\nlabels: []\ndependencies: {needs}\ncount: 0\nlog: []\n---\n# {id}\n");
    }

    private static void Run(params string[] arguments) => Command.Run("git", [.. Git, .. arguments]);
}
