using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace AiSdlc.Frontmatter.Tests;

/// <summary>
/// A story and two edits of it, from a seed. Whatever an edit adds has a name of its own (b12, o12 or t12), so that a test can look for it in any
/// text; it knows nothing of the merge.
/// </summary>
internal sealed partial class MergeTriple
{
    private readonly Random _random;
    private int _next;

    private MergeTriple(int seed) => _random = new Random(seed);

    public string Base { get; private set; } = "";

    public string Ours { get; private set; } = "";

    public string Theirs { get; private set; } = "";

    public static MergeTriple Create(int seed)
    {
        var triple = new MergeTriple(seed);
        triple.Base = triple.Write();
        triple.Ours = triple.Edited(triple.Base, "o");
        triple.Theirs = triple.Edited(triple.Base, "t");
        return triple;
    }

    /// <summary>What one version has and another has not.</summary>
    public static IEnumerable<string> Added(string from, string to) => Names().Matches(to).Select(match => match.Value).Except(Names().Matches(from).Select(match => match.Value));

    /// <summary>How often each name is in a version.</summary>
    public static Dictionary<string, int> Counts(string file) => Names().Matches(file).GroupBy(match => match.Value).ToDictionary(group => group.Key, group => group.Count());

    /// <summary>A version with the same values, written by somebody who keeps neither comments nor order nor quotes.</summary>
    public static string Rewritten(string file, Random random)
    {
        var story = Story.Parse(file);
        var data = story.ReadData();
        var shuffled = Model.Map([.. data.Keys.Cast<string>().OrderBy(_ => random.Next()).Select(key => (key, data[key]))]);
        return Story.Text(Story.Parse("---\n---\n").Rewrite(shuffled)) + file[story.BodyOffset..];
    }

    public override string ToString() => $"==== base\n{Base}\n==== ours\n{Ours}\n==== theirs\n{Theirs}\n";

    private string Name(string side) => string.Format(CultureInfo.InvariantCulture, "{0}{1:000}", side, _next++);

    private bool Rarely(int times) => _random.Next(times) == 0;

    private string Write()
    {
        var text = new StringBuilder("---\nid: S-0001\ntitle: ").Append(Name("b")).Append("\nstatus: backlog\n");
        for (var i = _random.Next(1, 6); i > 0; i--)
            text.Append(Entry("b"));
        return text.Append("updated: '2026-01-13'\nretry_count: 2\n---\n").Append(string.Concat(Enumerable.Range(0, _random.Next(6)).Select(_ => Line("b")))).ToString();
    }

    private string Line(string side) => Rarely(4) ? "\n" : Rarely(5) ? $"## {Name(side)}\n\n" : Name(side) + "\n";

    private string Comment(string side) => Rarely(4) ? $"# {Name(side)}\n" : Rarely(6) ? "\n" : "";

    private string Tail(string side) => Rarely(5) ? $" # {Name(side)}\n" : "\n";

    private string Entry(string side) => Comment(side) + Name(side) + ":" + _random.Next(8) switch
    {
        0 => $" '{Name(side)}'" + Tail(side),
        1 => $" [{Name(side)}, {Name(side)}]" + Tail(side),
        2 => Tail(side) + string.Concat(Enumerable.Range(0, _random.Next(1, 4)).Select(_ => $"  - {Name(side)}" + Tail(side))),
        3 => Tail(side) + string.Concat(Enumerable.Range(0, _random.Next(1, 4)).Select(_ => $"  {Name(side)}: {Name(side)}" + Tail(side))),
        4 => Tail(side) + string.Concat(Enumerable.Range(0, _random.Next(1, 4)).Select(_ => $"- id: {Name(side)}\n  note: {Name(side)}" + Tail(side))),
        5 => $" |\n  {Name(side)}\n  {Name(side)}\n",
        6 => $" {{{Name(side)}: {Name(side)}}}" + Tail(side),
        _ => $" {Name(side)}" + Tail(side),
    };

