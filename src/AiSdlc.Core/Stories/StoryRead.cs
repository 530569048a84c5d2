using System.Collections.Generic;
using System.Linq;
using System.Text;
using AiSdlc.Errors;
using AiSdlc.Frontmatter;
using AiSdlc.Paths;
using AiSdlc.Storage;

namespace AiSdlc.Stories;

/// <summary>A story's file and text as read.</summary>
internal sealed record StoryRead(StoryPaths Paths, FileSnapshot Snapshot, StoryText Text)
{
    /// <summary>Splits and checks what was read.</summary>
    /// <exception cref="FrontmatterException">The file is empty.</exception>
    /// <exception cref="FrontmatterFault">It is malformed.</exception>
    public static StoryRead Parse(StoryPaths paths, FileSnapshot snapshot) => snapshot.Bytes.Length > 0
        ? new StoryRead(paths, snapshot, StoryText.Parse(snapshot.Bytes))
        : throw new FrontmatterException(paths.Story, 1, 1, "empty-file", "the file is empty.");

    /// <summary>The object for users. It keeps the data and not the text, for a user may keep many stories.</summary>
    public Story ToStory() => new(Paths.Story, Text.TakePairs(), Snapshot.Version);

    /// <summary>Headings of the body's sections, in their order.</summary>
    public IEnumerable<string> Sections() => SectionText.Headings(Text.Body);

    /// <summary>Texts of the body's tasks that are not ticked, in their order.</summary>
    public IEnumerable<string> OpenTasks() => TaskText.Of(Text.Body, heading: null).Where(task => !task.IsDone).Select(task => task.Text);

    /// <summary>The text of a section.</summary>
    /// <exception cref="StoryContentNotFoundException">There is no such section.</exception>
    public string Section(string heading)
    {
        try
        {
            return SectionText.Read(Text.Body, heading);
        }
        catch (ContentFault fault)
        {
            throw new StoryContentNotFoundException(Paths.Story, fault.Message);
        }
    }

    /// <summary>True when the body is these very bytes.</summary>
    public bool BodyIs(byte[] body) => Text.ToBytes().Skip(Text.BodyOffset).SequenceEqual(body);

    /// <summary>The body as text.</summary>
    public string Body() => Encoding.UTF8.GetString(Text.ToBytes(), Text.BodyOffset, (int)Text.Length - Text.BodyOffset);
}
