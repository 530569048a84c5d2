using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading;
using AiSdlc.Tests;

namespace AiSdlc.Frontmatter.Tests;

/// <summary>
/// tests/interop/frontmatter.mjs: what gray-matter, js-yaml and yaml make of files, from one Node process for all tests. Skips the test
/// where Node is missing.
/// </summary>
internal static partial class FrontmatterPeer
{
    private const int FilesARequest = 250;

    private static readonly JsonSerializerOptions Exact = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly Lock Gate = new();
    private static NodePeer? _node;

    /// <summary>What each reader makes of each file: a value in the model, or the error's text.</summary>
    public static List<Readings> Read(IEnumerable<string> files) => [.. files.Chunk(FilesARequest).SelectMany(ReadChunk)];

    /// <summary>Files as gray-matter writes them.</summary>
    public static List<string> Write(IEnumerable<(string DataJson, string Content)> stories)
    {
        var items = stories.Select(story => $"{{\"data\":{story.DataJson},\"content\":{JsonSerializer.Serialize(story.Content)}}}");
        using var answer = Ask($"{{\"write\":[{string.Join(",", items)}]}}");
        return [.. answer.RootElement.EnumerateArray().Select(item => item.GetString()!)];
    }

    private static List<Readings> ReadChunk(string[] files)
    {
        using var answer = Ask($"{{\"read\":{JsonSerializer.Serialize(files, Exact)}}}");
        return [.. answer.RootElement.EnumerateArray().Select(Readings.From)];
    }

    // The process ends with its input, which ends with this one.
    private static JsonDocument Ask(string request)
    {
        lock (Gate)
        {
            _node ??= NodePeer.Start("frontmatter.mjs", "serve");
            _node.Tell(request);
            return JsonDocument.Parse(_node.ReadLine() ?? throw new InvalidOperationException("Node ended."));
        }
    }

    /// <summary>One file as the readers have it: gray-matter (js-yaml 3), js-yaml 4 and yaml 2.</summary>
    internal sealed record Readings(Reading Matter, Reading Yaml4, Reading Yaml2)
    {
        public IEnumerable<Reading> All => [Matter, Yaml4, Yaml2];

        /// <summary>All can read it, and read the same.</summary>
        public bool AreAlike => All.All(reading => reading.Error == null && reading.IsSameAs(Matter.Value));

        public static Readings From(JsonElement element) => new(
            Reading.From(element.GetProperty("matter")), Reading.From(element.GetProperty("yaml4")), Reading.From(element.GetProperty("yaml2")));
    }
}
