using System.Collections.Generic;
using System.Text;

namespace AiSdlc.Frontmatter;

/// <summary>Replacements in a text, by offsets of the old text. At one offset, the ones added first come first.</summary>
internal sealed class TextEdits
{
    private readonly List<Edit> _edits = [];

    public void Insert(int at, string text) => Replace(at, at, text);

    public void Delete(int start, int end) => Replace(start, end, "");

    public void Replace(int start, int end, string text)
    {
        if (start < end || text.Length > 0)
            _edits.Add(new Edit(start, end, text, _edits.Count));
    }

    /// <summary>The new text, or null when two replacements overlap.</summary>
    public string? Apply(string text)
    {
        var result = new StringBuilder(text.Length + 256);
        var done = 0;
        _edits.Sort(InOrder);
        foreach (var (start, end, inserted, _) in _edits)
        {
            if (start < done)
                return null;
            result.Append(text, done, start - done).Append(inserted);
            done = end;
        }
        return result.Append(text, done, text.Length - done).ToString();
    }
    // An insertion goes before a deletion that starts where it stands.
    private static int InOrder(Edit one, Edit other)
    {
        var order = one.Start.CompareTo(other.Start);
        if (order == 0)
            order = (one.Start < one.End).CompareTo(other.Start < other.End);
        return order == 0 ? one.Number.CompareTo(other.Number) : order;
    }

    // A class, not a tuple: List<T> of a value type is compiled anew in each process, also where all else is compiled ahead of time.
    private sealed record Edit(int Start, int End, string Text, int Number);
}
