using System;
using System.Collections.Specialized;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using AiSdlc.Errors;
using AiSdlc.Frontmatter;
using AiSdlc.Locking;
using AiSdlc.Platform;
using AiSdlc.Stories;

namespace AiSdlc.Board;

/// <summary>
/// Creates stories as the Node tool does (createStory, src/core/story/create.ts), but so that no two callers get one id: whose
/// folder gets the name has it. There the next number is read, and the folder made or shared.
/// </summary>
internal static class StoryCreation
{
    private const int PriorityGap = 10;
    private const int LongestSlug = 50;
    private static readonly Regex NotSlug = new("[^a-z0-9]+", RegexOptions.CultureInvariant);

    /// <summary>Creates a story and returns it as it was read back.</summary>
    /// <param name="board">Where.</param>
    /// <param name="title">Title; the slug is made of it.</param>
    /// <param name="fields">More fields, which take precedence over the defaults.</param>
    /// <param name="content">Markdown; null for the template.</param>
    /// <param name="request">For reading the other stories and this one.</param>
    /// <param name="ids">Who else gives ids; null for nobody.</param>
    public static StoryRead Create(StoryBoard board, string title, OrderedDictionary fields, string? content, LockRequest request, IStoryIds? ids = null)
    {
        var folder = Path.Combine(board.Folder, "stories");
        var body = Encoding.UTF8.GetBytes(content ?? Template(title));
        if (!fields.Contains("priority"))
        {
            fields["priority"] = HighestPriority(board, request) + PriorityGap;
        }

        var story = folder;
        return Guarded(() => story, () =>
        {
            Directory.CreateDirectory(folder);
            folder = FileSystem.Current.RealPath(folder);
            NewStoryFolder.RemoveAbandoned(folder);
            for (var number = HighestNumber(folder, ids) + 1; ; number = Math.Max(number, HighestNumber(folder, ids)) + 1)
            {
                var id = $"S-{number:0000}";
                story = Path.Combine(folder, id, "story.md");
                var text = Text(id, title, fields, body); // refused, if at all, before anything is made
                if (ids?.TryReserve(id) != false && NewStoryFolder.TryCreate(folder, id, text) is { } made)
                {
                    return ReadBack(made, body, request);
                }
            }
        });
    }

    // A Node peer that got the same id does not see our folder and overwrites our story.
    private static StoryRead ReadBack(string story, byte[] body, LockRequest request)
    {
        var read = StoryStore.Shared.Read(story, request);
        return read.BodyIs(body) ? read : throw new StoryChangedException(story, 1);
    }

    private static StoryText Text(string id, string title, OrderedDictionary fields, byte[] body)
    {
        var frontmatter = new OrderedDictionary
        {
            ["id"] = id,
            ["title"] = title,
            ["slug"] = Slug(title) is { Length: > 0 } slug ? slug : id.ToLowerInvariant(), // where that tool writes none, and then reads the name of the file
            ["priority"] = fields["priority"],
            ["status"] = "backlog",
            ["type"] = "feature",
            ["created"] = StoryEdit.Today(),
            ["labels"] = Array.Empty<string>(),
            ["research_complete"] = false,
            ["plan_complete"] = false,
            ["implementation_complete"] = false,
            ["reviews_complete"] = false,
            ["content_type"] = "code",
        };
        foreach (var key in fields.Keys)
        {
            frontmatter[key] = fields[key];
        }

        return StoryText.Parse(body).Rewrite((OrderedDictionary)FrontmatterValue.From(frontmatter, string.Empty)!);
    }

    private static string Slug(string title)
    {
        var dashed = NotSlug.Replace(title.ToLowerInvariant(), "-").Trim('-');
        return dashed.Length > LongestSlug ? dashed.Substring(0, LongestSlug) : dashed;
    }

    private static string Template(string title) =>
        $"# {title}\n\n## Summary\n\n(Describe the feature, bug, or task here)\n\n## Acceptance Criteria\n\n- [ ] (Define acceptance criteria)\n";

    /// <summary>The id that a new story would get.</summary>
    internal static string NextId(StoryBoard board, IStoryIds? ids) => $"S-{HighestNumber(Path.Combine(board.Folder, "stories"), ids) + 1:0000}";

    private static int HighestNumber(string folder, IStoryIds? ids) =>
        Directory.EnumerateDirectories(folder).Select(path => StoryNumber.Of(Path.GetFileName(path))).Append(ids?.Highest() ?? 0).Max();

    // Stories that cannot be read have no say, as there.
    private static long HighestPriority(StoryBoard board, LockRequest request) => board.Stories(allCopies: false)
        .Select(story => PriorityOf(story, request))
        .DefaultIfEmpty(0)
        .Max();

    private static long PriorityOf(string story, LockRequest request)
    {
        try
        {
            return StoryStore.Shared.Read(story, request).Text.ReadData()["priority"] is int priority ? priority : 0;
        }
        catch (StoryException)
        {
            return 0;
        }
    }

    private static StoryRead Guarded(Func<string> story, Func<StoryRead> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (NativeErrors.IsFrom(exception))
        {
            throw ErrorMapper.From(NativeErrors.From(exception, "mkdir", story()), story(), "It was not created.");
        }
        catch (FrontmatterFault fault)
        {
            throw new FrontmatterException(story(), fault.Line, fault.Column, fault.Rule, fault.Message, fault);
        }
        catch (UnsupportedValueFault fault)
        {
            throw new UnsupportedValueException(story(), fault.Key, fault.ValueType, fault.Message, fault);
        }
    }
}
