using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace AiSdlc.Frontmatter.Tests;

/// <summary>
/// AISDLC_FUZZ_CASES mutated files up to 64 KiB: each is read and edited, or refused by a fault of ours, within 100 ms of
/// CPU; its bytes never change.
/// </summary>
public class FuzzTests(ITestOutputHelper output)
{
    private const int MaxBytes = 65536;

    private static readonly string[] Tokens =
    [
        "---", "\n---\n", "...", "\n", "\r\n", "\r", " ", "  ", "\t", "- ", "? ", ": ", ":", ",", "[", "]", "{", "}", "&a ", "*a", "<<: *a", "!!str ", "!x ", "|\n", ">-\n", "|+\n", "|2\n",
        "'", "\"", "\\", "#", " # c", "%YAML 1.2\n", "@", "`", "a: 1\n", "a: &a\n", "- a\n", "\u0085", "\u2028", "\uFEFF", "\0", "\u007F", "😀", "null", "0x", "1e9", "12:30", "__proto__: 1\n", "\"\\u", "\"\\x0", "!<tag:",
    ];

    [Fact]
    public void Mutated_files_are_read_or_refused()
    {
        var random = new Random(Settings.Seed);
        var seeds = CorpusTests.Cases.Values.Select(one => Encoding.UTF8.GetBytes($"---\n{one.Before}---\nbody\n"))
            .Concat(Enumerable.Range(0, 100).Select(seed => Encoding.UTF8.GetBytes(DocumentWriter.Create(seed).Text))).ToList();
        var tally = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var slowest = TimeSpan.Zero;
        var slow = 0;
        var slowTwice = new List<string>();
        for (var i = 0; i < Settings.FuzzCases; i++)
        {
            var file = Mutate(random, seeds);
            var seed = random.Next();
            var (result, time) = Run(file, seed);
            if (time.TotalMilliseconds > 100)
            {
                slow++;
                (result, time) = Run(file, seed);
                if (time.TotalMilliseconds > 100)
                    slowTwice.Add($"{time} ({result}) for {Convert.ToBase64String(file)}");
            }
            slowest = time > slowest ? time : slowest;
            tally[result] = tally.GetValueOrDefault(result) + 1;
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Settings.FuzzCases} inputs, slowest {slowest.TotalMilliseconds:F1} ms, {slow} over 100 ms once, {slowTwice.Count} twice"));
        output.WriteLine(string.Join("\n", tally.Select(pair => $"{pair.Value} {pair.Key}")));
        Assert.Empty(slowTwice);
        Assert.True(tally.GetValueOrDefault("edited") > Settings.FuzzCases / 20);
    }

    private static (string Result, TimeSpan Time) Run(byte[] file, int seed)
    {
        var copy = (byte[])file.Clone();
        var start = CpuClock.Now;
        var result = ReadAndEdit(file, new Random(seed));
        var time = CpuClock.Now - start;
        Assert.True(copy.AsSpan().SequenceEqual(file));
        return (result, time);
    }

    private static string ReadAndEdit(byte[] file, Random random)
    {
        try
        {
            var story = StoryText.Parse(file);
            var data = story.ReadData();
            if (data.Count > 0 && random.Next(2) == 0)
                data[random.Next(data.Count)] = Values.Random(random, 2);
            else if (data.Count > 0 && random.Next(2) == 0)
                data.RemoveAt(random.Next(data.Count));
            else
                data["new"] = Values.Random(random, 2);
            var edited = story.Rewrite(data);
            return FrontmatterValue.Same(edited.ReadData(), data) ? "edited" : throw new InvalidOperationException("Another edit was made.");
        }
        catch (FrontmatterFault fault)
        {
            Assert.True(fault is { Line: > 0, Column: > 0 });
            return "refused: " + fault.Rule;
        }
        catch (Exception fault)
        {
            throw new InvalidOperationException("Input: " + Convert.ToBase64String(file), fault);
        }
    }

    private static byte[] Mutate(Random random, List<byte[]> seeds)
    {
        var bytes = new List<byte>(seeds[random.Next(seeds.Count)]);
        for (var i = random.Next(1, 6); i > 0; i--)
            MutateOnce(random, bytes, seeds);
        if (bytes.Count > MaxBytes)
            bytes.RemoveRange(MaxBytes, bytes.Count - MaxBytes);
        return [.. bytes];
    }

    private static void MutateOnce(Random random, List<byte> bytes, List<byte[]> seeds)
    {
        var at = random.Next(bytes.Count + 1);
        var length = Math.Min(random.Next(1, 20), bytes.Count - at);
        switch (random.Next(40))
        {
            case < 14:
                bytes.InsertRange(at, Encoding.UTF8.GetBytes(Tokens[random.Next(Tokens.Length)]));
                break;
            case < 22:
                bytes.RemoveRange(at, length);
                break;
            case < 30:
                bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                break;
            case < 34 when length > 0:
                bytes[at] = (byte)random.Next(256);
                break;
            case < 38:
                bytes.InsertRange(at, seeds[random.Next(seeds.Count)]);
                break;
            default:
                var chunk = length > 0 && random.Next(2) == 0 ? [.. bytes.GetRange(at, length)] : Encoding.UTF8.GetBytes(Tokens[random.Next(Tokens.Length)]);
                bytes.InsertRange(at, Enumerable.Repeat(chunk, random.Next(1, MaxBytes / chunk.Length)).SelectMany(part => part));
                break;
        }
    }
}
