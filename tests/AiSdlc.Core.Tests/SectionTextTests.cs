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
    [InlineData("```\n## A\n")]
    public void What_only_looks_like_the_heading_is_none(string body) => Assert.Equal(body.TrimEnd('\n') + "\n\n## A\n\nnew\n", Append(body, "new"));

    [Fact]
    public void Code_inside_the_section_does_not_end_it() =>
        Assert.Equal("## A\n\n```\n## B\n```\n\nnew\n\n## C\n", Append("## A\n\n```\n## B\n```\n\n## C\n", "new"));

    [Fact]
    public void Line_breaks_of_the_entry_follow_the_body() => Assert.Equal("## A\r\n\r\na\r\nb\r\n", Append("## A\r\n", "a\nb\n"));

    [Fact]
    public void Bytes_that_are_no_text_stay()
    {
        byte[] body = [0xFF, 0x00, (byte)'\n', .. "## A\n"u8, 0xC3, (byte)'\n'];
        Assert.Equal([.. body[..^1], .. "\n\nnew\n"u8], SectionText.Append(new ArraySegment<byte>([1, 2, .. body, 3], 2, body.Length), new SectionEntry("A", "new")));
    }

    [Theory]
    [InlineData("---\nid: S-0001\n---", "---\nid: S-0001\n---\n## A\n\nnew\n")]
    [InlineData("---\r\nid: S-0001\r\n---", "---\r\nid: S-0001\r\n---\r\n## A\n\nnew\n")]
    [InlineData("just text\n", "just text\n\n## A\n\nnew\n")]
    public void A_story_without_a_body_or_without_frontmatter_gets_one(string file, string expected)
    {
        using var board = new TempBoard();
        File.WriteAllText(board.First, file);
        StoryStore.Shared.Update(board.First, new StoryEdit { Section = _ => new SectionEntry("A", "new") }, LockRequest.With(new LockTiming()));

        Assert.Equal(expected, board.Text);
    }

    private static string Append(string body, string content) =>
        Encoding.UTF8.GetString(SectionText.Append(new ArraySegment<byte>(Encoding.UTF8.GetBytes(body)), new SectionEntry("A", content)));
}
