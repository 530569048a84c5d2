using System;
using System.Globalization;
using System.Linq;
using System.Text;

namespace AiSdlc.Claims;

/// <summary>What became of a claim.</summary>
internal enum ClaimEnd
{
    /// <summary>It was not ended: whoever has its token works on the story, as long as it is renewed.</summary>
    None,

    /// <summary>The story was given back.</summary>
    GivenBack,

    /// <summary>The story is done.</summary>
    Done,
}

/// <summary>
/// Who has a story, as text: a first line with the version of the form, one <c>name=value</c> a line, and a line <c>end</c>, without which it is torn.
/// Every change of it is a new text, by which others see that its owner lives.
/// </summary>
/// <param name="Story">Id of the story.</param>
/// <param name="Owner">Who has it, in their own words.</param>
/// <param name="Token">What its writers show: random, and after an <c>@</c> the remote that decides, if one does.</param>
/// <param name="Epoch">Number of this claim on the story, from 1.</param>
/// <param name="Lease">So long without a renewal, and it is free again.</param>
/// <param name="Renewals">How often it was renewed.</param>
/// <param name="Host">The owner's machine.</param>
/// <param name="Since">When it began, by the owner's clock: for the eye.</param>
/// <param name="End">What became of it.</param>
internal sealed record ClaimRecord(string Story, string Owner, string Token, long Epoch, TimeSpan Lease, long Renewals, string Host, DateTime Since, ClaimEnd End)
{
    /// <summary>The least lease: a holder that renews in its third parts needs time for git.</summary>
    public static readonly TimeSpan ShortestLease = TimeSpan.FromSeconds(2);

    /// <summary>The longest: nobody waits longer for a dead holder, whatever a record says.</summary>
    public static readonly TimeSpan LongestLease = TimeSpan.FromDays(7);

    /// <summary>The lease where nothing is said.</summary>
    public static readonly TimeSpan DefaultLease = TimeSpan.FromMinutes(15);

    private const string Title = "ai-sdlc-claim ";
    private const char Version = '1';
    private const string Ended = "end";

    /// <summary>A new claim after one that is over.</summary>
    public static ClaimRecord Next(ClaimRecord? before, string story, string owner, TimeSpan lease, string? remote, DateTime now) =>
        new(story, owner, NewToken() + (remote is null ? string.Empty : "@" + remote), (before?.Epoch ?? 0) + 1, lease, 0, Environment.MachineName, now, ClaimEnd.None);

    /// <summary>The remote that decides on a token; null where this clone does.</summary>
    public static string? RemoteOf(string token) => token.IndexOf('@') is >= 0 and var at ? token.Substring(at + 1) : null;

    /// <summary>Reads a record; null for anything that is not one, whole.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isNewer">It is one of a later version of this module.</param>
    public static ClaimRecord? Parse(string text, out bool isNewer)
    {
        var lines = text.Split('\n');
        isNewer = lines[0].StartsWith(Title, StringComparison.Ordinal) && lines[0] != Title + Version;
        if (lines[0] != Title + Version || lines.Length < 3 || lines[lines.Length - 2] != Ended)
        {
            return null;
        }

        var fields = lines.Skip(1).Select(line => line.Split(['='], 2)).Where(pair => pair.Length == 2).GroupBy(pair => pair[0]).ToDictionary(same => same.Key, same => same.First()[1]);
        string Field(string name) => fields.TryGetValue(name, out var value) ? value : string.Empty;
        return Field("token").Length > 0 && Number(Field("epoch")) is > 0 and var epoch && Number(Field("lease")) is { } lease && Number(Field("renewals")) is { } renewals
            && Number(Field("since")) is { } since && since <= DateTime.MaxValue.Ticks && Enum.TryParse<ClaimEnd>(Field("state"), out var end)
            ? new(Field("story"), Field("owner"), Field("token"), epoch, Within(lease), renewals, Field("host"), new DateTime(since, DateTimeKind.Utc), end)
            : null;
    }

    /// <summary>The record's text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Title).Append(Version).Append('\n');
        void Line(string name, FormattableString value) => text.Append(name).Append('=').Append(FormattableString.Invariant(value).Replace('\n', ' ')).Append('\n');
        Line("story", $"{Story}");
        Line("owner", $"{Owner}");
        Line("token", $"{Token}");
        Line("epoch", $"{Epoch}");
        Line("lease", $"{Lease.Ticks / TimeSpan.TicksPerMillisecond}");
        Line("renewals", $"{Renewals}");
        Line("host", $"{Host}");
        Line("since", $"{Since.Ticks}");
        Line("state", $"{End}");
        return text.Append(Ended).Append('\n').ToString();
    }

    private static TimeSpan Within(long milliseconds) =>
        milliseconds > LongestLease.TotalMilliseconds ? LongestLease
        : milliseconds < ShortestLease.TotalMilliseconds ? ShortestLease
        : TimeSpan.FromMilliseconds(milliseconds);

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static string NewToken() => Guid.NewGuid().ToString("n");
}
