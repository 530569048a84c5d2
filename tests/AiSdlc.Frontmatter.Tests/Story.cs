using System.Collections;
using System.Collections.Specialized;
using System.IO;
using System.Text;

namespace AiSdlc.Frontmatter.Tests;

/// <summary>Shorthand for whole-file edits.</summary>
internal static class Story
{
    public static StoryText Parse(string file) => StoryText.Parse(Encoding.UTF8.GetBytes(file));

    public static byte[] Bytes(StoryText story)
    {
        using var stream = new MemoryStream();
        story.WriteTo(stream);
        Assert.Equal(story.Length, stream.Length);
        return stream.ToArray();
    }

    public static string Text(StoryText story) => Encoding.UTF8.GetString(Bytes(story));

    /// <summary>Sets the keys of a JSON object; a key <c>-name</c> removes name.</summary>
    public static string Edit(string file, string json) => Text(Apply(Parse(file), (OrderedDictionary)Model.FromJson(json)!));

    public static StoryText Apply(StoryText story, OrderedDictionary changes)
    {
        var data = story.ReadData();
        foreach (DictionaryEntry change in changes)
        {
            var key = (string)change.Key;
            if (key.StartsWith('-'))
                data.Remove(key[1..]);
            else
                data[key] = change.Value;
        }
        return story.Rewrite(data);
    }

    public static FrontmatterFault Fault(byte[] file) => Assert.Throws<FrontmatterFault>(() => StoryText.Parse(file));

    public static FrontmatterFault Fault(string file) => Fault(Encoding.UTF8.GetBytes(file));
}
