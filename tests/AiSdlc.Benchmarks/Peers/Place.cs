using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace AiSdlc.Benchmarks.Peers;

/// <summary>A board and a state folder on one file system; deleted when disposed.</summary>
internal sealed class Place : IDisposable
{
    /// <summary>Size of the story that is updated.</summary>
    public const int StorySize = 40 * 1024;

    public Place(string folder)
    {
        Root = Path.Combine(folder, "aisdlc-bench-" + Guid.NewGuid().ToString("n")[..12]);
        Stories = Directory.CreateDirectory(Path.Combine(Root, ".ai-sdlc", "stories")).FullName;
    }

    public string Root { get; }

    public string Stories { get; }

    /// <summary>Where the owner records of those who work here are.</summary>
    public string State => Path.Combine(Root, "state");

    /// <summary>A story with 15 lines of frontmatter and a body that fills it up.</summary>
    public string Add(int number, int size = StorySize)
    {
        var file = Story(number);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var head = Head(number);
        using var stream = File.Create(file);
        stream.Write(head);
        for (var left = size - head.Length; left > 0; left -= Paragraph.Length)
            stream.Write(Paragraph.AsSpan(0, Math.Min(left, Paragraph.Length)));
        return file;
    }

    public string Story(int number) => Path.Combine(Stories, $"S-{number:000000}", "story.md");

    /// <summary>Many stories; of the locked ones, one in a thousand is.</summary>
    public void Fill(int count, int size, bool locked)
    {
        for (var number = 1; number <= count; number++)
        {
            var story = Add(number, size);
            if (locked && number % 1000 == 0)
                Directory.CreateDirectory(story + ".lock");
        }
    }

    /// <summary>The number that the updates raise.</summary>
    public static int Count(string story) =>
        int.Parse(File.ReadLines(story).First(line => line.StartsWith("count: ", StringComparison.Ordinal))[7..], CultureInfo.InvariantCulture);

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static readonly byte[] Paragraph = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(
        "- [ ] The report has a header line, and one line for each order; amounts have two decimals — see *Export*.\n", 40)));

    private static byte[] Head(int number) => Encoding.UTF8.GetBytes($"""
        ---
        id: S-{number:000000}
        title: Export a report as CSV
        slug: export-a-report-as-csv
        priority: {number * 10}
        status: in-progress
        type: feature
        created: '2026-01-15'
        updated: '2026-02-01'
        labels:
          - reports
          - export
        research_complete: true
        plan_complete: true
        count: 0
        content_type: code
        ---

        """.ReplaceLineEndings("\n"));
}
