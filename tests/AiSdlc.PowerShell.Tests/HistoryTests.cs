using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace AiSdlc.Tests;

/// <summary>Reviews, refinements, sections and outputs: what grows, by the rules of the Node tool (src/core/story there).</summary>
[Collection(BusyMachine.Name)]
public sealed class HistoryTests : IDisposable
{
    private readonly TempBoard _board = new();
    private readonly Engine _engine;

    public HistoryTests() => _engine = new Engine(_board.Folder);

    public void Dispose()
    {
        _engine.Dispose();
        _board.Dispose();
    }

    [Fact]
    public void The_last_ten_reviews_are_kept()
    {
        _engine.Get("1..12 | ForEach-Object { Add-StoryReview -Id S-0001 REJECTED \"number $_\" -Severity HIGH -Blockers one, two -POReviewPassed $true }");
        var reviews = Maps("review_history");

        Assert.Equal(Enumerable.Range(3, 10).Select(i => $"number {i}"), reviews.Select(review => review["feedback"]));
        Assert.Equal(
            ["timestamp", "decision", "severity", "feedback", "blockers", "codeReviewPassed", "securityReviewPassed", "poReviewPassed"], reviews[0].Keys.Cast<string>());
        Assert.Equal((false, true), (reviews[0]["codeReviewPassed"], reviews[0]["poReviewPassed"]));
    }

    [Fact]
    public void An_approval_passes_all_three_reviews()
    {
        _engine.Get("Add-StoryReview -Id S-0001 APPROVED ''");
        var review = Assert.Single(Maps("review_history"));

        Assert.Equal(["timestamp", "decision", "feedback", "blockers", "codeReviewPassed", "securityReviewPassed", "poReviewPassed"], review.Keys.Cast<string>());
        Assert.True(review["codeReviewPassed"] is true && review["securityReviewPassed"] is true && review["poReviewPassed"] is true);
    }

    [Fact]
    public void Refinements_are_numbered_and_noted()
    {
        _engine.Get("Add-StoryRefinement -Id S-0001 plan 'First: this'; Add-StoryRefinement -Id S-0001 implement 'Then that' -Note");

        Assert.Equal([1, 2], Maps("refinement_iterations").Select(refinement => refinement["iteration"]));
        Assert.All(Maps("refinement_iterations"), refinement => Assert.Equal("in_progress", refinement["result"]));
        Assert.EndsWith("--- a line that is no fence\n\n## Review Notes\n\n### Refinement Iteration 2\n\nThen that", _board.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_list_gets_nothing_added()
    {
        _engine.Get("Update-StoryFrontmatter -Id S-0001 @{ review_history = 'none'; refinement_iterations = 1; retry_count = 'many' }");
        var text = _board.Text;

        Assert.Equal(
            ["UnsupportedValue", "UnsupportedValue", "UnsupportedValue"],
            _engine.Run("Add-StoryReview -Id S-0001 APPROVED x; Add-StoryRefinement -Id S-0001 plan x; Reset-Story -Id S-0001 -CycleReason x").ErrorIds);
        Assert.Equal(text, _board.Text);
    }

    [Fact]
    public void Thirty_two_runspaces_lose_no_entry_and_no_count()
    {
        var engines = Enumerable.Range(0, 32).Select(_ => new Engine(_board.Folder)).ToList();
        Parallel.ForEach(engines, new ParallelOptions { MaxDegreeOfParallelism = 32 }, (engine, _, worker) => engine.Get("""
            $worker = $args[0]
            1..5 | ForEach-Object {
                Add-StoryRefinement -Id S-0001 plan "by $worker, $_" -LockTimeout 60000
                Add-StoryReview -Id S-0001 REJECTED "by $worker, $_" -LockTimeout 60000
                Reset-Story -Id S-0001 -CycleReason again -LockTimeout 60000
                Add-StoryContent -Id S-0001 Notes "- by $worker, $_." -LockTimeout 60000
            }
            """, worker));
        engines.ForEach(engine => engine.Dispose());

        var expected = Enumerable.Range(0, 32).SelectMany(worker => Enumerable.Range(1, 5).Select(i => $"by {worker}, {i}")).ToHashSet();
        Assert.Equal(expected, Maps("refinement_iterations").Select(refinement => (string)refinement["reviewFeedback"]!).ToHashSet());
        Assert.Equal(Enumerable.Range(1, 160), Maps("refinement_iterations").Select(refinement => (int)refinement["iteration"]!));
        Assert.Equal((160, 160, 10), (Story()["retry_count"], Story()["refinement_count"], Maps("review_history").Count));
        Assert.All(expected, entry => Assert.Contains($"\n- {entry}.", _board.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Outputs_stand_beside_the_story_under_dated_headers()
    {
        var today = $"*Generated: {DateTime.UtcNow:yyyy-MM-dd}*";
        var file = (FileInfo)_engine.Get("Set-StoryOutput -Id S-0001 plan_review first -PassThru").Single().BaseObject;
        Assert.Equal($"---\n{today}\n\nfirst", File.ReadAllText(file.FullName));

        _engine.Get("Set-StoryOutput -Id S-0001 plan_review second -Append -Iteration 2; Set-StoryOutput -Id S-0001 plan_review third -Append -Iteration 3 -Rework");
        Assert.Equal(
            $"---\n{today}\n\nfirst\n\n---\n\n## Iteration 2\n{today}\n\nsecond\n\n---\n\n## Rework 3\n{today}\n\nthird", File.ReadAllText(file.FullName));

        _engine.Get("Set-StoryOutput -Id S-0001 plan_review again; Set-StoryOutput -Id S-0001 plan_review more -WhatIf");
        Assert.Equal($"---\n{today}\n\nagain", File.ReadAllText(file.FullName));
        Assert.Equal(TempBoard.Story, _board.Text);
    }

    [Fact]
    public void Parallel_outputs_are_all_there()
    {
        Parallel.For(0, 8, worker =>
        {
            using var engine = new Engine(_board.Folder);
            engine.Get("$worker = $args[0]; 1..10 | ForEach-Object { Set-StoryOutput -Id S-0001 research \"by $worker, $_.\" -Append -Iteration 2 -LockTimeout 60000 }", worker);
        });
        var text = File.ReadAllText(Path.Combine(Path.GetDirectoryName(_board.First)!, "research.md"));

        Assert.All(Enumerable.Range(0, 80), i => Assert.Contains($"by {i / 10}, {i % 10 + 1}.", text, StringComparison.Ordinal));
        Assert.Single(_board.Text.Split("id: S-0001").Skip(1));
    }

    private OrderedDictionary Story() => (OrderedDictionary)_engine.Get("(Get-Story -Id S-0001).Frontmatter").Single().BaseObject;

    private List<OrderedDictionary> Maps(string key) => [.. ((List<object?>)Story()[key]!).Cast<OrderedDictionary>()];
}
