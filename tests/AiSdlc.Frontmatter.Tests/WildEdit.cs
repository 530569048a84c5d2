using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AiSdlc.Frontmatter.Tests;

/// <summary>A random edit of a document, with what each reader that could read it must read afterwards.</summary>
internal sealed partial class WildEdit
{
    private readonly Document _document;
    private readonly string?[] _wanted;

    private WildEdit(Document document, string?[] wanted, string text, string? fault, bool changesMore) =>
        (_document, _wanted, Text, Fault, ChangesMore) = (document, wanted, text, fault, changesMore);

    /// <summary>The file afterwards.</summary>
    public string Text { get; }

    /// <summary>The rule by which the edit was refused.</summary>
    public string? Fault { get; }

    /// <summary>Text outside of the edited key's entry changed.</summary>
    public bool ChangesMore { get; }

    /// <summary>A key with an anchor or a tag can't become the first, and a tag in brackets needs a space after it: gray-matter refuses else.</summary>
    public bool IsBeyondLimits => Fault == "edit-not-exact" && TagThatCannotMove().IsMatch(_document.Text);

    public static WildEdit Make(Document document, StoryText story, FrontmatterPeer.Readings readings, int seed)
    {
        var edits = readings.All.Select(reading => readings.Matter.IsComparableTo(reading) ? Edited(reading, seed) : null).ToArray();
        var (wanted, key) = edits[0]!.Value;
        var json = edits.Select(edit => edit?.Json.ToJsonString()).ToArray();
        try
        {
            var text = Story.Text(story.Rewrite((OrderedDictionary)Model.FromJson(wanted.ToJsonString())!));
            return new WildEdit(document, json, text, null, !IsAroundKept(document, (OrderedDictionary)readings.Matter.Value!, key, text));
        }
        catch (FrontmatterFault fault)
        {
            return new WildEdit(document, json, document.Text, fault.Rule, changesMore: false);
        }
    }

    /// <summary>Whether a list holds two items that are the same here and need not be to another reader: which of them moved can't be told.</summary>
    public static bool IsAmbiguous(object? data) => data switch
    {
        OrderedDictionary map => map.Values.Cast<object?>().Any(IsAmbiguous),
        List<object?> list => list.Exists(IsAmbiguous) || list.Where(item => item is string text ? text.Length > 0 && !char.IsLetter(text[0]) : item is not (null or bool))
            .GroupBy(item => Model.Show(InteropTests.Doubles(item))).Any(group => group.Count() > 1),
        _ => false,
    };

    /// <summary>Whether each reader reads what it read before, but for the edit.</summary>
    public bool IsReadBy(FrontmatterPeer.Readings after) => after.All.Zip(_wanted).All(pair => pair.Second == null || pair.First.IsJson(pair.Second)
        // It reads a line that starts with a tab at some places only, and drops a byte order mark before the first key.
        || (pair.First == after.Yaml2 && (_document.Text.Contains('\uFEFF', StringComparison.Ordinal) || (pair.First.Error != null && LeadingTab().IsMatch(_document.Text)))));

    public override string ToString() =>
        (Fault == null ? ChangesMore ? "changed more" : "edited" : $"edit refused: {Fault}") + $"\n{_document.Text}\nto {string.Join("\nor ", _wanted)}\n";

    private static (JsonObject Json, string? Key)? Edited(FrontmatterPeer.Reading reading, int seed)
    {
        var edit = new JsonEdit(seed);
        return (edit.Apply((JsonObject)JsonNode.Parse(reading.Json)!), edit.Key);
    }

    // Where the reading has the keys that were generated, what stands around the edited one is known.
    private static bool IsAroundKept(Document document, OrderedDictionary data, string? key, string text)
    {
        var piece = document.Pieces.FindIndex(one => one.Key == key);
        if (piece < 0 || !data.Keys.Cast<string>().SequenceEqual(document.Pieces.Select(one => one.Key)))
            return true;
        // Blank lines may be text of a block scalar, deeper comments may become it, and else are those of a map or list.
        var entry = document.Pieces[piece].Entry + (piece > 0 ? document.Pieces[piece - 1].Entry : "");
        var isLoose = entry.Contains('|', StringComparison.Ordinal) || entry.Contains('>', StringComparison.Ordinal) || data[key!] is OrderedDictionary or List<object?>;
        return text.StartsWith(document.Before(piece), StringComparison.Ordinal)
            && text.EndsWith(isLoose ? document.Below(piece) : document.After(piece), StringComparison.Ordinal);
    }

    [GeneratedRegex("(&\\W*k|!!str)\\W*(k|n|m)|!(str)?\\s+[],}]")]
    private static partial Regex TagThatCannotMove();

    [GeneratedRegex("\n *\t")]
    private static partial Regex LeadingTab();
}
