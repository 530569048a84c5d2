namespace AiSdlc.Frontmatter;

/// <summary>Tags: the core ones are read, any other is a fault, since it means an object of a program.</summary>
internal static class Tags
{
    private const string Core = "tag:yaml.org,2002:";

    /// <summary>The tag that stands here, written out in full; <c>!</c> for the one that only says "text".</summary>
    public static string Read(YamlCursor cursor)
    {
        var start = cursor.At;
        while (!YamlCursor.IsSpaceOrEnd(cursor.Here))
        {
            if (YamlCursor.IsBracketOrComma(cursor.Here))
                throw cursor.Fault("A tag ends with a space.");
            cursor.At++;
        }
        var tag = cursor.Text.Substring(start, cursor.At - start);
        return tag switch
        {
            ['!', '!', ..] => Core + tag.Substring(2),
            ['!', '<', .., '>'] => tag.Substring(2, tag.Length - 3),
            _ => tag,
        };
    }

    /// <summary>The text of a scalar as data. A tag that it does not fit is a fault.</summary>
    public static object? Resolve(ScalarNode scalar, string? tag, YamlCursor cursor)
    {
        var text = (string?)scalar.Value;
        if (tag is null)
            return scalar.Style == ScalarStyle.Plain && text is not null ? ScalarResolver.Resolve(text) : text;
        var value = text is null ? null : ScalarResolver.Resolve(text);
        return (tag, value) switch
        {
            ("!", _) => text,
            (Core + "str", _) => text ?? "",
            (Core + "null", null) => null,
            (Core + "bool", bool) => value,
            (Core + "int", int or long) => value,
            (Core + "float", double) => value,
            (Core + "float", int number) => (double)number,
            (Core + "float", long number) => (double)number,
            _ => throw Unsupported(tag, scalar.Start, cursor),
        };
    }

    /// <summary>A map or list may say that it is one.</summary>
    public static void Check(CollectionNode collection, string? tag, YamlCursor cursor)
    {
        if (tag is not (null or "!") && tag != Core + (collection.IsMap ? "map" : "seq"))
            throw Unsupported(tag, collection.Start, cursor);
    }

    private static FrontmatterFault Unsupported(string tag, int start, YamlCursor cursor) =>
        cursor.Fault(start, "unsupported-tag", $"The tag {tag} is not one of YAML's core schema, or does not fit its value.");
}
