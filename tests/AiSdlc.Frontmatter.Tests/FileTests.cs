using System;
using System.Collections.Specialized;
using System.Diagnostics;
using System.IO;
using System.Linq;

namespace AiSdlc.Frontmatter.Tests;

/// <summary>What surrounds the block: fences, byte order mark, line ends, body.</summary>
public class FileTests
{
    public static TheoryData<string, string, string> Edits => new()
    {
        { "\uFEFF---\na: 1\n---\nbody", "{\"a\": 2}", "\uFEFF---\na: 2\n---\nbody" },
        { "---\na: 1\n---", "{\"b\": 2}", "---\na: 1\nb: 2\n---" },
        { "---\r\na: 1\r\n---", "{\"b\": [1]}", "---\r\na: 1\r\nb:\r\n  - 1\r\n---" },
        { "---\na: 1\r\nb: 2\nc: 3\r\n---\r\nbody\n", "{\"b\": 5}", "---\na: 1\r\nb: 5\nc: 3\r\n---\r\nbody\n" },
        { "---\na: 1\r\nb: 2\r\nc: 3\n---\n", "{\"d\": 4}", "---\na: 1\r\nb: 2\r\nc: 3\nd: 4\r\n---\n" },
        { "---\n---\nbody\n", "{\"a\": 1}", "---\na: 1\n---\nbody\n" },
        { "---\r\n---\r\n", "{\"a\": 1}", "---\r\na: 1\r\n---\r\n" },
        { "---\n---", "{\"a\": 1}", "---\na: 1\n---" },
        { "---\n\n---\n", "{\"a\": 1}", "---\n\na: 1\n---\n" },
        { "--- \na: 1\n---\t \nbody", "{\"a\": 2}", "--- \na: 2\n---\t \nbody" },
        { "---yaml\na: 1\n---\n", "{\"a\": 2}", "---yaml\na: 2\n---\n" },
        { "--- YML\na: 1\n---\n", "{\"a\": 2}", "--- YML\na: 2\n---\n" },
        { "---\na: 1\n---\n---\nb: 2\n---\n", "{\"a\": 2}", "---\na: 2\n---\n---\nb: 2\n---\n" },
        { "# Title\n\ntext", "{\"a\": 1, \"b\": [\"x\"]}", "---\na: 1\nb:\n  - x\n---\n# Title\n\ntext" },
        { "# Title\r\ntext\r\n", "{\"a\": 1}", "---\r\na: 1\r\n---\r\n# Title\r\ntext\r\n" },
        { "\uFEFF# Title\n", "{\"a\": 1}", "\uFEFF---\na: 1\n---\n# Title\n" },
        { "\n---\nnot closed\n", "{\"a\": 1}", "---\na: 1\n---\n\n---\nnot closed\n" },
        { "# Title\n---\nb: 2\n---\n", "{\"a\": 1}", "---\na: 1\n---\n# Title\n---\nb: 2\n---\n" },
        { "<!-- x -->\n# Title\n", "{\"a\": 1}", "---\na: 1\n---\n<!-- x -->\n# Title\n" },
        { "", "{\"a\": 1}", "---\na: 1\n---\n" },
        { "---\na: |+\n  x\n\n---\n", "{\"b\": 1}", "---\na: |+\n  x\nb: 1\n\n---\n" },
        { "---\r\na: |+\r\n  x\r\n\r\n---\r\n", "{\"b\": 1}", "---\r\na: |+\r\n  x\r\n\r\nb: 1\r\n---\r\n" },
        { "---\na: |+\n  x\n\nb: 1\n---\n", "{\"-b\": 0}", "---\na: |+\n  x\n\n\n---\n" },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void Everything_around_the_edit_stays(string file, string edit, string expected)
    {
        Assert.Equal(expected, Story.Edit(file, edit));
        var added = Story.Parse(expected);
        Assert.Equal(added.ReadData().Count, Story.Apply(Story.Parse(file), (OrderedDictionary)Model.FromJson(edit)!).ReadData().Count);
    }

    [Fact]
    public void Remove_after_add_works_after_a_kept_scalar()
    {
        const string File = "---\na: |+\n  x\n\n---\n";
        Assert.Equal(File, Story.Edit(Story.Edit(File, "{\"b\": 1}"), "{\"-b\": 0}"));
    }

    [Theory]
    [InlineData("---\na: 1\n---\nbody", true, false, 13)]
    [InlineData("---\na: 1\n---\n---\nbody", true, true, 13)]
    [InlineData("---\na: 1\n---", true, false, 12)]
    [InlineData("\uFEFF---\na: 1\n---\nbody", true, false, 16)]
    [InlineData("body", false, false, 0)]
    [InlineData("\uFEFFbody", false, false, 3)]
    [InlineData("----\nbody", false, true, 0)]
    [InlineData("", false, false, 0)]
    public void Parts_are_told_apart(string file, bool hasBlock, bool bodyStartsWithFence, int bodyOffset)
    {
        var story = Story.Parse(file);
        Assert.Equal((hasBlock, bodyStartsWithFence, bodyOffset), (story.HasBlock, story.BodyStartsWithFence, story.BodyOffset));
    }

    [Fact]
    public void No_block_is_created_above_a_body_that_starts_with_a_fence()
    {
        var fault = Assert.Throws<FrontmatterFault>(() => Story.Edit("----\nbody", "{\"a\": 1}"));
        Assert.Equal("body-starts-with-fence", fault.Rule);
    }

    [Theory]
    [InlineData("\n---\nb: 2\n---\n", 2)]
    [InlineData(" \r\n\r\n---\r\nb: 2\r\n---\r\n", 3)]
    [InlineData("\uFEFF\n---\nb: 2\n---\n", 2)]
    [InlineData("<!-- x -->\n---\nb: 2\n---\n", 2)]
    [InlineData("<!-- x\n y -->\n\n<!-- z -->\n---\nb: 2\n---", 5)]
    [InlineData("+++\nb = 2\n+++\n# Body\n", 1)]
    [InlineData("\n+++\nb = 2\n+++\n", 2)]
    public void No_block_is_created_above_one_that_does_not_start_the_file(string file, int line)
    {
        var fault = Assert.Throws<FrontmatterFault>(() => Story.Edit(file, "{\"a\": 1}"));
        Assert.Equal(("content-before-block", line, 1), (fault.Rule, fault.Line, fault.Column));
        Assert.False(Story.Parse(file).HasBlock);
    }

    [Fact]
    public void The_body_may_hold_anything()
    {
        byte[] body = [0, 1, 0xFF, 0xFE, 0xC3, 0x28, .. "\n---\n\r\u0085"u8, 0x80, 0];
        byte[] file = [.. "---\na: 1\n---\n"u8, .. body];
        var edited = Story.Apply(StoryText.Parse(file), Model.Map(("a", 2), ("b", "x\ny")));
        Assert.Equal([.. "---\na: 2\nb: |-\n  x\n  y\n---\n"u8, .. body], Story.Bytes(edited));
        Assert.Equal(edited.Length - body.Length, edited.BodyOffset);
    }

    [Fact]
    public void A_50_MB_body_is_not_copied()
    {
        var file = new byte[50_000_000];
        new Random(1).NextBytes(file);
        "---\na: 1\n---\n"u8.CopyTo(file);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var edited = Story.Apply(StoryText.Parse(file), Model.Map(("a", 2)));
        using var written = new ComparingStream([.. "---\na: 2\n---\n"u8], file);
        edited.WriteTo(written);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(file.Length, written.Matched);
        Assert.True(allocated < 1_000_000, $"{allocated} bytes allocated");
    }

    [Fact]
    public void An_edit_that_grows_the_block_too_large_says_so()
    {
        var story = Story.Parse("---\na: 1\n---\n");
        Assert.Equal("block-too-large", Assert.Throws<FrontmatterFault>(() => Story.Apply(story, Model.Map(("b", new string('x', 1 << 20))))).Rule);
        object deep = 1;
        for (var i = 0; i < 62; i++)
            deep = Model.List(deep);
        var nested = Story.Parse("---\na:\n  b:\n    c:\n      d: 1\n---\n");
        var data = nested.ReadData();
        ((OrderedDictionary)((OrderedDictionary)((OrderedDictionary)data["a"]!)["b"]!)["c"]!)["d"] = Model.List(deep);
        Assert.Throws<UnsupportedValueFault>(() => nested.Rewrite(data));
    }

    [Fact]
    public void A_file_without_a_closing_fence_is_refused_at_once()
    {
        var file = Enumerable.Repeat((byte)'x', 50_000_000).ToArray();
        "---\n"u8.CopyTo(file);
        var watch = Stopwatch.StartNew();
        Assert.Equal("block-too-large", Story.Fault(file).Rule);
        Assert.True(watch.ElapsedMilliseconds < 2000, $"{watch.ElapsedMilliseconds} ms");
    }

    [Fact]
    public void A_real_story_changes_by_one_line()
    {
        var file = "---\nid: S-0034\ntitle: Atomic Story Updates\npriority: 2\nstatus: done\ntype: feature\ncreated: '2026-01-15'\nlabels:\n  - concurrent-workflows\n"
            + "  - phase-1\n  - infrastructure\nepic: concurrent-workflows\nresearch_complete: true\nslug: atomic-story-updates\nupdated: '2026-01-15'\n---\n# Atomic Story Updates\n";
        Assert.Equal(file.Replace("updated: '2026-01-15'", "updated: '2026-02-01'", StringComparison.Ordinal), Story.Edit(file, "{\"updated\": \"2026-02-01\"}"));
    }

    /// <summary>Counts written bytes as long as they are the expected ones; keeps none.</summary>
    private sealed class ComparingStream(byte[] head, byte[] file) : MemoryStream
    {
        public int Matched { get; private set; }

        public override void Write(byte[] buffer, int offset, int count)
        {
            for (var i = offset; i < offset + count; i++)
                Matched += buffer[i] == (Matched < head.Length ? head[Matched] : file[Matched]) ? 1 : 0;
        }
    }
}
