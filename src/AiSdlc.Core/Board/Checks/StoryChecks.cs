using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using AiSdlc.Errors;
using AiSdlc.Frontmatter;
using AiSdlc.Locking;
using AiSdlc.Paths;
using AiSdlc.Platform;
using AiSdlc.Stories;

namespace AiSdlc.Board;

/// <summary>What can be wrong with one story. Reads; changes nothing.</summary>
internal static class StoryChecks
{
    private const string Conflict = "git could not merge this; resolve the conflict and remove its markers.";

    /// <summary>Everything that is wrong with a story and its lock.</summary>
    /// <param name="file">The story's file.</param>
    /// <param name="request">For reading it.</param>
    /// <param name="types">More types than the Node tool's.</param>
    /// <param name="id">The id it gives itself; null where it gives none.</param>
    public static IReadOnlyList<StoryFinding> Of(string file, LockRequest request, IReadOnlyList<string> types, out string? id)
    {
        var findings = new List<StoryFinding>();
        id = null;
        try
        {
            findings.AddRange(LockChecks.Of(StoryPaths.ResolveLock(file), request.Timing));
            var read = StoryStore.Shared.Read(file, request);
            var data = read.Text.ReadData();
            id = data["id"] as string;
            findings.AddRange(OfText(file, read.Text, data, types));
        }
        catch (FrontmatterException exception)
        {
            findings.Add(new(StoryFindingSeverity.Error, exception.Rule, file, exception.InnerException?.Message ?? exception.Message, exception.Line, exception.Column));
        }
        catch (StoryException exception)
        {
            findings.Add(new(StoryFindingSeverity.Error, "unreadable", file, exception.Message));
        }
        catch (Exception exception) when (NativeErrors.IsFrom(exception))
        {
            findings.Add(new(StoryFindingSeverity.Error, "unreadable", file, ErrorMapper.From(exception, "open", file, file).Message));
        }

        return findings;
    }

    private static List<StoryFinding> OfText(string file, StoryText text, OrderedDictionary data, IReadOnlyList<string> types)
    {
        var conflict = text.ConflictLine();
        if (!text.HasBlock)
        {
            return conflict > 0
                ? [new(StoryFindingSeverity.Error, "conflict-markers", file, Conflict, conflict)]
                : [new(StoryFindingSeverity.Error, "missing-frontmatter", file, "there is no frontmatter: the Node tool finds no id, title or status.")];
        }

        var findings = new List<StoryFinding>(FieldChecks.Of(file, data, [.. text.Places()], types));
        findings.AddRange(MergeChecks.Of(file, text));
        if (text.BodyStartsWithFence)
        {
            findings.Add(new(
                StoryFindingSeverity.Error, "body-starts-with-fence", file,
                "the body starts with '---': the Node tool's next write would take that for frontmatter and destroy it. Put a line of text before it.", text.BodyLine));
        }

        if (conflict > 0)
        {
            findings.Add(new(StoryFindingSeverity.Warning, "conflict-markers", file, Conflict, conflict));
        }

        return findings;
    }
}