    private string Edited(string file, string side)
    {
        for (var i = _random.Next(5); i > 0; i--)
            file = Edit(file, side);
        return Rarely(12) ? file.Replace("\n", "\r\n", StringComparison.Ordinal) : Rarely(10) ? Rewritten(file, _random) : file;
    }

    private string Edit(string file, string side) => _random.Next(10) switch
    {
        0 => InFront(file, lines => lines.Insert(_random.Next(lines.Count + 1), $"# {Name(side)}")),
        1 => InFront(file, lines => lines.Insert(Rarely(2) ? lines.Count : 0, Entry(side).TrimEnd('\n'))),
        2 => InBody(file, lines => lines.Insert(_random.Next(lines.Count + 1), Line(side).TrimEnd('\n'))),
        3 => InBody(file, lines => lines.RemoveRange(0, Math.Min(1, lines.Count))),
        4 => InFront(file, lines => lines.Insert(lines.FindLastIndex(IsElement) + 1, lines.Exists(IsElement) ? $"  - '{Name(side)}' # {Name(side)}" : "")),
        _ => Story.Text(ChangeValues(Story.Parse(file), side)),
    };

    private static bool IsElement(string line) => line.StartsWith("  - ", StringComparison.Ordinal);

    private StoryText ChangeValues(StoryText story, string side)
    {
        var data = story.ReadData();
        var keys = data.Keys.Cast<string>().Skip(2).ToList();
        var key = keys[_random.Next(keys.Count)];
        if (Rarely(6))
            data.Remove(key);
        else if (key == "updated")
            data[key] = "2026-01-" + _random.Next(14, 31);
        else if (key == "retry_count")
            data[key] = _random.Next(6);
        else
            data[key] = Changed(data[key], side);
        return story.Rewrite(data);
    }

    private object? Changed(object? value, string side)
    {
        switch (value)
        {
            case List<object?> list:
                var kind = list.Count == 0 ? 0 : _random.Next(4);
                if (kind <= 1)
                    list.Insert(_random.Next(list.Count + 1), list.Exists(item => item is OrderedDictionary) ? Model.Map(("id", Name(side)), ("note", Name(side))) : Name(side));
                else if (kind == 2)
                    list.RemoveAt(_random.Next(list.Count));
                else
                    Replace(list, _random.Next(list.Count), side);
                return list;
            case OrderedDictionary map when map.Count > 0:
                var last = map.Keys.Cast<string>().Last();
                if (Rarely(3))
                    map.Remove(last);
                else if (Rarely(2))
                    map[Name(side)] = Name(side);
                else
                    map[last] = Name(side);
                return map;
            default:
                return Name(side);
        }
    }

    private void Replace(List<object?> list, int at, string side)
    {
        var item = list[at];
        if (item is OrderedDictionary map)
            map["note"] = Name(side);
        else
            (list[at], list[0]) = (list[0], item);
    }

    // A comment may come to stand where it is none, in a text of several lines: then it is text all the same.
    private static string InFront(string file, Action<List<string>> change)
    {
        var story = Story.Parse(file);
        var end = file.IndexOf("\n---", StringComparison.Ordinal) + 1;
        var lines = file[4..end].Split('\n')[..^1].ToList();
        change(lines);
        var edited = "---\n" + string.Concat(lines.Select(line => line + "\n")) + file[end..];
        try
        {
            return Story.Text(Story.Parse(edited));
        }
        catch (FrontmatterFault)
        {
            return Story.Text(story);
        }
    }

    private static string InBody(string file, Action<List<string>> change)
    {
        var at = Story.Parse(file).BodyOffset;
        var lines = file[at..].Split('\n').ToList();
        change(lines);
        return file[..at] + string.Join("\n", lines);
    }

    [GeneratedRegex("[bot][0-9]{3,}")]
    private static partial Regex Names();
}
