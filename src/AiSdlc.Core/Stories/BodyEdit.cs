using System;

namespace AiSdlc.Stories;

/// <summary>A change of a story's body. Making it is pure, so it may be made again in a newer story.</summary>
/// <param name="Summary">What it does, in words.</param>
/// <param name="Apply">Makes the new body of the old one.</param>
internal sealed record BodyEdit(string Summary, Func<ArraySegment<byte>, byte[]> Apply)
{
    /// <summary>The new body; null where it is the old one.</summary>
    public byte[]? Change(ArraySegment<byte> body)
    {
        var changed = Apply(body);
        var isSame = changed.Length == body.Count;
        for (var i = 0; isSame && i < changed.Length; i++)
        {
            isSame = changed[i] == body.Array![body.Offset + i];
        }

        return isSame ? null : changed;
    }
}
