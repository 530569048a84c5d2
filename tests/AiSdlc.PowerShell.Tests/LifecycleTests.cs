using System;
using System.Collections.Specialized;
using System.Globalization;
using System.IO;
using System.Linq;

namespace AiSdlc.Tests;

/// <summary>The lifecycle cmdlets set the fields that the Node tool sets (src/core/story/lifecycle.ts and lookup.ts there).</summary>
public sealed class LifecycleTests : IDisposable
{
    private readonly TempBoard _board = new();
    private readonly Engine _engine;

    public LifecycleTests() => _engine = new Engine(_board.Folder);

    public void Dispose()
    {
        _engine.Dispose();
        _board.Dispose();
    }

    [Fact]
    public void Every_operation_sets_updated()
    {
        var today = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        Assert.Equal(today, After("Set-StoryStatus -Id S-0001 ready -PassThru")["updated"]);
        Assert.Equal(today, After("Block-Story -Id S-0001 why -PassThru")["updated"]);
        Assert.Equal(today, After("Unblock-Story -Id S-0001 -PassThru")["updated"]);
    }

    [Fact]
    public void Done_needs_a_complete_implementation_and_complete_reviews()
    {
        Assert.Equal(["StatusNotAllowed"], _engine.Run("Set-StoryStatus -Id S-0001 done").ErrorIds);
        Assert.Equal(TempBoard.Story, _board.Text);
        Assert.Equal("done", After("Set-StoryStatus -Id S-0001 done -Force -PassThru")["status"]);

        _engine.Get("Update-StoryFrontmatter -Id S-0001 @{ status = 'ready'; implementation_complete = $true; reviews_complete = $true }");
        Assert.Equal("done", After("Set-StoryStatus -Id S-0001 done -PassThru")["status"]);
    }

    [Fact]
    public void A_status_that_the_board_does_not_know_is_refused()
    {
        Assert.ThrowsAny<System.Management.Automation.ParameterBindingException>(() => _engine.Run("$ErrorActionPreference = 'Stop'; Set-StoryStatus -Id S-0001 nowhere"));
        Assert.Equal(TempBoard.Story, _board.Text);
    }

    [Fact]
    public void Blocking_says_why_when_and_how_far_the_story_had_come()
    {
        _engine.Get("Update-StoryFrontmatter -Id S-0001 @{ plan_complete = $true; retry_count = 2; refinement_count = 1 }");
        var story = After("Block-Story -Id S-0001 \"`e[31mred`e[0m `| tests`nfail ``twice``\" -SuggestedFix 'ask Ada' -ConsecutiveIdenticalCount 3 -PassThru");

        Assert.Equal("blocked", story["status"]);
        Assert.Equal("red  tests fail twice", story["blocked_reason"]);
        var diagnostic = (OrderedDictionary)story["blocked_diagnostic"]!;
        Assert.Equal(
            ["blockedAt", "reason", "lastPhase", "errorCount", "mostCommonError", "suggestedFix", "consecutiveIdenticalCount"],
            diagnostic.Keys.Cast<string>());
        Assert.Equal(("implement", 3, "ask Ada"), (diagnostic["lastPhase"], diagnostic["errorCount"], diagnostic["suggestedFix"]));
        Assert.Equal(story["blocked_at"], diagnostic["blockedAt"]);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", (string)story["blocked_at"]!);
    }

    [Fact]
    public void A_long_reason_is_cut_to_two_hundred_characters()
    {
        var reason = (string)After("Block-Story -Id S-0001 ('x' * 300) -PassThru")["blocked_reason"]!;

        Assert.Equal(new string('x', 197) + "...", reason);
    }

    [Fact]
    public void Only_a_story_of_a_board_is_blocked()
    {
        var stray = Path.Combine(_board.Folder, "story.md");
        File.WriteAllText(stray, TempBoard.Story);

        Assert.Equal(["StoryRootNotFound"], _engine.Run("Block-Story $args[0] why", stray).ErrorIds);
        Assert.Equal(TempBoard.Story, File.ReadAllText(stray));
    }

