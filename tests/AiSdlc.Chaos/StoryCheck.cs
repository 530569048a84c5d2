using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace AiSdlc.Chaos;

/// <summary>Reads a story with code that is none of the product's, and says whether it is whole.</summary>
internal sealed partial class StoryCheck
{
    private const string End = "the last line\n";

    // Some kilobytes of body: a file that is written in place is then half written for long enough to be seen.
    private static readonly string Body = string.Concat(Enumerable.Range(0, 400).Select(line => $"Line {line} of the body.\n")) + End;

    private StoryCheck(IReadOnlyList<string> tokens, int count) => (Tokens, Count) = (tokens, count);

    /// <summary>A story before anybody has changed it.</summary>
    public static string Empty { get; } = $"---\nid: S-0001\ntitle: Chaos\ncount: 0\nlog:\n  - start\n---\n{Body}";

    /// <summary>What was appended, in the file's order.</summary>
    public IReadOnlyList<string> Tokens { get; }

    /// <summary>What was counted.</summary>
    public int Count { get; }

    /// <summary>Reads a text; null when it is not the whole of any version: cut off, mixed, or with a list that is not the number's.</summary>
    public static StoryCheck? Whole(string text) =>
        Parse(text) is { } story && story.Count == story.Tokens.Count ? story : null;

    /// <summary>The same for texts of those who lose updates: list and number may differ.</summary>
    public static StoryCheck? Parse(string text)
    {
        var match = Shape().Match(text);
        return match.Success && match.Groups["body"].Value.TrimStart('\n') == Body
            ? new(
                [.. match.Groups["token"].Captures.Select(token => token.Value)],
                int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture))
            : null;
    }

    [GeneratedRegex(@"\A---\nid: S-0001\ntitle: Chaos\ncount: (?<count>\d+)\nlog:\n  - start\n(  - (?<token>\S+)\n)*---\n(?<body>.*)\z", RegexOptions.Singleline)]
    private static partial Regex Shape();
}
