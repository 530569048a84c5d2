using System;
using System.Globalization;
using System.Linq;

namespace AiSdlc.Tests;

/// <summary>What a stranger's text may do to a screen or a log: nothing.</summary>
public sealed class VisibleTextTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("plain, with ümlaut, \u4e2d and \ud83d\ude00", "plain, with ümlaut, \u4e2d and \ud83d\ude00")]
    [InlineData("\u001b[2J", "^[[2J")]
    [InlineData("\u001b]52;c;AAAA\a", "^[]52;c;AAAA^G")]
    [InlineData("a\r\nb\tc\0", "a^M^Jb^Ic^@")]
    [InlineData("\u007f\u009b31m", "^?<U+009B>31m")]
    [InlineData("abc\u202edef\u2066\u2029", "abc<U+202E>def<U+2066><U+2029>")]
    public void Control_characters_are_shown_as_less_shows_them(string? text, string visible) => Assert.Equal(visible, VisibleText.Of(text));

    [Theory]
    [InlineData("::error::x")]
    [InlineData("  ::error file=a,line=1::x")]
    [InlineData("a line\n::warning::x")]
    [InlineData("::add-mask")]
    [InlineData("word::set-output name=a::b")]
    [InlineData("##[error]x")]
    [InlineData("a ##vso[task.setvariable variable=a]b")]
    [InlineData("##teamcity[x]")]
    public void No_CI_server_finds_a_command(string text)
    {
        Assert.Contains("<U+00", VisibleText.Of(text), StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(^|\s)::[a-zA-Z]|::[a-zA-Z][^:]*::|##[a-zA-Z]*\[", VisibleText.Of(text));
    }

    [Theory]
    [InlineData("Fix std::vector")]
    [InlineData("[Math]::Max(1, 2)")]
    [InlineData("a :: b ::")]
    [InlineData("## Review Notes: + more")]
    [InlineData("C# and F#[1]")]
    public void What_only_looks_like_one_stays(string text) => Assert.Same(text, VisibleText.Of(text));

    [Fact]
    public void No_control_character_of_Unicode_is_left_and_the_others_are()
    {
        var all = new string([.. Enumerable.Range(0, 0x10000).Select(code => (char)code)]);
        var visible = VisibleText.Of(all);

        Assert.DoesNotContain(visible, c => char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
        var turning = Enumerable.Range(0x202A, 5).Concat(Enumerable.Range(0x2066, 4)).Append(0x061C).Append(0x200E).Append(0x200F).Select(code => (char)code).ToArray();
        Assert.DoesNotContain(visible, turning.Contains);
        Assert.Empty(all.Where(c => !char.IsControl(c) && c is not ('\u2028' or '\u2029') && !turning.Contains(c)).Except(visible));
    }

    [Fact]
    public void A_megabyte_of_colons_takes_no_longer_than_a_megabyte()
    {
        var text = string.Concat(Enumerable.Repeat("::a ", 1 << 18)) + new string('x', 1 << 20);
        Assert.DoesNotContain(" ::a", VisibleText.Of(text), StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_says_it_visibly_and_keeps_its_data()
    {
        const string Path = "/tmp/\u001b[31m\n::error::x/story.md";
        var exception = new StoryNotFoundException(Path);

        Assert.DoesNotContain(exception.Message, char.IsControl);
        Assert.Contains("^[[31m^J<U+003A>:error::x", exception.Message, StringComparison.Ordinal);
        Assert.Equal(Path, exception.StoryPath);
    }

    [Fact]
    public void A_finding_says_it_visibly_and_keeps_its_path()
    {
        var finding = new StoryFinding(StoryFindingSeverity.Error, "rule", "/a\nb/story.md", "it is '\u001b[0m'.");

        Assert.Equal("/a^Jb/story.md(1,1): error rule: it is '^[[0m'.", finding.ToString());
        Assert.Equal("it is '^[[0m'.", finding.Message);
        Assert.Equal("/a\nb/story.md", finding.Path);
    }
}
