namespace AiSdlc.Frontmatter;

/// <summary>A place in the text of a block, and in its line.</summary>
internal sealed class YamlCursor(string text)
{
    public string Text { get; } = text;

    public int At { get; set; }

    /// <summary>Where the line starts. Two places are on one line if this is the same.</summary>
    public int LineStart { get; private set; }

    /// <summary>Spaces that the line starts with; a tab is none of them.</summary>
    public int Indent { get; private set; }

    public int Column => At - LineStart;

    public bool IsAtEnd => At >= Text.Length;

    /// <summary>The character here; NUL, which no block holds, at the end.</summary>
    public char Here => At < Text.Length ? Text[At] : '\0';

    public char Next => At + 1 < Text.Length ? Text[At + 1] : '\0';

    public static bool IsSpace(char c) => c is ' ' or '\t';

    public static bool IsBreak(char c) => c is '\n' or '\r';

    public static bool IsSpaceOrEnd(char c) => c is ' ' or '\t' or '\n' or '\r' or '\0';

    public static bool IsBracketOrComma(char c) => c is ',' or '[' or ']' or '{' or '}';

    /// <summary>Whether an indicator (dash, question mark, colon) stands here on its own.</summary>
    public bool IsIndicator(char indicator) => Here == indicator && IsSpaceOrEnd(Next);

    /// <summary>Goes over spaces, tabs, line breaks and comments; returns how many line breaks those were.</summary>
    public int SkipSpace(bool comments = true)
    {
        var breaks = 0;
        while (true)
        {
            SkipSpaceInLine();
            if (comments && Here == '#' && (At == 0 || IsSpaceOrEnd(Text[At - 1])))
                At = Lines.Break(Text, At);
            if (!IsBreak(Here))
                return breaks;
            SkipBreak();
            SkipIndent(int.MaxValue);
            breaks++;
        }
    }

    public void SkipSpaceInLine()
    {
        while (IsSpace(Here))
            At++;
    }

    /// <summary>Goes over a line break, to the start of the next line.</summary>
    public void SkipBreak()
    {
        At = Lines.Next(Text, At);
        LineStart = At;
        Indent = 0;
    }

    /// <summary>Goes over spaces at the start of a line, so many at most.</summary>
    public void SkipIndent(int most)
    {
        while (Here == ' ' && Indent < most)
        {
            At++;
            Indent++;
        }
    }

    /// <summary>Takes back what was gone over since.</summary>
    public void Return((int At, int LineStart, int Indent) place) => (At, LineStart, Indent) = place;

    public (int At, int LineStart, int Indent) Place => (At, LineStart, Indent);

    /// <summary>Whether the line is <c>...</c>, the end of a document.</summary>
    public bool IsDocumentEnd => At == LineStart && string.CompareOrdinal(Text, At, "...", 0, 3) == 0
        && (At + 3 >= Text.Length || IsSpaceOrEnd(Text[At + 3]));

    public FrontmatterFault Fault(int offset, string rule, string message) => BlockText.Fault(Text, offset, rule, message);

    public FrontmatterFault Fault(string message) => Fault(At, "yaml-syntax", message);
}
