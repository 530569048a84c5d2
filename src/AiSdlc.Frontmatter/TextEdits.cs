using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace AiSdlc.Frontmatter;

/// <summary>Replacements in a text, by offsets of the old text. At one offset, the ones added first come first.</summary>
internal sealed class TextEdits
{
    private readonly List<(int Start, int End, string Text)> _edits = [];

    public void Insert(int at, string text) => Replace(at, at, text);

    public void Delete(int start, int end) => Replace(start, end, "");

    public void Replace(int start, int end, string text)
    {
        if (start < end || text.Length > 0)
            _edits.Add((start, end, text));
    }

    /// <summary>The new text, or null when two replacements overlap.</summary>
    public string? Apply(string text)
    {
        var result = new StringBuilder(text.Length + 256);
        var done = 0;
        // OrderBy is stable; an insertion goes before a deletion that starts where it stands.
        foreach (var (start, end, inserted) in _edits.OrderBy(edit => edit.Start).ThenBy(edit => edit.Start < edit.End))
        {
            if (start < done)
                return null;
            result.Append(text, done, start - done).Append(inserted);
            done = end;
        }
        return result.Append(text, done, text.Length - done).ToString();
    }
}
