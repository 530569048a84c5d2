namespace AiSdlc.Stories;

/// <summary>Something to put at the end of a section of the body.</summary>
/// <param name="Heading">The section's heading, without <c>## </c>.</param>
/// <param name="Content">Markdown.</param>
internal sealed record SectionEntry(string Heading, string Content);
