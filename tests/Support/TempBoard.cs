using System;
using System.IO;
using System.Linq;

namespace AiSdlc.Tests;

/// <summary>A board of its own in a temporary folder. When a test is done with it, nothing may be left beside the stories.</summary>
public sealed class TempBoard : IDisposable
{
    public const string Story = """
        ---
        id: S-0001
        title: A story
        priority: 10
        status: backlog # where it stands
        type: feature
        created: '2026-01-15'
        labels:
          - one
          - two
        ---
        # A story

        --- a line that is no fence
        """;

    private bool _debrisIsExpected;

    public TempBoard(string? parent = null)
    {
        Folder = Directory.CreateDirectory(Path.Combine(parent ?? Path.GetTempPath(), "aisdlc-" + Guid.NewGuid().ToString("n")[..12])).FullName;
        First = Add("S-0001", Story);
    }

    /// <summary>A board with the stories of tests/sample, which are those that the help's examples speak of.</summary>
    public static TempBoard OfSamples()
    {
        var board = new TempBoard();
        foreach (var story in Directory.EnumerateDirectories(Path.Combine(Repository.Root, "tests", "sample", ".ai-sdlc", "stories")))
        {
            board.Add(Path.GetFileName(story), File.ReadAllText(Path.Combine(story, "story.md")));
        }

        return board;
    }

    /// <summary>The folder that holds <c>.ai-sdlc</c>.</summary>
    public string Folder { get; }

    /// <summary>The file of story S-0001.</summary>
    public string First { get; }

    public string Lock => First + ".lock";

    public string Text => File.ReadAllText(First);

    public string Add(string id, string text)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder, ".ai-sdlc", "stories", id)).FullName;
        var file = Path.Combine(folder, "story.md");
        File.WriteAllText(file, text);
        return file;
    }

    /// <summary>A lock as another program would hold it, refreshed so long ago.</summary>
    public void LockElsewhere(TimeSpan age = default)
    {
        Directory.CreateDirectory(Lock);
        Directory.SetLastWriteTimeUtc(Lock, DateTime.UtcNow - age);
    }

    /// <summary>Everything at the board whose name ends in <c>.lock</c>: locks and temporary files.</summary>
    public string[] Debris() =>
        Directory.EnumerateFileSystemEntries(Folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Where(entry => entry.EndsWith(".lock", StringComparison.Ordinal)).ToArray();

    /// <summary>For a test whose subject is what is left.</summary>
    public void ExpectDebris() => _debrisIsExpected = true;

    public void Dispose()
    {
        var debris = Debris();
        Directory.Delete(Folder, recursive: true);
        if (!_debrisIsExpected)
        {
            Assert.Empty(debris);
        }
    }
}
