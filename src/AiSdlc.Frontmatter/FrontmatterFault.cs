using System;

namespace AiSdlc.Frontmatter;

/// <summary>The frontmatter can't be read, or the wanted edit can't be made exactly. The file is untouched.</summary>
internal sealed class FrontmatterFault : Exception
{
    /// <param name="rule">Stable kebab-case name of the broken rule.</param>
    /// <param name="line">1-based line in the file.</param>
    /// <param name="column">1-based column in UTF-16 units.</param>
    /// <param name="message">What is wrong, without the position.</param>
    /// <param name="inner">What the YAML parser threw, if it did.</param>
    public FrontmatterFault(string rule, int line, int column, string message, Exception? inner = null)
        : base(message, inner)
    {
        Rule = rule;
        Line = line;
        Column = column;
    }

    /// <summary>1-based line in the file (not in the block).</summary>
    public int Line { get; }

    /// <summary>1-based column in UTF-16 units.</summary>
    public int Column { get; }

    /// <summary>Stable kebab-case name of the broken rule, such as <c>duplicate-key</c>.</summary>
    public string Rule { get; }
}
