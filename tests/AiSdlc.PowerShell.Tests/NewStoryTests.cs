using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace AiSdlc.Tests;

/// <summary>New-Story in the real engine.</summary>
[Collection(BusyMachine.Name)]
public sealed class NewStoryTests : IDisposable
{
    private readonly TempBoard _board = new();

    public void Dispose() => _board.Dispose();

    [Fact]
    public void A_new_story_has_the_defaults_of_the_Node_tool()
    {
        using var engine = new Engine(_board.Folder);
        var story = engine.Get("New-Story 'Export: a report, as CSV!'").Single();

        Assert.Equal("S-0002", story.ToString());
        Assert.Equal(
            $"""
            ---
            id: S-0002
            title: 'Export: a report, as CSV!'
            slug: export-a-report-as-csv
            priority: 20
            status: backlog
            type: feature
            created: '{DateTime.UtcNow:yyyy-MM-dd}'
            labels: []
            research_complete: false
            plan_complete: false
            implementation_complete: false
            reviews_complete: false
            content_type: code
            ---
            # Export: a report, as CSV!

            ## Summary

            (Describe the feature, bug, or task here)

            ## Acceptance Criteria

            - [ ] (Define acceptance criteria)

            """,
            File.ReadAllText(Path.Combine(_board.Folder, ".ai-sdlc", "stories", "S-0002", "story.md")));
    }

    [Fact]
    public void What_is_given_takes_precedence()
    {
        using var engine = new Engine(_board.Folder);
        var story = engine.Get("New-Story Title -Type bug -Labels a, b -Priority 5 -Epic e -Dependencies S-0001 -Content 'Text'").Single();

        Assert.Equal("bug 5 e Text", string.Join(" ", new[] { "Type", "Priority", "Epic", "Body" }.Select(name => story.Properties[name].Value)));
        Assert.Contains("\nlabels:\n  - a\n  - b\n", File.ReadAllText((string)story.Properties["Path"].Value), StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_that_the_Node_tool_would_destroy_is_not_created()
    {
        using var engine = new Engine(_board.Folder);

        Assert.Equal(["InvalidFrontmatter"], engine.Run("New-Story Title -Content \"---`nTable`n---\"").ErrorIds);
        Assert.Empty(engine.Get("New-Story Title -WhatIf"));
        Assert.Single(Directory.GetDirectories(Path.Combine(_board.Folder, ".ai-sdlc", "stories")));
    }

    [Fact]
    public void Fifty_six_parallel_callers_get_fifty_six_stories()
    {
        using (var engine = new Engine(_board.Folder))
        {
            Parallel.For(0, 4, _ =>
            {
                using var own = new Engine(_board.Folder);
                own.Get("1..7 | ForEach-Object { New-Story \"Title $_\" }");
            });
            var shells = Enumerable.Range(0, 4).Select(_ => ShellProcess.Launch(["-Command", "1..7 | ForEach-Object { New-Story \"Title $_\" }"], _board.Folder)).ToList();
            foreach (var shell in shells)
            {
                using (shell)
                {
                    Assert.Equal("", shell.WaitForExit().StdErr);
                }
            }

            Assert.Equal(Enumerable.Range(1, 57).Select(i => $"S-{i:0000}"), engine.Get("Get-Story").Select(story => story.ToString()));
        }
    }

    [Fact]
    public void Gray_matter_reads_a_new_story()
    {
        NodePeer.SkipWithoutNode();
        using var engine = new Engine(_board.Folder);
        var file = (string)engine.Get("New-Story Title").Single().Properties["Path"].Value;
        var read = JsonNode.Parse(NodePeer.Ask(System.Text.Json.JsonSerializer.Serialize(new[] { File.ReadAllText(file) }), "frontmatter.mjs", "read"))!;

        Assert.Equal("S-0002", (string?)read[0]!["matter"]!["value"]!["id"]);
    }
}
