using System;
using System.Globalization;

namespace AiSdlc.Git;

/// <summary>A duration in words, such as <c>3.5 d</c>.</summary>
internal static class DurationText
{
    /// <summary>In days, hours or minutes, whichever is at least one.</summary>
    public static string Of(TimeSpan time) =>
        time.TotalDays >= 1 ? Of(time.TotalDays, "d") : time.TotalHours >= 1 ? Of(time.TotalHours, "h") : Of(time.TotalMinutes, "min");

    /// <summary>Whole days from one day to another, none where the first is the later one: clocks differ.</summary>
    public static string Days(DateTime from, DateTime to) => Of(Math.Max(0, (to.Date - from.Date).Days), "d");

    private static string Of(double number, string unit) => string.Format(CultureInfo.InvariantCulture, "{0:0.#} {1}", number, unit);
}
