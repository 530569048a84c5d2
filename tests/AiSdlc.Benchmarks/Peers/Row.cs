using System.Collections.Generic;
using System.Linq;

namespace AiSdlc.Benchmarks.Peers;

/// <summary>What a ratio has to be: at most, or at least.</summary>
internal sealed record Bar(double Limit, bool IsMost)
{
    public static Bar AtMost(double limit) => new(limit, IsMost: true);

    public static Bar AtLeast(double limit) => new(limit, IsMost: false);

    public bool Holds(double value) => IsMost ? value <= Limit : value >= Limit;

    public override string ToString() => $"{(IsMost ? "at most" : "at least")} {Limit:0.##}";
}

/// <summary>One line of the table: a ratio, measured several times.</summary>
internal sealed record Row(string What, Bar? Bar, IReadOnlyList<double> Measured)
{
    public bool IsMissed => Bar?.Holds(Statistics.Median(Measured)) == false;

    public override string ToString() =>
        $"| {What} | {Bar?.ToString() ?? "–"} | {Statistics.Median(Measured):0.00} | {Measured.Min():0.00} – {Measured.Max():0.00} | {(IsMissed ? "**missed**" : Bar is null ? "" : "met")} |";
}
