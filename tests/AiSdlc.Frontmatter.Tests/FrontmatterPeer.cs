using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using AiSdlc.Tests;

namespace AiSdlc.Frontmatter.Tests;

/// <summary>tests/interop/frontmatter.mjs: what gray-matter and js-yaml read and write. Skips the test where Node is missing.</summary>
internal static class FrontmatterPeer
{
    private static readonly JsonSerializerOptions Exact = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What each reader makes of each file: a value in the model, or the error's text.</summary>
    public static List<(Reading Matter, Reading Yaml4)> Read(IEnumerable<string> files)
    {
        using var answer = Run("read", JsonSerializer.Serialize(files, Exact));
        return [.. answer.RootElement.EnumerateArray().Select(item => (Reading.From(item.GetProperty("matter")), Reading.From(item.GetProperty("yaml4"))))];
    }

    /// <summary>Files as gray-matter writes them.</summary>
    public static List<string> Write(IEnumerable<(string DataJson, string Content)> stories)
    {
        var input = "[" + string.Join(",", stories.Select(story => $"{{\"data\":{story.DataJson},\"content\":{JsonSerializer.Serialize(story.Content)}}}")) + "]";
        using var answer = Run("write", input);
        return [.. answer.RootElement.EnumerateArray().Select(item => item.GetString()!)];
    }

    private static JsonDocument Run(string mode, string input) => JsonDocument.Parse(NodePeer.Ask(input, "frontmatter.mjs", mode));

    internal sealed record Reading(object? Value, string? Error)
    {
        public static Reading From(JsonElement element) => element.TryGetProperty("error", out var error)
            ? new Reading(null, error.GetString())
            : new Reading(Model.FromJson(element.GetProperty("value").GetRawText()), null);

        public override string ToString() => Error ?? Model.Show(Value);
    }
}
