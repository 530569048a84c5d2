using System.Collections.Generic;
using System.Linq;
using AiSdlc.Board;
using AiSdlc.Locking;

namespace AiSdlc.Claims;

/// <summary>What is wrong with a board beside its other worktrees, branches and claims.</summary>
internal static class SharedBoardChecks
{
    /// <summary>All of it; a finding that says so where git fails.</summary>
    public static IEnumerable<StoryFinding> Of(StoryBoard board, LockRequest request)
    {
        var stories = board.Stories(allCopies: false).Select(StoryIdentity.TryRead).OfType<Story>().ToList();
        try
        {
            var repository = BoardRepository.Find(board, request.Cancel);
            var copies = new BoardCopies(board, repository, request.Cancel);
            var claims = new ClaimPlace(Offline: true).Of(board, repository, request).All(note: false).Values; // what is wrong at a remote is seen by whoever works with it
            return
            [
                .. IdChecks.Of(stories, copies, repository, request.Cancel),
                .. DependencyChecks.Of(stories, id => copies.Of(id).Any()),
                .. ClaimChecks.Of(board.Folder, stories, claims),
            ];
        }
        catch (GitException exception) when (exception.Code is "ENOGIT")
        {
            return DependencyChecks.Of(stories, _ => false);
        }
        catch (GitException exception)
        {
            return [new(StoryFindingSeverity.Warning, "git-failed", board.Folder, $"other worktrees, branches and claims are not known: {exception.Message}")];
        }
    }
}
