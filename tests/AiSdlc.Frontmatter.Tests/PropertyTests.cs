using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Globalization;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;

namespace AiSdlc.Frontmatter.Tests;

/// <summary>Laws of the editor over random documents and edits: AISDLC_TEST_CASES of each, from AISDLC_TEST_SEED.</summary>
public class PropertyTests
{
    [Fact]
    public void No_edit_gives_the_same_bytes() => Check((document, _) =>
    {
        var story = Story.Parse(document.Text);
        Assert.Same(story, story.Rewrite(story.ReadData()));
        Assert.Equal(document.Text, Story.Text(story));
    });

    [Fact]
    public void One_edit_leaves_every_byte_outside_the_entry() => Check((document, random) =>
    {
        var piece = random.Next(document.Pieces.Count);
        var story = Story.Parse(document.Text);
        var data = story.ReadData();
        data[KeyAt(data, piece)] = Values.Random(random, 3);
        var edited = Story.Text(story.Rewrite(data));
        Assert.StartsWith(document.Before(piece), edited, StringComparison.Ordinal);
        Assert.EndsWith(document.After(piece), edited, StringComparison.Ordinal);
        Assert.True(edited.Length >= document.Before(piece).Length + document.After(piece).Length);
    });

    [Fact]
    public void What_is_set_is_read() => Check((document, random) =>
    {
        var story = Story.Parse(document.Text);
        var data = story.ReadData();
        data[KeyAt(data, random.Next(data.Count))] = Values.Random(random, 3);
        data[Values.RandomKey(random)] = Values.Random(random, 3);
        Assert.Equal(Model.Show(data), Model.Show(Story.Parse(Story.Text(story.Rewrite(data))).ReadData()));
    });

    [Fact]
    public void A_change_at_any_depth_is_read() => Check((document, random) =>
    {
        var story = Story.Parse(document.Text);
        for (var i = 0; i < 3; i++)
        {
            var data = Mutation.OfMap(random, story.ReadData(), 4);
            story = story.Rewrite(data);
            Assert.True(FrontmatterValue.Same(data, Story.Parse(Story.Text(story)).ReadData()));
        }
    });

    [Fact]
    public void Remove_after_add_gives_the_same_bytes() => Check((document, random) =>
    {
        var story = Story.Parse(document.Text);
        var data = story.ReadData();
        var key = "new " + Values.RandomKey(random);
        data[key] = Values.Random(random, 3);
        var added = story.Rewrite(data);
        data.Remove(key);
        Assert.NotEqual(document.Text, Story.Text(added));
        Assert.Equal(document.Text, Story.Text(added.Rewrite(data)));
    });

    [Fact]
    public void A_removed_key_takes_its_entry_only() => Check((document, random) =>
    {
        var piece = random.Next(document.Pieces.Count);
        var story = Story.Parse(document.Text);
        var data = story.ReadData();
        data.Remove(KeyAt(data, piece));
        var edited = Story.Text(story.Rewrite(data));
        // Blank lines at the end of a block scalar stay: they are no part of its value.
        var blank = document.Pieces[piece].Entry.EndsWith(document.NewLine + document.NewLine, StringComparison.Ordinal) ? document.NewLine : "";
        Assert.Equal(document.Before(piece) + blank + document.After(piece), edited);
    });

    [Fact]
    public void An_item_appended_adds_lines_only() => Check((document, random) =>
    {
        var story = Story.Parse(document.Text);
        var data = story.ReadData();
        foreach (string key in data.Keys.Cast<string>().ToList())
        {
            if (data[key] is List<object?> list)
                list.Add(Values.Random(random, 2));
        }
        Assert.True(IsSubsequence(document.Text, Story.Text(story.Rewrite(data))));
    });

    private static string KeyAt(OrderedDictionary data, int index) => data.Keys.Cast<string>().ElementAt(index);

    private static void Check(Action<Document, Random> law)
    {
        var config = Config.QuickThrowOnFailure.WithMaxTest(Settings.Cases)
            .WithReplay((ulong)Settings.Seed, 1UL).WithEndSize(100);
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var document = DocumentWriter.Create(seed);
            try
            {
                law(document, new Random(seed ^ 0x5EED));
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException(string.Format(CultureInfo.InvariantCulture, "Seed {0}, document\n{1}\n{2}", seed, document, fault), fault);
            }
        }).Check(config);
    }

    private static bool IsSubsequence(string part, string whole)
    {
        var found = 0;
        foreach (var c in whole)
            found += found < part.Length && part[found] == c ? 1 : 0;
        return found == part.Length;
    }
}
