using System;
using System.Globalization;

namespace AiSdlc.Frontmatter.Tests;

/// <summary>How much the random tests try, from the environment.</summary>
internal static class Settings
{
    /// <summary>Cases of each property and differential test: AISDLC_TEST_CASES, or 1,000.</summary>
    public static int Cases { get; } = Read("AISDLC_TEST_CASES", 1000);

    /// <summary>Mutated inputs of the fuzz run: AISDLC_FUZZ_CASES, or 5,000.</summary>
    public static int FuzzCases { get; } = Read("AISDLC_FUZZ_CASES", 5_000);

    /// <summary>Seed of both: AISDLC_TEST_SEED, or 1.</summary>
    public static int Seed { get; } = Read("AISDLC_TEST_SEED", 1);

    private static int Read(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
