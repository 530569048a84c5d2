using System.Collections.Generic;
using AiSdlc.Board;

namespace AiSdlc.Commands;

/// <summary>A cmdlet that looks at locks: without arguments, at those that exist on the nearest board.</summary>
public abstract class LockCommand : NamedStoryCommand
{
    private protected override IEnumerable<string> StoriesOf(StoryBoard board) => board.LockedStories();
}