    [Theory]
    [InlineData("implementation_complete", "in-progress")]
    [InlineData("plan_complete", "ready")]
    [InlineData("research_complete", "backlog")]
    public void An_unblocked_story_goes_back_to_where_it_was(string flag, string status)
    {
        _engine.Get("Update-StoryFrontmatter -Id S-0001 @{ $args[0] = $true; retry_count = 3 }; Block-Story -Id S-0001 why", flag);
        var story = After("Unblock-Story -Id S-0001 -ResetRetries -PassThru");

        Assert.Equal((status, 0, 0), (story["status"], story["retry_count"], story["total_recovery_attempts"]));
        Assert.False(story.Contains("blocked_reason") || story.Contains("blocked_at"));
        Assert.True(story.Contains("blocked_diagnostic"));
    }

    [Fact]
    public void A_story_that_is_not_blocked_is_not_unblocked()
    {
        Assert.Equal(["StatusNotAllowed"], _engine.Run("Unblock-Story -Id S-0001").ErrorIds);
        Assert.Equal(TempBoard.Story, _board.Text);
    }

    [Theory]
    [InlineData("in-progress", "", "done")]
    [InlineData("in-progress", "-KeepStatus", "in-progress")]
    [InlineData("ready", "", "ready")]
    public void A_complete_story_has_all_four_flags_and_is_done_if_it_was_in_progress(string before, string keep, string after)
    {
        _engine.Get("Update-StoryFrontmatter -Id S-0001 @{ status = $args[0] }", before);
        var story = After($"Complete-Story -Id S-0001 {keep} -PassThru");

        Assert.All(new[] { "research", "plan", "implementation", "reviews" }, phase => Assert.Equal(true, story[phase + "_complete"]));
        Assert.Equal(after, story["status"]);
    }

    [Fact]
    public void What_is_reset_together_is_one_edit()
    {
        _engine.Get("Complete-Story -Id S-0001; Update-StoryFrontmatter -Id S-0001 @{ branch = 'b'; worktree_path = 'w' }");
        var story = After("Reset-Story -Id S-0001 -Phase research -CycleReason 'rejected' -Workflow -PassThru");

        Assert.All(new[] { "research", "plan", "implementation", "reviews" }, phase => Assert.Equal(false, story[phase + "_complete"]));
        Assert.Equal(("backlog", 1, "rejected"), (story["status"], story["retry_count"], story["last_restart_reason"]));
        Assert.False(story.Contains("branch") || story.Contains("worktree_path"));
    }

    [Fact]
    public void Nothing_to_reset_or_to_compare_with_is_an_error_of_the_call()
    {
        Assert.Equal(["NothingToReset", "NothingToCompare"], _engine.Run("Reset-Story -Id S-0001; Complete-Story -Id S-0001 -IfUnchanged").ErrorIds);
        Assert.Equal(TempBoard.Story, _board.Text);
    }

    [Fact]
    public void A_piped_story_is_changed_only_if_it_still_is_what_was_read()
    {
        _engine.Get("$read = Get-Story -Id S-0001; $read | Complete-Story -IfUnchanged; $read | Set-StoryStatus -Status ready; $read | Update-StoryFrontmatter -Increment count");
        Assert.Equal(["StoryVersionMismatch"], _engine.Run("$read | Complete-Story -IfUnchanged").ErrorIds);
        Assert.Equal("ready", After("Get-Story -Id S-0001 | Set-StoryPullRequest -Merged -IfUnchanged -PassThru")["status"]);
    }

    [Fact]
    public void A_merged_pull_request_says_when_and_as_what()
    {
        var story = After("Set-StoryPullRequest -Id S-0001 https://example.org/7 -MergeSha abc -PassThru");

        Assert.Equal(("https://example.org/7", true, "abc"), (story["pr_url"], story["pr_merged"], story["merge_sha"]));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", (string)story["merged_at"]!);
    }

    [Fact]
    public void WhatIf_shows_the_change_and_makes_none()
    {
        Assert.Empty(_engine.Get("Set-StoryStatus -Id S-0001 ready -WhatIf; Block-Story -Id S-0001 why -WhatIf"));
        Assert.Equal(TempBoard.Story, _board.Text);
    }

    private OrderedDictionary After(string script) => (OrderedDictionary)_engine.Get(script).Single().Properties["Frontmatter"].Value;
}
