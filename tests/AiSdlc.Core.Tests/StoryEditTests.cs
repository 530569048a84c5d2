using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Text;
using AiSdlc.Frontmatter;
using AiSdlc.Stories;

namespace AiSdlc.Tests;

/// <summary>What an edit as data makes of a story's text.</summary>
public sealed class StoryEditTests
{
    private const string Before = "---\nid: S-0001\nlabels:\n  - one\n  - two # c\n  - 2026-01-02\ncount: 5\nmap:\n  a: 1\n---\nbody\n";

    public static TheoryData<string, string, string> Edits => new()
    {
        { "labels", "two", "labels:\n  - one\n  - 2026-01-02\n" },
        { "labels", "2026-01-02", "labels:\n  - one\n  - two # c\n" },
        { "labels", "absent", "labels:\n  - one\n  - two # c\n  - 2026-01-02\n" },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void One_item_of_a_list_is_removed(string key, string item, string expected) =>
        Assert.Equal($"---\nid: S-0001\n{expected}count: 5\nmap:\n  a: 1\n---\nbody\n", Edit(new StoryEdit { RemoveItems = new Hashtable { [key] = item } }));

    [Fact]
    public void Items_are_removed_one_by_one_and_from_a_list_that_is_there_only() => Assert.Equal(
        Before.Replace("  - one\n  - two # c\n", "", System.StringComparison.Ordinal),
        Edit(new StoryEdit { RemoveItems = new Hashtable { ["labels"] = new[] { "two", "one", "x" }, ["none"] = "x" } }));

    [Fact]
    public void A_list_may_lose_its_last_item() =>
        Assert.Equal("---\nl: []\n---\n", Edit(new StoryEdit { RemoveItems = new Hashtable { ["l"] = 1 } }, "---\nl:\n  - 1\n  - 1.0\n---\n"));

    [Fact]
    public void No_item_is_removed_from_what_is_no_list()
    {
        var fault = Assert.Throws<UnsupportedValueFault>(() => Edit(new StoryEdit { RemoveItems = new Hashtable { ["id"] = "S-0001" } }));
        Assert.Equal(("id", typeof(string)), (fault.Key, fault.ValueType));
    }

    [Theory]
    [InlineData(3, "count: 8")]
    [InlineData(-5, "count: 0")]
    [InlineData(9007199254740986L, "count: 9007199254740991")]
    public void An_integer_is_raised_by_an_amount(object amount, string expected) =>
        Assert.Equal(Before.Replace("count: 5", expected, System.StringComparison.Ordinal), Edit(new StoryEdit { IncrementBy = new Hashtable { ["count"] = amount } }));

    [Fact]
    public void What_was_not_there_is_raised_from_nothing() =>
        Assert.Equal("---\na: 7\nb: 1\n---\n", Edit(new StoryEdit { IncrementBy = new Hashtable { ["a"] = 7 }, Increment = ["b"] }, "---\na: 0\n---\n"));

    [Theory]
    [InlineData("count", "5")]
    [InlineData("count", 1.5)]
    [InlineData("count", null)]
    [InlineData("count", 9007199254740991L)]
    [InlineData("id", 1)]
    public void Anything_but_an_integer_is_refused(string key, object? amount)
    {
        var fault = Assert.Throws<UnsupportedValueFault>(() => Edit(new StoryEdit { IncrementBy = new Hashtable { [key] = amount } }));
        Assert.Equal(key, fault.Key);
    }

    [Fact]
    public void Remove_set_add_and_increment_apply_in_that_order() => Assert.Equal(
        "---\nid: S-0001\nlabels:\n  - one\n  - 2026-01-02\n  - three\ncount: 3\nmap:\n  a: 1\n  b: 2\n---\nbody\n",
        Edit(new StoryEdit
        {
            Remove = ["count"],
            RemoveItems = new Hashtable { ["labels"] = "two" },
            Set = new OrderedDictionary { ["count"] = 1, ["map"] = new Hashtable { ["b"] = 2 } },
            Merge = true,
            Add = new Hashtable { ["labels"] = new List<string> { "three" } },
            Increment = ["count"],
            IncrementBy = new Hashtable { ["count"] = 1 },
        }));

    private static string Edit(StoryEdit edit, string before = Before)
    {
        var story = StoryText.Parse(Encoding.UTF8.GetBytes(before));
        return Encoding.UTF8.GetString(story.Rewrite(edit.Apply(story.ReadData())).ToBytes());
    }
}
