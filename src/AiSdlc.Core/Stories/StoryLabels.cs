using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace AiSdlc;

/// <summary>The labels of a story: a list that reads as its items where only text has room, as in a CSV file.</summary>
public sealed class StoryLabels : ReadOnlyCollection<string>
{
    internal StoryLabels(IList<string> labels)
        : base(labels)
    {
    }

    /// <summary>The labels, with commas between them.</summary>
    public override string ToString() => string.Join(", ", this);
}
