using System;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AiSdlc.Frontmatter.Tests;

internal static partial class FrontmatterPeer
{
    /// <summary>A value in the model, and as JSON in which dates are still dates.</summary>
    internal sealed record Reading(object? Value, string? Error, string Json)
    {
        public static Reading From(JsonElement element)
        {
            if (element.TryGetProperty("error", out var error))
                return new Reading(null, error.GetString(), "");
            var json = element.GetProperty("value").GetRawText();
            return new Reading(Model.FromJson(json), null, json);
        }

        /// <summary>The same values, whatever kind of number.</summary>
        public bool IsSameAs(object? data) => Model.Show(InteropTests.Doubles(Value)) == Model.Show(InteropTests.Doubles(data));

        public bool IsJson(string json) => Error == null && JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(Json));

        /// <summary>
        /// Another reader reads the same, but for the types of scalars without quotes. (js-yaml 3 keeps white space before a line break in
        /// quotes, and others take 010 for ten.)
        /// </summary>
        public bool IsComparableTo(Reading other) => Error == null && other.Error == null && AreComparable(JsonNode.Parse(Json), JsonNode.Parse(other.Json));

        public override string ToString() => Error ?? Model.Show(Value);

        private static bool AreComparable(JsonNode? a, JsonNode? b) => (a, b) switch
        {
            (JsonArray first, JsonArray second) => first.Count == second.Count && first.Zip(second).All(pair => AreComparable(pair.First, pair.Second)),
            (JsonObject first, JsonObject second) => first.Select(pair => pair.Key).SequenceEqual(second.Select(pair => pair.Key))
                && first.Zip(second).All(pair => AreComparable(pair.First.Value, pair.Second.Value)),
            (null, not null) or (not null, null) => false,
            (JsonArray or JsonObject, _) or (_, JsonArray or JsonObject) => IsDate(a) || IsDate(b),
            _ => (a?.GetValueKind(), b?.GetValueKind()) != (JsonValueKind.String, JsonValueKind.String) || JsonNode.DeepEquals(a, b),
        };

        private static bool IsDate(JsonNode? node) => node is JsonObject { Count: 1 } map && map.ContainsKey("$date");
    }
}
