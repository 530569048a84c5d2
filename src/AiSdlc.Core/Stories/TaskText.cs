using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using AiSdlc.Errors;

namespace AiSdlc.Stories;

/// <summary>A task of a body, such as <c>- [ ] Write tests</c>.</summary>
/// <param name="Text">What is to be done.</param>
/// <param name="IsDone">It is ticked.</param>
/// <param name="Mark">Where the character between the brackets stands in the body.</param>
internal sealed record BodyTask(string Text, bool IsDone, int Mark);

/// <summary>Finds and ticks the tasks of a body.</summary>
internal static class TaskText
{
    // GitHub Flavored Markdown 0.29, section 5.3; in a quotation too. Before the brackets a character is a byte.
    private static readonly Regex Pattern = new(@"^[ \t>]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]+\[([ xX])\][ \t]+(.*)$", RegexOptions.CultureInvariant);

    /// <summary>The tasks of a body, or of one of its sections.</summary>
    /// <exception cref="ContentFault">There is no such section.</exception>
    public static List<BodyTask> Of(ArraySegment<byte> body, string? heading)
    {
        var section = heading is null ? null : SectionText.Find(body, heading);
        return [.. from line in new MarkdownLines(body).Read()
                   where section is null || (line.Start >= section.Start && line.Start < section.End)
                   let task = Pattern.Match(line.Text)
                   where task.Success
                   select new BodyTask(task.Groups[2].Value, task.Groups[1].Value != " ", line.Start + task.Groups[1].Index)];
    }

    /// <summary>The edit that ticks tasks. One that is ticked already stays so.</summary>
    /// <param name="wanted">Texts, each of which has to match a task, and how they match.</param>
    /// <param name="matches">Whether a wanted text matches that of a task.</param>
    /// <param name="heading">The section they are in; null for any.</param>
    public static BodyEdit Tick(IReadOnlyList<string> wanted, Func<string, string, bool> matches, string? heading) =>
        new($"[x] {string.Join("; [x] ", wanted)}", body =>
        {
            var tasks = Of(body, heading);
            var ticked = body.ToArray();
            foreach (var text in wanted)
            {
                var found = tasks.FindAll(task => string.Equals(task.Text, text.Trim(), StringComparison.OrdinalIgnoreCase));
                found = found.Count > 0 ? found : tasks.FindAll(task => matches(text, task.Text));
                if (found.Count == 0)
                {
                    throw new ContentFault($"there is no task '{text}'; {Open(tasks)}");
                }

                found.FindAll(task => !task.IsDone).ForEach(task => ticked[task.Mark] = (byte)'x');
            }

            return ticked;
        });

    private static string Open(List<BodyTask> tasks) => tasks.Exists(task => !task.IsDone)
        ? $"open are {string.Join(", ", tasks.Where(task => !task.IsDone).Select(task => $"'{task.Text}'"))}."
        : "none is open.";
}
