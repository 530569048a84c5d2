using System.Globalization;

namespace AiSdlc;

/// <summary>How bad a finding is.</summary>
public enum StoryFindingSeverity
{
    /// <summary>It works, but somebody will be surprised.</summary>
    Warning,

    /// <summary>A tool that uses the board will fail on it, or destroy something.</summary>
    Error,
}

/// <summary>One thing that is wrong with a board.</summary>
public sealed class StoryFinding
{
    internal StoryFinding(StoryFindingSeverity severity, string rule, string path, string message, int line = 1, int column = 1)
    {
        Severity = severity;
        Rule = rule;
        Path = path;
        Message = VisibleText.Of(message);
        Line = line;
        Column = column;
    }

    /// <summary>How bad it is.</summary>
    public StoryFindingSeverity Severity { get; }

    /// <summary>Stable name of the rule, such as <c>duplicate-id</c>.</summary>
    public string Rule { get; }

    /// <summary>Id of the story, by its folder.</summary>
    public string StoryId => StoryException.IdOf(Path);

    /// <summary>What is wrong, and what to do.</summary>
    public string Message { get; }

    /// <summary>The file, or the folder without one.</summary>
    public string Path { get; }

    /// <summary>Line in the file, from 1.</summary>
    public int Line { get; }

    /// <summary>Column in that line, in UTF-16 units from 1.</summary>
    public int Column { get; }

    /// <inheritdoc/>
    public override string ToString() => VisibleText.Of(string.Format(
        CultureInfo.InvariantCulture, "{0}({1},{2}): {3} {4}: {5}", Path, Line, Column, Severity == StoryFindingSeverity.Error ? "error" : "warning", Rule, Message));
}
