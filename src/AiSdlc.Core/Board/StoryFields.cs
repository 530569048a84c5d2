using System;
using System.Collections.Specialized;
using System.Globalization;

namespace AiSdlc.Board;

/// <summary>Fields as the Node tool reads and writes them.</summary>
internal static class StoryFields
{
    /// <summary>Sets a key, unless there is nothing to say.</summary>
    internal static void SetIfKnown(OrderedDictionary data, string key, object? value)
    {
        if (value is not null)
        {
            data[key] = value;
        }
    }

    /// <summary>A moment as JavaScript's <c>toISOString</c> writes it.</summary>
    internal static string IsoNow() => DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>JavaScript's idea of true, for the flags of frontmatter.</summary>
    internal static bool IsTrue(OrderedDictionary data, string key) => IsTrue(data[key]);

    /// <summary>The same for a value.</summary>
    internal static bool IsTrue(object? value) => value is not (null or false or 0 or 0.0 or "");
}
