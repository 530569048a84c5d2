using System;
using System.Collections.Generic;
using System.Text;
using AiSdlc.Stories;

namespace AiSdlc.Board;

/// <summary>
/// The files beside a story that its phases write (SECTION_FILES, writeSectionContent and formatIterationHeader in
/// src/core/story/io.ts of the Node tool, which writes them in place and without a lock).
/// </summary>
internal static class SectionFile
{
    /// <summary>Name of a section's file, such as <c>plan_review.md</c>.</summary>
    public static string NameOf(string section) => section + ".md";

    /// <summary>A file that holds the content alone, under its dated header.</summary>
    public static byte[] Fresh(string content) => Encoding.UTF8.GetBytes($"---\n*Generated: {StoryEdit.Today()}*\n\n{content}");

    /// <summary>The content after what is there, under a header of its own; a fresh file where nothing is.</summary>
    /// <param name="old">The file as it is; null where there is none.</param>
    /// <param name="content">Markdown.</param>
    /// <param name="iteration">Number for the header, from 1.</param>
    /// <param name="isRework">Rework after a review, and not one more iteration.</param>
    public static byte[] Appended(IEnumerable<byte>? old, string content, int iteration, bool isRework)
    {
        if (old is null)
        {
            return Fresh(content);
        }

        var header = iteration == 1 && !isRework
            ? $"---\n*Generated: {StoryEdit.Today()}*\n\n"
            : FormattableString.Invariant($"\n\n---\n\n## {(isRework ? "Rework" : "Iteration")} {iteration}\n*Generated: {StoryEdit.Today()}*\n\n");
        return [.. old, .. Encoding.UTF8.GetBytes(header + content)];
    }
}
