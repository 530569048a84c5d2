using System;
using System.Text;
using AiSdlc.Errors;
using AiSdlc.Locking;
using AiSdlc.Paths;
using AiSdlc.Platform;
using AiSdlc.Storage;
using AiSdlc.Stories;

namespace AiSdlc.Board;

/// <summary>
/// The files beside a story that its phases write (SECTION_FILES, writeSectionContent and formatIterationHeader in
/// src/core/story/io.ts of the Node tool, which writes them in place and without a lock).
/// </summary>
internal static class SectionFile
{
    /// <summary>The output of a phase: its file, or the section of the story that held it before there were files (readSectionContent there).</summary>
    /// <exception cref="StoryException">There is neither, or it cannot be read.</exception>
    public static string Read(string story, string section, LockRequest request)
    {
        var paths = StoryPaths.Resolve(story);
        try
        {
            var file = paths.Beside(NameOf(section));
            return FileSystem.Current.Stat(file) is null
                ? StoryStore.Shared.Read(story, request, isWhole: true).Section(HeadingOf(section))
                : Encoding.UTF8.GetString(FileSnapshot.Read(file).Bytes);
        }
        catch (StoryContentNotFoundException)
        {
            throw new StoryContentNotFoundException(paths.Story, $"there is no {NameOf(section)}, and no section '{HeadingOf(section)}'.");
        }
        catch (NativeException error)
        {
            throw ErrorMapper.From(error, paths.Story);
        }
    }

    private static string HeadingOf(string section) => section switch
    {
        "research" => "Research",
        "plan" => "Implementation Plan",
        "plan_review" => "Plan Review",
        _ => "Review Notes",
    };

    /// <summary>Name of a section's file, such as <c>plan_review.md</c>.</summary>
    public static string NameOf(string section) => section + ".md";

    /// <summary>A file that holds the content alone, under its dated header.</summary>
    public static byte[] Fresh(string content) => Encoding.UTF8.GetBytes($"---\n*Generated: {StoryEdit.Today()}*\n\n{content}");

    /// <summary>The content after what is there, with its line breaks, under a header of its own; a fresh file where nothing is.</summary>
    /// <param name="old">The file as it is; null where there is none.</param>
    /// <param name="content">Markdown.</param>
    /// <param name="iteration">Number for the header, from 1.</param>
    /// <param name="isRework">Rework after a review, and not one more iteration.</param>
    public static byte[] Appended(byte[]? old, string content, int iteration, bool isRework)
    {
        if (old is null)
        {
            return Fresh(content);
        }

        var header = iteration == 1 && !isRework
            ? $"---\n*Generated: {StoryEdit.Today()}*\n\n"
            : FormattableString.Invariant($"\n\n---\n\n## {(isRework ? "Rework" : "Iteration")} {iteration}\n*Generated: {StoryEdit.Today()}*\n\n");
        var added = (header + content).Replace("\r\n", "\n").Replace("\n", SectionText.NewLineOf(new ArraySegment<byte>(old)));
        return [.. old, .. Encoding.UTF8.GetBytes(added)];
    }
}
