using System.Collections.Generic;
using System.Linq;
using System.Text;
using AiSdlc.Frontmatter;
using AiSdlc.Paths;

namespace AiSdlc.Stories;

/// <summary>A story's file and text as read.</summary>
internal sealed record StoryRead(StoryPaths Paths, StoryText Text)
{
    /// <summary>The object for users. It keeps the data and not the text, for a user may keep many stories.</summary>
    public Story ToStory() => new(Paths.Story, Text.TakePairs(), Version());

    /// <summary>Headings of the body's sections, in their order.</summary>
    public IEnumerable<string> Sections() => SectionText.Headings(Text.Body);

    /// <summary>True when the body is these very bytes.</summary>
    public bool BodyIs(byte[] body) => Text.ToBytes().Skip(Text.BodyOffset).SequenceEqual(body);

    /// <summary>The body as text.</summary>
    public string Body() => Encoding.UTF8.GetString(Text.ToBytes(), Text.BodyOffset, (int)Text.Length - Text.BodyOffset);

    /// <summary>SHA-256 of the whole file.</summary>
    public string Version() => Sha256.Hex(Text.ToBytes());
}

/// <summary>What an edit did, or would do.</summary>
internal sealed record StoryUpdate(StoryPaths Paths, StoryText Before, StoryText After, SectionEntry? Added)
{
    /// <summary>False when the story already said what it should: then nothing is written.</summary>
    public bool Changed => !ReferenceEquals(Before, After);

    /// <summary>What changes, in words.</summary>
    public string Describe() => EditSummary.Describe(Before.ReadData(), After.ReadData(), Added);

    /// <summary>The story as it is after the edit, for users.</summary>
    public Story ToStory() => new StoryRead(Paths, After).ToStory();
}
