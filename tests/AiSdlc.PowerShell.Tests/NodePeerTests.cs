using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AiSdlc.Tests;

/// <summary>Real Node processes with proper-lockfile on the same story.</summary>
[Collection(BusyMachine.Name)]
public sealed class NodePeerTests : IDisposable
{
    private readonly TempBoard _board;
    private readonly Engine _engine;
    private readonly string _link;

    public NodePeerTests()
    {
        NodePeer.SkipWithoutNode();
        _board = new TempBoard();
        _engine = new Engine(_board.Folder);
        _link = Path.Combine(_board.Folder, ".ai-sdlc", "link.md"); // on the board, or it is not followed
        File.CreateSymbolicLink(_link, _board.First);
    }

    public void Dispose()
    {
        _engine.Dispose();
        _board.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_Node_lock_blocks_us_and_its_release_lets_us_in(bool nodeUsesLink)
    {
        using var node = NodePeer.Start("hold.mjs", nodeUsesLink ? _link : _board.First);
        node.Expect("held");
        var story = nodeUsesLink ? _board.First : _link;
        Assert.Equal(["StoryLocked"], _engine.Run("Update-StoryFrontmatter -LiteralPath $args[0] -Set @{ a = 1 } -LockTimeout 300", story).ErrorIds);

        node.Tell("release");
        node.Expect("released");
        _engine.Get("Update-StoryFrontmatter -LiteralPath $args[0] -Set @{ a = 1 }", story);
        node.ExpectSuccess();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Our_lock_blocks_Node(bool nodeUsesLink)
    {
        var (ours, nodes) = nodeUsesLink ? (_board.First, _link) : (_link, _board.First);
        var seen = _engine.Get("""
            $script:seen = ''
            Update-StoryFrontmatter -LiteralPath $args[0] -Transform { $script:seen = & node $args2 }
            $seen
            """.Replace("$args2", $"{Repository.Interop}/try.mjs '{nodes}'", StringComparison.Ordinal), ours);

        Assert.Equal("ELOCKED", Assert.Single(seen).BaseObject);
        using var after = NodePeer.Start("try.mjs", nodes);
        after.Expect("locked");
    }

    [Fact]
    public void Looking_and_cleaning_never_disturb_a_Node_holder()
    {
        using var node = NodePeer.Start("hold.mjs", _board.First, "5000");
        node.Expect("held");
        _engine.Get("1..500 | ForEach-Object { [void](Get-StoryLock) }; 1..20 | ForEach-Object { Remove-StaleStoryLock }; Get-StoryLock");
        node.Tell("release");

        node.Expect("released");
        node.ExpectSuccess();
    }

    [Fact]
    public void Node_and_we_count_together()
    {
        var nodes = Enumerable.Range(0, 3).Select(_ => NodePeer.Start("increment.mjs", _board.First, "count", "30")).ToList();
        _engine.Get("1..60 | ForEach-Object { Update-StoryFrontmatter -Id S-0001 -Increment count -LockTimeout 60000 }");
        foreach (var node in nodes)
        {
            using (node)
            {
                node.Expect("done");
                node.ExpectSuccess();
            }
        }

        Assert.Contains("\ncount: 150\n", _board.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Gray_matter_reads_a_new_story()
    {
        var file = (string)_engine.Get("New-Story Title").Single().Properties["Path"].Value;
        var read = JsonNode.Parse(NodePeer.Ask(JsonSerializer.Serialize(new[] { File.ReadAllText(file) }), "frontmatter.mjs", "read"))!;

        Assert.Equal("S-0002", (string?)read[0]!["matter"]!["value"]!["id"]);
    }

    [Fact]
    public void A_lock_that_a_killed_Node_process_left_is_taken_over()
    {
        using (var node = NodePeer.Start("hold.mjs", _board.First))
        {
            node.Expect("held");
        }

        Assert.True(Directory.Exists(_board.Lock));
        _engine.Get("Update-StoryFrontmatter -Id S-0001 @{ a = 1 } -StaleTimeout 2000 -LockTimeout 20000");
    }
}
