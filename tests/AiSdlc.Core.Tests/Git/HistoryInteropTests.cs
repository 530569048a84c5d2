using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using AiSdlc.Board;
using AiSdlc.Git;
using AiSdlc.Locking;

namespace AiSdlc.Tests;

/// <summary>
/// The history of stories beside what reading each version by gray-matter, and comparing, says. Of a made repository of AISDLC_TEST_CASES commits, one story for each twenty of them; and of
/// the one that AISDLC_TEST_HISTORY names.
/// </summary>
public sealed class HistoryInteropTests(ITestOutputHelper output) : IDisposable
{
    private readonly GitRepository _made = new();

    public void Dispose() => _made.Dispose();

    [Fact]
    public void It_is_what_gray_matter_says_of_each_version()
    {
        NodePeer.SkipWithoutNode();
        var commits = int.Parse(Environment.GetEnvironmentVariable("AISDLC_TEST_CASES") ?? "1000", CultureInfo.InvariantCulture);
        Make(commits, Math.Max(1, commits / 20), new Random(7));
        Assert.True(Compare(_made.Folder) > commits);
    }

    [Fact]
    public void It_is_so_of_a_repository_in_the_wild()
    {
        var wild = Environment.GetEnvironmentVariable("AISDLC_TEST_HISTORY");
        Assert.SkipUnless(wild is not null, "AISDLC_TEST_HISTORY names no clone with a board.");
        NodePeer.SkipWithoutNode();
        Assert.NotEqual(0, Compare(wild!));
    }

    // Returns how many changes there are.
    private int Compare(string repository)
    {
        var stories = StoryBoard.Nearest(repository, isNamed: true).Stories(allCopies: false).ToList();
        var clock = Stopwatch.StartNew();
        var changes = new StoryChanges(null, LockRequest.With(new LockTiming())).Of(stories).Where(change => change.Commit is not null).ToList();
        output.WriteLine($"{changes.Count} changes of {stories.Count} stories in {clock.Elapsed.TotalSeconds:0.0} s");
        var ours = changes.Select(change => $"{change.Commit} .ai-sdlc/stories/{change.Id}/story.md {change.Key}").Order(StringComparer.Ordinal);
        var theirs = NodePeer.Ask(string.Empty, "history.mjs", repository, ".ai-sdlc/stories").Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal);
        var differences = Difference(ours, theirs).ToList();
        differences.Take(20).ToList().ForEach(output.WriteLine);
        Assert.Empty(differences);
        return changes.Count;
    }

    private static IEnumerable<string> Difference(IEnumerable<string> ours, IEnumerable<string> theirs)
    {
        var counts = new Dictionary<string, int>();
        foreach (var (line, by) in ours.Select(line => (line, 1)).Concat(theirs.Select(line => (line, -1))))
            counts[line] = counts.GetValueOrDefault(line) + by;
        return counts.Where(count => count.Value != 0).Select(count => $"{(count.Value > 0 ? "only ours" : "only gray-matter's")}: {count.Key}");
    }

    // Commits of one to three stories, which are changed, removed and made anew; every fiftieth commit merges a branch.
    private void Make(int commits, int stories, Random random)
    {
        var input = new StringBuilder();
        for (var i = 1; i <= commits; i++)
        {
            input.Append(CultureInfo.InvariantCulture, $"commit refs/heads/main\nmark :{i}\ncommitter x <x@example.org> {1_700_000_000 + i} +0000\ndata 1\nx\n");
            if (i > 1)
                input.Append(CultureInfo.InvariantCulture, $"from :{i - 1}\n");
            if (i % 50 == 0)
                input.Append(CultureInfo.InvariantCulture, $"merge :{i - 20}\n");
            foreach (var story in Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(stories)).Distinct())
            {
                var path = $".ai-sdlc/stories/S-{story:0000}/story.md";
                var text = Story(story, random);
                input.Append(random.Next(60) == 0 ? $"D {path}\n" : $"M 644 inline {path}\ndata {Encoding.UTF8.GetByteCount(text)}\n{text}\n");
            }
        }

        using var import = Process.Start(new ProcessStartInfo("git", ["fast-import", "--quiet", "--date-format=raw"]) { WorkingDirectory = _made.Folder, RedirectStandardInput = true })!;
        import.StandardInput.BaseStream.Write(Encoding.UTF8.GetBytes(input.ToString()));
        import.StandardInput.Close();
        import.WaitForExit();
        Assert.Equal((0, 0), (import.ExitCode, _made.Git("checkout", "-q", "-f", "main")));
    }

    // In few values, so that many stay as they are.
    private static string Story(int story, Random random)
    {
        if (random.Next(50) == 0)
            return random.Next(2) == 0 ? "---\na: [\n---\nx\n" : "# No frontmatter\n";
        var text = new StringBuilder("---\n").Append(CultureInfo.InvariantCulture, $"id: S-{story:0000}\n");
        foreach (var key in Enumerable.Range(0, 12).Where(_ => random.Next(6) != 0).OrderBy(_ => random.Next(8) == 0 ? random.Next() : 0))
            text.Append(CultureInfo.InvariantCulture, $"key{key}:{Value(key, random)}\n");
        return text.Append(CultureInfo.InvariantCulture, $"---\n# Story {random.Next(3)}\n").Append(random.Next(2) == 0 ? "--- no fence\n" : "").ToString();
    }

    private static string Value(int kind, Random random)
    {
        var number = random.Next(3);
        return kind switch
        {
            0 => $" {number}",
            1 => $" {number}.5 # a comment {random.Next()}",
            2 => random.Next(2) == 0 ? $" '2026-01-0{number + 1}'" : $" \"2026-01-0{number + 1}\"",
            3 => $"\n  - {number}\n  - x",
            4 => $" [{number}, x, {{ a: {number} }}]",
            5 => $"\n  b: {number}\n  a: |\n    text\n\n    {number}",
            6 => " " + JsonSerializer.Serialize($"tab\t\"{number}\" \u2028 {char.ConvertFromUtf32(0x1F600 + number)}"),
            7 => $" {new[] { "true", "null", "yes" }[number]}",
            8 => $" 'it''s {number}'",
            9 => $" >-\n  folded\n  {number}",
            10 => $" {new[] { "0123", "1e3", "12:30" }[number]}",
            _ => number == 0 ? string.Empty : $" plain {number}",
        };
    }
}
