using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using System.Text;

namespace AiSdlc.Frontmatter.Tests;

/// <summary>
/// What an edit costs grows with the file and no faster: eight times the keys or items take less than 24 times as long, where a cost that
/// is quadratic takes 64 times. The best of several runs counts.
/// </summary>
public class CostTests
{
    private const int Few = 2_500;
    private const int Many = 8 * Few;

    [Fact]
    public void Of_setting_all_keys() => Check(Keys, data => Each(data, (edit, key) => edit[key] = 7));

    [Fact]
    public void Of_removing_half_of_the_keys() => Check(Keys, data => Each(data, (edit, key) =>
    {
        if (key[^1] % 2 == 0)
            edit.Remove(key);
    }));

    [Fact]
    public void Of_taking_the_last_half_of_a_list_in_brackets() => Check(
        n => $"l: [{string.Join(", ", Enumerable.Range(0, n))}]\n", data => WithList(data, list => list.RemoveRange(list.Count / 2, list.Count / 2)));

    [Fact]
    public void Of_turning_a_list_around() => Check(
        n => $"l:\n{string.Concat(Enumerable.Range(0, n).Select(i => $"- {i}\n"))}", data => WithList(data, list => list.Reverse()));

    [Fact]
    public void Of_changing_all_maps_of_a_list() => Check(
        n => $"l:\n{string.Concat(Enumerable.Range(0, n / 50).Select(i => string.Concat(Enumerable.Range(0, 50).Select(j => $"{(j == 0 ? "- " : "  ")}k{j}: {j}\n"))))}",
        data => WithList(data, list => list.ForEach(map => ((OrderedDictionary)map!)[49] = 100)));

    private static string Keys(int n) => string.Concat(Enumerable.Range(0, n).Select(i => $"k{i}: {i}\n"));

    private static OrderedDictionary Each(OrderedDictionary data, Action<MapEdit, string> change)
    {
        var edit = new MapEdit(data);
        foreach (string key in data.Keys)
            change(edit, key);
        return edit.Apply();
    }

    private static OrderedDictionary WithList(OrderedDictionary data, Action<List<object?>> change)
    {
        change((List<object?>)data["l"]!);
        return data;
    }

    private static void Check(Func<int, string> block, Func<OrderedDictionary, OrderedDictionary> edit)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells a thread's processor time; the time of day proves nothing on a busy machine.");
        var (few, many) = (Time(block(Few), edit), Time(block(Many), edit));
        Assert.True(many < few * 24, $"{few.TotalMilliseconds:F1} ms for {Few}, {many.TotalMilliseconds:F1} ms for {Many}");
    }

    private static TimeSpan Time(string block, Func<OrderedDictionary, OrderedDictionary> edit)
    {
        var file = Encoding.UTF8.GetBytes($"---\n{block}---\n");
        return Enumerable.Range(0, 5).Min(_ =>
        {
            var start = CpuClock.Now;
            var story = StoryText.Parse(file);
            var edited = story.Rewrite(edit(story.ReadData()));
            Assert.NotSame(story, edited);
            return CpuClock.Now - start;
        });
    }
}
