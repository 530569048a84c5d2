using System.Globalization;
using System.Text.RegularExpressions;

namespace AiSdlc.Board;

/// <summary>Who else gives ids to stories: other worktrees, branches and clones.</summary>
internal interface IStoryIds
{
    /// <summary>The highest number that is known to be taken; 0 for none.</summary>
    /// <exception cref="StoryException">It cannot be known.</exception>
    int Highest();

    /// <summary>Reserves an id for good; false when somebody else was first.</summary>
    /// <exception cref="StoryException">It cannot be known.</exception>
    bool TryReserve(string id);
}

/// <summary>The numbers in ids such as <c>S-0042</c>.</summary>
internal static class StoryNumber
{
    /// <summary>The number in an id; 0 for an id without one.</summary>
    public static int Of(string id) =>
        Regex.Match(id, @"^S-(\d{1,9})\z", RegexOptions.IgnoreCase) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
}
