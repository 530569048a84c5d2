using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AiSdlc.Tests;

/// <summary>
/// Each operation of the board against the Node tool's own function: the same story in, the same story out; and then the other
/// way round, each on what the other wrote. Needs a built checkout of ai-sdlc, whose path AISDLC_NODE_TOOL holds.
/// </summary>
[Collection(BusyMachine.Name)]
public sealed class NodeToolTests : IDisposable
{
    private const string Flags = "research_complete = $true; plan_complete = $true; implementation_complete = $true; reviews_complete = $true";

    private static readonly (string Before, string Node, string Ours)[] s_operations =
    [
        ("", "await tool.updateStoryStatus(story, 'ready')", "Set-StoryStatus -Id S-0001 ready"),
        (Flags, "await tool.updateStoryStatus(story, 'done')", "Set-StoryStatus -Id S-0001 done"),
        ("", "await tool.updateStoryField(story, 'assignee', 'Ada: x')", "Update-StoryFrontmatter -Id S-0001 @{ assignee = 'Ada: x' } -Touch"),
        ("retry_count = 2; plan_complete = $true", "await tool.moveToBlocked(file, 'a | b\\n`c`', { suggestedFix: 'ask', consecutiveIdenticalCount: 2 })", "Block-Story -Id S-0001 \"a | b`n``c``\" -SuggestedFix ask -ConsecutiveIdenticalCount 2"),
        ("error_history = @(@{ errorPreview = 'E1'; consecutiveCount = 1 }, @{ errorPreview = 'E2'; consecutiveCount = 3 })", "await tool.moveToBlocked(file, 'why')", "Block-Story -Id S-0001 why"),
        ("status = 'blocked'; blocked_reason = 'x'; blocked_at = 'y'; plan_complete = $true; retry_count = 3", "await tool.unblockStory('S-0001', root, { resetRetries: true })", "Unblock-Story -Id S-0001 -ResetRetries"),
        ("status = 'blocked'", "await tool.unblockStory('S-0001', root)", "Unblock-Story -Id S-0001"),
        ("", "await tool.appendToSection(story, 'Review Notes', 'One\\n\\n- two')", "Add-StoryContent -Id S-0001 'Review Notes' \"One`n`n- two\""),
        ("", "await tool.appendToSection(story, 'Plan', 'One')", "Add-StoryContent -Id S-0001 Plan One"),
        ("", "await tool.recordRefinementAttempt(story, 'implement', 'Do: it')", "Add-StoryRefinement -Id S-0001 implement 'Do: it'"),
        ("refinement_count = 4", "await tool.recordRefinementAttempt(story, 'implement', 'x')", "Add-StoryRefinement -Id S-0001 implement x"),
        ("", "await tool.recordRefinementAttempt(story, 'plan', 'x'); await tool.appendRefinementNote(story, story.frontmatter.refinement_count, 'x')", "Add-StoryRefinement -Id S-0001 plan x -Note"),
        (Flags, "await tool.resetPhaseCompletion(story, 'implement')", "Reset-Story -Id S-0001 -Phase implement"),
        (Flags, "await tool.resetPhaseCompletion(story, 'plan')", "Reset-Story -Id S-0001 plan"),
        (Flags, "await tool.resetPhaseCompletion(story, 'research')", "Reset-Story -Id S-0001 research"),
        (Flags + "; retry_count = 1", "await tool.resetRPIVCycle(story, 'rejected')", "Reset-Story -Id S-0001 -CycleReason rejected"),
        ("", "await tool.resetRPIVCycle(story, 'rejected')", "Reset-Story -Id S-0001 -CycleReason rejected"),
        ("worktree_path = '/w'; branch = 'b'; plan_complete = $true", "await tool.resetWorkflowState(story)", "Reset-Story -Id S-0001 -Workflow"),
        ("worktree_path = '/w'; research_complete = $true", "await tool.resetWorkflowState(story)", "Reset-Story -Id S-0001 -Workflow"),
        ("", "await tool.appendReviewHistory(story, { timestamp: new Date().toISOString(), decision: 'REJECTED', severity: 'HIGH', feedback: 'No.', blockers: ['a: b'], codeReviewPassed: false, securityReviewPassed: true, poReviewPassed: false })", "Add-StoryReview -Id S-0001 REJECTED No. -Severity HIGH -Blockers 'a: b' -SecurityReviewPassed $true"),
        ("review_history = @(1..10)", "await tool.appendReviewHistory(story, { timestamp: new Date().toISOString(), decision: 'APPROVED', feedback: 'Yes', blockers: [], codeReviewPassed: true, securityReviewPassed: true, poReviewPassed: true })", "Add-StoryReview -Id S-0001 APPROVED Yes"),
        ("retry_count = 1", "await tool.incrementRetryCount(story)", "Update-StoryFrontmatter -Id S-0001 @{ last_restart_timestamp = [DateTime]::UtcNow } -Increment retry_count -Touch"),
        ("", "await tool.incrementImplementationRetryCount(story)", "Update-StoryFrontmatter -Id S-0001 -Increment implementation_retry_count -Touch"),
        ("", "await tool.incrementTotalRecoveryAttempts(story)", "Update-StoryFrontmatter -Id S-0001 -Increment total_recovery_attempts -Touch"),
        ("implementation_retry_count = 4", "await tool.resetImplementationRetryCount(story)", "Update-StoryFrontmatter -Id S-0001 @{ implementation_retry_count = 0 } -Touch"),
        ("total_recovery_attempts = 4", "await tool.resetTotalRecoveryAttempts(story)", "Update-StoryFrontmatter -Id S-0001 @{ total_recovery_attempts = 0 } -Touch"),
        ("status = 'in-progress'", "await tool.markStoryComplete(story)", "Complete-Story -Id S-0001 -KeepStatus"),
        ("status = 'in-progress'", "await tool.autoCompleteStoryAfterReview(story, config, { decision: 'APPROVED' })", "Complete-Story -Id S-0001"),
        ("", "await tool.autoCompleteStoryAfterReview(story, config, { decision: 'APPROVED' })", "Complete-Story -Id S-0001"),
        ("", "await tool.markPRMerged(story, 'abc')", "Set-StoryPullRequest -Id S-0001 -MergeSha abc"),
        ("", "await tool.markPRMerged(story)", "Set-StoryPullRequest -Id S-0001 -Merged"),
        ("", "await tool.updateStoryField(story, 'pr_url', 'https://example.org/1')", "Set-StoryPullRequest -Id S-0001 https://example.org/1"),
        ("", "await tool.snapshotMaxRetries(story, config)", "Update-StoryFrontmatter -Id S-0001 -Transform { if (-not $_.Contains('max_retries')) { $_.max_retries = 3; $_.updated = [DateTime]::UtcNow.ToString('yyyy-MM-dd') } }"),
        ("max_retries = 9", "await tool.snapshotMaxRetries(story, config)", "Update-StoryFrontmatter -Id S-0001 -Transform { if (-not $_.Contains('max_retries')) { $_.max_retries = 3; $_.updated = [DateTime]::UtcNow.ToString('yyyy-MM-dd') } }"),
        ("", "await tool.writeSectionContent(file, 'plan_review', 'Text')", "Set-StoryOutput -Id S-0001 plan_review Text"),
        ("", "for (const [iteration, isRework] of [[1, false], [2, false], [3, true]]) await tool.writeSectionContent(file, 'review', 'Text', { append: true, iteration, isRework })", "Set-StoryOutput -Id S-0001 review Text -Append; Set-StoryOutput -Id S-0001 review Text -Append -Iteration 2; Set-StoryOutput -Id S-0001 review Text -Append -Iteration 3 -Rework"),
    ];

