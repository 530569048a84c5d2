using System.Collections.Generic;

namespace AiSdlc.Frontmatter;

/// <summary>How an edit is written. Each edit is tried in the first way that reads back as what was wanted, to the letter.</summary>
internal sealed record EditOptions
{
    /// <summary>Text of several lines may become a literal block.</summary>
    public bool UseBlockScalars { get; init; } = true;

    /// <summary>Comments below a scalar that goes stay.</summary>
    public bool KeepComments { get; init; } = true;

    /// <summary>A bare dash before the change becomes <c>- null</c>.</summary>
    public bool WriteNulls { get; init; }

    /// <summary>What the block ends with.</summary>
    public string End { get; init; } = "";

    /// <summary>The ways, the usual one first.</summary>
    /// <param name="useBlockScalars">False where the file has lines that a block scalar could not stand above.</param>
    public static IEnumerable<EditOptions> Ways(bool useBlockScalars)
    {
        var usual = new EditOptions { UseBlockScalars = useBlockScalars };
        yield return usual;
        // js-yaml reads what follows an empty last item of an inner list as one more item of it.
        yield return usual with { WriteNulls = true };
        // A comment indented like the text of a block scalar above it would become part of that.
        var careful = usual with { WriteNulls = true, UseBlockScalars = false };
        yield return careful;
        yield return careful with { KeepComments = false };
        // A "|+" scalar that is now the last value needs the line break that readers of frontmatter cut off.
        yield return usual with { End = "\n" };
        yield return careful with { KeepComments = false, End = "\n" };
    }
}
