using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using AiSdlc.Board;
using AiSdlc.Platform;

namespace AiSdlc.Claims;

/// <summary>The copies of a board's stories in all worktrees of its repository. They are looked up when they are asked for.</summary>
internal sealed class BoardCopies(StoryBoard board, BoardRepository? repository, CancellationToken cancel)
{
    private readonly Lazy<List<string>> _boards = new(() => [.. (repository?.Boards(cancel) ?? []).Concat(board.Copies()).Where(Directory.Exists).Select(FileSystem.Current.RealPath).Distinct()]);

    /// <summary>All copies of a story, and of others that have its id.</summary>
    public IEnumerable<string> Of(string id) => Places(id).Where(File.Exists);

    /// <summary>The copy that says that the story is done; null when none does.</summary>
    /// <param name="id">The story's id.</param>
    /// <param name="own">The story as this board has it; null when it does not.</param>
    public string? DoneAt(string id, Story? own) => Places(id).FirstOrDefault(copy =>
        copy != own?.Path && File.Exists(copy) && StoryIdentity.TryRead(copy) is { Status: "done" } found && (own is null || StoryIdentity.IsSame(own, found)));

    /// <summary>All folders of stories.</summary>
    public IEnumerable<string> StoryFolders() =>
        _boards.Value.Select(folder => Path.Combine(folder, "stories")).Where(Directory.Exists).SelectMany(Directory.EnumerateDirectories);

    private IEnumerable<string> Places(string id) => StoryId.IsPlain(id) ? _boards.Value.Select(folder => Path.Combine(folder, "stories", id, "story.md")) : [];
}
