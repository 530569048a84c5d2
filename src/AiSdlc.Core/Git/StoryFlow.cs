using System;
using System.Collections.Generic;
using System.Linq;
using AiSdlc.Board;
using AiSdlc.Git;
using AiSdlc.Locking;
using AiSdlc.Stories;

namespace AiSdlc;

/// <summary>How stories flow over a board: how long they stay in each status, and how many are done each week.</summary>
/// <remarks>
/// Only what is over counts: a stay ends when the story gets another status. So the numbers depend on no clock, and a history that does not reach back
/// (a shallow clone) makes them few, not wrong. All texts are safe to be shown (<see cref="VisibleText"/>).
/// </remarks>
public sealed class StoryFlow
{
    private const string Key = "status";
    private readonly Dictionary<string, StoryChange> _latest;

    private StoryFlow(IEnumerable<StoryChange> changes, IReadOnlyCollection<Story> stories, DateTime? since)
    {
        var histories = changes.Where(change => change.Key == Key).GroupBy(change => change.Path).ToDictionary(story => story.Key, story => story.OrderBy(change => change.Time).ToList());
        _latest = histories.ToDictionary(history => history.Key, history => history.Value[history.Value.Count - 1]);
        Times = histories.Values.SelectMany(history => TimesOf(history, since))
            .OrderBy(time => time.Id, StringComparer.OrdinalIgnoreCase).ThenBy(time => Rank(time.Status)).ThenBy(time => time.Status, StringComparer.Ordinal).ToArray();
        Medians = Times.GroupBy(time => time.Status)
            .OrderBy(status => Rank(status.Key)).ThenBy(status => status.Key, StringComparer.Ordinal)
            .Select(status => new StoryMedian(status.Key, Median([.. status.Select(time => time.Time.Ticks)]), status.Count())).ToArray();
        Weeks = stories.Select(DoneAt).OfType<DateTime>().Where(done => !(done < since)).GroupBy(Monday)
            .OrderBy(week => week.Key)
            .Select(week => new StoryWeek(week.Key, week.Count())).ToArray();
    }

    // Arrays: what [..] makes of an IReadOnlyList cannot be indexed in PowerShell.

    /// <summary>For each status the median of <see cref="Times"/>.</summary>
    public IReadOnlyList<StoryMedian> Medians { get; }

    /// <summary>How many stories were done in each week in which one was.</summary>
    public IReadOnlyList<StoryWeek> Weeks { get; }

    /// <summary>How long each story was in each status that it has left.</summary>
    public IReadOnlyList<StoryStatusTime> Times { get; }

    /// <summary>Measures stories by their history; without a repository, by what their frontmatter says.</summary>
    /// <param name="stories">Stories below one folder.</param>
    /// <param name="since">Only what ended since this moment, in UTC; null for all.</param>
    /// <param name="request">For reading.</param>
    /// <exception cref="GitException">There is a repository, and git fails.</exception>
    internal static StoryFlow Of(IReadOnlyCollection<Story> stories, DateTime? since, LockRequest request)
    {
        try
        {
            return new(stories.Count == 0 ? [] : new StoryChanges(since: null, request) { WithBodies = false }.Of([.. stories.Select(story => story.Path)]), stories, since);
        }
        catch (GitException exception) when (exception.Code == "ENOREPO")
        {
            return new([], stories, since);
        }
    }

    /// <summary>When the last story got its status, in UTC; null where there is no history.</summary>
    internal DateTime? Newest => _latest.Count == 0 ? null : _latest.Values.Max(change => change.Time);

    /// <summary>When a story got the status that it has, in UTC; null where no history says so.</summary>
    internal DateTime? Entered(Story story) => _latest.TryGetValue(story.Path, out var change) && change.New as string == story.Status ? change.Time : null;

    // Commits of branches that were merged may stand in another order than their times.
    private static IEnumerable<StoryStatusTime> TimesOf(List<StoryChange> history, DateTime? since) =>
        from stay in history.Zip(history.Skip(1), (begin, end) => (begin.Id, Status: begin.New, begin.Time, End: end.Time))
        where stay.Status is not null && !(stay.End < since)
        group stay.End - stay.Time by (stay.Id, Status: EditSummary.Show(stay.Status)) into status
        select new StoryStatusTime(status.Key.Id, status.Key.Status, TimeSpan.FromTicks(status.Sum(time => time.Ticks)));

    // A story whose history begins with it being done was done before, when its frontmatter says.
    private DateTime? DoneAt(Story story) =>
        story.Status != "done" ? null
        : Entered(story) is { } entered && _latest[story.Path].Old is not null ? entered
        : story.Moment("merged_at") ?? story.Updated;

    /// <summary>The Monday of a week, at midnight.</summary>
    internal static DateTime Monday(DateTime moment) => moment.Date.AddDays(-(((int)moment.DayOfWeek + 6) % 7));

    private static int Rank(string status) => Array.IndexOf(StoryLifecycle.Statuses, status) is var rank and >= 0 ? rank : int.MaxValue;

    private static TimeSpan Median(List<long> ticks)
    {
        ticks.Sort();
        return TimeSpan.FromTicks((ticks[(ticks.Count - 1) / 2] + ticks[ticks.Count / 2]) / 2);
    }
}