    private readonly string? _tool = Environment.GetEnvironmentVariable("AISDLC_NODE_TOOL");
    private readonly TempBoard _ours = new();
    private readonly TempBoard _nodes = new();

    public void Dispose()
    {
        _ours.Dispose();
        _nodes.Dispose();
    }

    [Fact]
    public void Each_operation_does_what_the_Node_tool_does()
    {
        NodePeer.SkipWithoutNode();
        Assert.SkipWhen(_tool is null, "AISDLC_NODE_TOOL does not name a built checkout of the Node tool.");
        using var ours = new Engine(_ours.Folder);
        using var nodes = new Engine(_nodes.Folder);
        foreach (var (before, node, cmdlet) in s_operations)
        {
            Prepare(ours, _ours, before);
            Prepare(nodes, _nodes, before);
            ours.Get(cmdlet);
            RunNode(_nodes, node);
            Assert.Equal((node, Read(_nodes)), (node, Read(_ours)));

            if (!cmdlet.StartsWith("Unblock", StringComparison.Ordinal)) // which cannot be done twice
            {
                RunNode(_ours, node);
                nodes.Get(cmdlet);
                Assert.Equal((node + ", crosswise", Read(_nodes)), (node + ", crosswise", Read(_ours)));
            }
        }
    }

    private static void Prepare(Engine engine, TempBoard board, string before)
    {
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(board.First)!))
        {
            File.Delete(file);
        }

        File.WriteAllText(board.First, TempBoard.Story + "\n\n## Review Notes\n\nNone yet.\n\n## Later\n\nText.\n");
        engine.Get($"Update-StoryFrontmatter -Id S-0001 @{{ {before} }}");
    }

    private void RunNode(TempBoard board, string code)
    {
        using var node = NodePeer.Start("tool.mjs", _tool!, board.First, code);
        node.ExpectSuccess();
    }

    // As gray-matter reads it, keys in order of their names and moments as one word; then the body and the files beside the story.
    private static string Read(TempBoard board)
    {
        var texts = Directory.GetFiles(Path.GetDirectoryName(board.First)!).Order(StringComparer.Ordinal).Where(file => file != board.First).Select(File.ReadAllText);
        var data = JsonNode.Parse(NodePeer.Ask(JsonSerializer.Serialize(new[] { board.Text }), "frontmatter.mjs", "read"))![0]!["matter"]!["value"]!.AsObject();
        var frontmatter = string.Join("\n", data.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}: {pair.Value?.ToJsonString()}"));
        var body = board.Text[(board.Text.IndexOf("\n---", StringComparison.Ordinal) + 4)..].Trim();
        return Regex.Replace(frontmatter, @"\d{4}-\d\d-\d\dT[\d:.]+Z", "NOW") + "\n" + body + "\n" + string.Join("\n", texts);
    }
}
