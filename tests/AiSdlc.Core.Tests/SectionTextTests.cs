using System;
using System.IO;
using System.Text;
using AiSdlc.Locking;
using AiSdlc.Stories;

namespace AiSdlc.Tests;

/// <summary>Adding to a section changes nothing else in the body.</summary>
public sealed class SectionTextTests
{
    [Theory]
    [InlineData("# T\n\n## A\n\none\n\n## B\n\ntwo\n", "# T\n\n## A\n\none\n\nnew\n\n## B\n\ntwo\n")]
    [InlineData("## A\none\n## B\n", "## A\none\n\nnew\n\n## B\n")]
    [InlineData("## A\n\none\n", "## A\n\none\n\nnew\n")]
    [InlineData("## A\n\none", "## A\n\none\n\nnew")]
    [InlineData("## A", "## A\n\nnew")]
    [InlineData("text\n\n\n", "text\n\n## A\n\nnew\n\n\n")]
    [InlineData("", "## A\n\nnew\n")]
    [InlineData("\n", "## A\n\nnew\n")]
    [InlineData("## A\r\n\r\none\r\n\r\n## B\r\n", "## A\r\n\r\none\r\n\r\nnew\r\n\r\n## B\r\n")]
    [InlineData("## A  \n\none\n\n## A\n\ntwo\n", "## A  \n\none\n\nnew\n\n## A\n\ntwo\n")]
    public void The_entry_is_the_last_thing_of_its_section(string body, string expected) => Assert.Equal(expected, Append(body, "new"));

    [Theory]
    [InlineData("```\n## A\n```\n")]
    [InlineData("~~~~ md\n## A\n~~~\n## A\n~~~~\n")]
    [InlineData("### A\n\n## A b\n\n##A\n\n    ## A\n")]
    [InlineData("<!--\n## A\n-->\n")]
    [InlineData("   <!-- x\n## A --> y\n")]
    public void What_only_looks_like_the_heading_is_none(string body) => Assert.Equal(body.TrimEnd('\n') + "\n\n## A\n\nnew\n", Append(body, "new"));

    [Theory]
    [InlineData("```\n## A\n", "```\n## A\n```\n\n## A\n\nnew\n")]
    [InlineData("## A\n\n~~~~ sh\ncode", "## A\n\n~~~~ sh\ncode\n~~~~\n\nnew")]
    [InlineData("<!-- later\n", "<!-- later\n-->\n\n## A\n\nnew\n")]
    public void What_is_left_open_at_the_end_is_closed_before_the_entry(string body, string expected) => Assert.Equal(expected, Append(body, "new"));

    [Theory]
    [InlineData("## A\n\none\n\n# B\n\ntwo\n", "## A\n\none\n\nnew\n\n# B\n\ntwo\n")]
    [InlineData("## a\n\none\n", "## a\n\none\n\nnew\n")]
    [InlineData("## a\n\n## A\n\none\n", "## a\n\n## A\n\none\n\nnew\n")]
    [InlineData("  ##\tA ##\n\none\n", "  ##\tA ##\n\none\n\nnew\n")]
    [InlineData("<!-- x --> y\n## A\none\n", "<!-- x --> y\n## A\none\n\nnew\n")]
    public void A_heading_is_one_as_Markdown_has_it(string body, string expected) => Assert.Equal(expected, Append(body, "new"));

    [Theory]
    [InlineData("## A\n\nnew\n", "new")]
    [InlineData("\n## a ##\r\n\r\nnew", "new")]
    [InlineData("## A", "")]
    [InlineData("```\ncode", "```\ncode\n```")]
    [InlineData("<!-- x", "<!-- x\n-->")]
    [InlineData("    code\n", "    code")]
    [InlineData("### A\n", "### A")]
    public void Text_is_made_fit_for_its_section(string content, string expected) => Assert.Equal(expected, SectionText.Fitted("A", content));

    [Theory]
    [InlineData("## A\n\none\n\n## B\n", "## A\n\nnew\n\n## B\n")]
    [InlineData("## A\n## B\n", "## A\n\nnew\n\n## B\n")]
    [InlineData("## A\r\none\r\n\r\n\r\n", "## A\r\n\r\nnew\r\n\r\n\r\n")]
    [InlineData("text", "text\n\n## A\n\nnew")]
    [InlineData("## A\n\n```\n## B\n```\n\n### C\n\nx\n# D\n", "## A\n\nnew\n\n# D\n")]
    [InlineData("## A\n\n```\nopen\n", "## A\n\nnew\n")]
    public void A_section_gets_other_text(string body, string expected)
    {
        var bytes = SectionText.Replace("A", "new").Apply(new ArraySegment<byte>(Encoding.UTF8.GetBytes(body)));

        Assert.Equal(expected, Encoding.UTF8.GetString(bytes));
        Assert.Equal("new", SectionText.Read(new ArraySegment<byte>(bytes), "A"));
        Assert.Null(SectionText.Replace("A", "new").Change(new ArraySegment<byte>(bytes)));
    }

    [Theory]
    [InlineData("text\n## B", "## B")]
    [InlineData("text\n# B", "# B")]
    [InlineData("## A\n\ntext\n### B\n```\n# no heading\n```\n<!--\n## C\n-->", null)]
    public void A_heading_that_would_end_the_section_is_found(string content, string? heading) => Assert.Equal(heading, SectionText.HeadingIn(SectionText.Fitted("A", content)));

    [Fact]
    public void Code_inside_the_section_does_not_end_it() =>
        Assert.Equal("## A\n\n```\n## B\n```\n\nnew\n\n## C\n", Append("## A\n\n```\n## B\n```\n\n## C\n", "new"));

    [Fact]
    public void Line_breaks_of_the_entry_follow_the_body() => Assert.Equal("## A\r\n\r\na\r\nb\r\n", Append("## A\r\n", "a\nb\n"));

    [Fact]
    public void Bytes_that_are_no_text_stay()
    {
        byte[] body = [0xFF, 0x00, (byte)'\n', .. "## A\n"u8, 0xC3, (byte)'\n'];
        Assert.Equal([.. body[..^1], .. "\n\nnew\n"u8], SectionText.Append("A", "new").Apply(new ArraySegment<byte>([1, 2, .. body, 3], 2, body.Length)));
    }

    [Theory]
    [InlineData("---\nid: S-0001\n---", "---\nid: S-0001\n---\n## A\n\nnew\n")]
    [InlineData("---\r\nid: S-0001\r\n---", "---\r\nid: S-0001\r\n---\r\n## A\n\nnew\n")]
    [InlineData("just text\n", "just text\n\n## A\n\nnew\n")]
    public void A_story_without_a_body_or_without_frontmatter_gets_one(string file, string expected)
    {
        using var board = new TempBoard();
        File.WriteAllText(board.First, file);
        StoryStore.Shared.Update(board.First, new StoryEdit { Body = _ => SectionText.Append("A", "new") }, LockRequest.With(new LockTiming()));

        Assert.Equal(expected, board.Text);
    }

    private static string Append(string body, string content) =>
        Encoding.UTF8.GetString(SectionText.Append("A", content).Apply(new ArraySegment<byte>(Encoding.UTF8.GetBytes(body))));
}
