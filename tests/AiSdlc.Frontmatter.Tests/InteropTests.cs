using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;

namespace AiSdlc.Frontmatter.Tests;

/// <summary>The same value and type to every reader: gray-matter 4.0.3 (js-yaml 3), js-yaml 4 and yaml 2, both ways.</summary>
public class InteropTests
{
    private const string Base = "---\nid: S-0001\nlabels:\n  - a\nempty: ''\n---\n# Body\n";

    [Fact]
    public void What_we_write_reads_back_the_same_in_Node()
    {
        var random = new Random(20260113);
        var values = Values.Nasty.Cast<object?>().Concat(Values.Scalars)
            .Concat(Enumerable.Range(0, Settings.Cases).Select(_ => Values.Random(random, 3))).ToList();
        var expected = values.Select(value => Story.Parse(Base).ReadData()).ToList();
        for (var i = 0; i < values.Count; i++)
            Place(expected[i], values[i]);
        CheckReaders(expected.Select(data => (Story.Text(Story.Parse(Base).Rewrite(data)), data)).ToList());
    }

    [Fact]
    public void What_we_put_into_old_styles_reads_back_the_same_in_Node()
    {
        string[] files =
        [
            "---\na: plain # c\n---\n", "---\na: 'single' # c\n---\n", "---\na: \"double\" # c\n---\n", "---\na: |\n  literal\nb: 1\n---\n", "---\na: >-\n  folded\n\nb: 1\n---\n",
            "---\na:\nb: 1\n---\n", "---\n{\"a\":1, b: 2}\n---\n", "---\r\na: |+\r\n  kept\r\n\r\nb: 1\r\n---\r\n", "---\na: # c\n- x # c\n---\n", "---\na:\n    m: 1\n---\n", "---\na: [x,\n y]\n---\n",
        ];
        var random = new Random(4);
        var values = Values.Nasty.Cast<object?>().Concat(Enumerable.Range(0, Settings.Cases / 4).Select(_ => Values.Random(random, 2))).ToList();
        CheckReaders(files.SelectMany(file => values.Select(value => Replace(file, value))).ToList());
    }

    [Fact]
    public void Random_edits_of_random_documents_read_back_the_same_in_Node()
    {
        var written = Enumerable.Range(0, Settings.Cases).Select(seed =>
        {
            var random = new Random(seed);
            var story = Story.Parse(DocumentWriter.Create(seed).Text);
            var data = Mutation.OfMap(random, Mutation.OfMap(random, story.ReadData(), 4), 4);
            return (Story.Text(story.Rewrite(data)), data);
        });
        CheckReaders([.. written]);
    }

    [Fact]
    public void Keys_read_back_the_same_in_Node()
    {
        var random = new Random(7);
        var keys = Values.Nasty.Where(key => key.Length <= 1000 && key != "__proto__").Concat(Enumerable.Range(0, 200).Select(_ => Values.RandomKey(random)));
        CheckReaders(keys.Select(key =>
        {
            var data = Model.Map((key, 1), ("nested", Model.Map((key, Model.List(Model.Map((key, "x")))))));
            return (Story.Text(Story.Parse("body").Rewrite(data)), data);
        }).ToList());
    }

    [Fact]
    public void We_read_what_gray_matter_writes()
    {
        var random = new Random(11);
        var stories = Enumerable.Range(0, Settings.Cases).Select(_ => Finite(Values.RandomMap(random, 3)))
            .Concat(Values.Nasty.Select(text => Model.Map(("before", text), ("after", 1), ("object", Model.Map(("text", text))))))
            .Where(data => data.Count > 0).ToList();
        var files = FrontmatterPeer.Write(stories.Select(data => (Model.ToJson(data), "body\n")));
        var readings = FrontmatterPeer.Read(files);
        for (var i = 0; i < files.Count; i++)
        {
            // Its dumper and its reader disagree at times (the blank lines of a last "|+" scalar): the file is what counts.
            if (readings[i].Matter.Error == null)
                Assert.Equal(Show(readings[i].Matter), Model.Show(Doubles(Story.Parse(files[i]).ReadData())));
        }
        Assert.True(readings.Count(reading => reading.Matter.Error == null) > readings.Count * 9 / 10);
    }

    private static void CheckReaders(List<(string File, OrderedDictionary Data)> written)
    {
        var readings = FrontmatterPeer.Read(written.Select(item => item.File));
        for (var i = 0; i < written.Count; i++)
        {
            var (file, data) = written[i];
            var expected = Model.Show(Doubles(data));
            Assert.True(expected == Show(readings[i].Matter), $"gray-matter reads {readings[i].Matter} from\n{file}\nexpected {expected}");
            Assert.True(expected == Show(readings[i].Yaml4), $"js-yaml 4 reads {readings[i].Yaml4} from\n{file}\nexpected {expected}");
            Assert.True(expected == Show(readings[i].Yaml2), $"yaml 2 reads {readings[i].Yaml2} from\n{file}\nexpected {expected}");
        }
    }

    private static string Show(FrontmatterPeer.Reading reading) => reading.Error ?? Model.Show(Doubles(reading.Value));

    private static void Place(OrderedDictionary data, object? value)
    {
        data["first"] = value;
        data["list"] = Model.List(value, "x", Model.List(value));
        data["map"] = Model.Map(("inner", value), ("last", value));
        data["labels"] = Model.List("a", value);
        data["empty"] = value;
    }

    private static (string, OrderedDictionary) Replace(string file, object? value)
    {
        var story = Story.Parse(file);
        var data = story.ReadData();
        data["a"] = data["a"] switch
        {
            OrderedDictionary map => Model.Map(("m", value)),
            List<object?> => Model.List("x", value),
            _ => value,
        };
        return (Story.Text(story.Rewrite(data)), data);
    }

    // JavaScript has one type of number, and its -0 is lost in comparisons.
    internal static object? Doubles(object? value) => value switch
    {
        int or long => Convert.ToDouble(value, null),
        double number => number == 0 ? 0.0 : number,
        List<object?> list => list.Select(Doubles).ToList(),
        OrderedDictionary map => Model.Map([.. map.Cast<DictionaryEntry>().Select(entry => ((string)entry.Key, Doubles(entry.Value)))]),
        _ => value,
    };

    private static OrderedDictionary Finite(OrderedDictionary map) => (OrderedDictionary)Model.FromJson(
        Model.ToJson(Model.Map([.. map.Cast<DictionaryEntry>().Where(entry => IsFinite(entry.Value)).Select(entry => ((string)entry.Key, entry.Value))])))!;

    private static bool IsFinite(object? value) => value switch
    {
        double number => double.IsFinite(number),
        List<object?> list => list.TrueForAll(IsFinite),
        OrderedDictionary map => map.Values.Cast<object?>().All(IsFinite),
        _ => true,
    };
}
