using System;
using System.Globalization;

namespace AiSdlc.Git;

/// <summary>A duration in words, such as <c>3.5 d</c>.</summary>
internal static class DurationText
{
    /// <summary>In days, hours or minutes, whichever is at least one.</summary>
    public static string Of(TimeSpan time) =>
        time.TotalDays >= 1 ? Of(time.TotalDays, "d") : time.TotalHours >= 1 ? Of(time.TotalHours, "h") : Of(time.TotalMinutes, "min");

    private static string Of(double number, string unit) => string.Format(CultureInfo.InvariantCulture, "{0:0.#} {1}", number, unit);
}
