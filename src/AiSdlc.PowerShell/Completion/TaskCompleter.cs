using System.Collections;
using System.Collections.Generic;
using AiSdlc.Board;

namespace AiSdlc.Commands;

/// <summary>The open tasks of the stories that are named by id, or of all when none is.</summary>
internal sealed class TaskCompleter : BoardCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Words(StoryBoard board, IDictionary bound) => OfNamed(board, bound, read => read.OpenTasks());
}
