using System;
using System.Globalization;
using AiSdlc.Git;

namespace AiSdlc;

/// <summary>How long a story was in a status, all its stays together.</summary>
public sealed class StoryStatusTime
{
    internal StoryStatusTime(string id, string status, TimeSpan time) => (Id, Status, Time) = (VisibleText.Of(id), VisibleText.Of(status), time);

    /// <summary>Id of the story, to be shown.</summary>
    public string Id { get; }

    /// <summary>The status, to be shown.</summary>
    public string Status { get; }

    /// <summary>How long.</summary>
    public TimeSpan Time { get; }

    /// <summary>In words.</summary>
    public override string ToString() => $"{Id} {Status} {DurationText.Of(Time)}";
}

/// <summary>How long stories are in a status, at the median.</summary>
public sealed class StoryMedian
{
    internal StoryMedian(string status, TimeSpan time, int stories) => (Status, Time, Stories) = (status, time, stories);

    /// <summary>The status, to be shown.</summary>
    public string Status { get; }

    /// <summary>The median.</summary>
    public TimeSpan Time { get; }

    /// <summary>How many stories it is taken of.</summary>
    public int Stories { get; }

    /// <summary>In words.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0} {1} (of {2})", Status, DurationText.Of(Time), Stories);
}

/// <summary>How many stories were done in a week.</summary>
public sealed class StoryWeek
{
    internal StoryWeek(DateTime week, int done) => (Week, Done) = (week, done);

    /// <summary>The week's Monday, at midnight in UTC.</summary>
    public DateTime Week { get; }

    /// <summary>How many.</summary>
    public int Done { get; }

    /// <summary>In words.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0:yyyy-MM-dd} {1}", Week, Done);
}
