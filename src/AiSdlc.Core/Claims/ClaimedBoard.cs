using System.Collections.Generic;
using AiSdlc.Board;
using AiSdlc.Locking;

namespace AiSdlc.Claims;

/// <summary>A board with its repository and claims, for one look or one piece of work.</summary>
internal sealed class ClaimedBoard
{
    private readonly BoardCopies _copies;

    /// <param name="board">The board.</param>
    /// <param name="place">Where its claims are decided.</param>
    /// <param name="request">For locks, and for ending what is under way.</param>
    public ClaimedBoard(StoryBoard board, ClaimPlace place, LockRequest request)
    {
        var repository = BoardRepository.Find(board, request.Cancel);
        Claims = place.Of(board, repository, request);
        _copies = new BoardCopies(board, repository, request.Cancel);
    }

    /// <summary>The claims.</summary>
    public StoryClaims Claims { get; }

    /// <summary>Stories of the board in the order of work, each with what is in its way.</summary>
    /// <param name="stories">All stories of the board.</param>
    /// <param name="note">Note for other processes since when claims stand still.</param>
    public IEnumerable<StoryReadiness> Queue(IReadOnlyCollection<Story> stories, bool note) => new ReadyQueue(stories, Claims.All(note), _copies).Judge();
}
