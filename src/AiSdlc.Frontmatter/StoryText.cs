using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.IO;
using System.Linq;
using System.Text;

namespace AiSdlc.Frontmatter;

/// <summary>One story file split into head (before the block), block and body. Immutable.</summary>
internal sealed class StoryText
{
    private readonly byte[] _file;
    private readonly byte[] _head;
    private readonly byte[]? _block; // null where nothing was edited: then the file is the text
    private readonly byte[] _closing;
    private readonly int _bodyStart;
    private readonly string _text;
    private readonly CollectionNode? _root;

    private StoryText(byte[] file, int bodyStart, byte[] head, string text, byte[] closing, bool isEdited)
    {
        (_file, _bodyStart, _head, _text, _closing) = (file, bodyStart, head, text, closing);
        _block = isEdited ? BlockText.Encode(text) : null;
        var readable = ReadableText(text);
        _root = SimpleYamlReader.Read(readable) ?? YamlReader.Read(readable);
        LineSeparators.Check(readable, _root);
    }

    private StoryText(StoryText other, byte[] body, byte[] closing)
    {
        (_file, _bodyStart, _head, _text, _closing) = (body, 0, other._head, other._text, closing);
        (_block, _root) = (other._block ?? BlockText.Encode(_text), other._root);
    }

    /// <summary>False where the file has no frontmatter.</summary>
    public bool HasBlock => _closing.Length > 0;

    /// <summary>The body's first line starts with <c>---</c>: the Node tool's next write takes it for frontmatter and destroys it.</summary>
    public bool BodyStartsWithFence => Fence.IsFence(_file, _bodyStart);

    /// <summary>The text between the fences.</summary>
    internal string Block => _text;

    /// <summary>What the block is made of; null for an empty one.</summary>
    internal CollectionNode? Root => _root;

    /// <summary>Whether the lines of dashes are the same, and what stands before them.</summary>
    internal bool HasFrameOf(StoryText other) => _head.SequenceEqual(other._head) && _closing.SequenceEqual(other._closing);

    /// <summary>Byte offset of the body in the file.</summary>
    public int BodyOffset => _block == null ? _bodyStart : _head.Length + _block.Length + _closing.Length;

    /// <summary>Line of the file where the body starts, from 1.</summary>
    public int BodyLine => HasBlock ? 3 + _text.Count(c => c == '\n') : 1;

    /// <summary>The bytes below the frontmatter. They are not to be changed.</summary>
    public ArraySegment<byte> Body => new(_file, _bodyStart, _file.Length - _bodyStart);

    /// <summary>Bytes of the whole file.</summary>
    public long Length => (long)BodyOffset + _file.Length - _bodyStart;

    /// <summary>
    /// Splits and checks a whole file. The array is kept, not copied: it must not change. Throws
    /// <see cref="FrontmatterFault"/>, and nothing else, on anything hostile or malformed.
    /// </summary>
    public static StoryText Parse(byte[] file)
    {
        var fence = Fence.Find(file);
        var text = BlockText.Decode(file, fence.BlockStart, fence.BlockEnd);
        ConflictMarkers.Check(text, line: 2);
        return new StoryText(file, fence.BodyStart, Slice(file, 0, fence.BlockStart), text, Slice(file, fence.BlockEnd, fence.BodyStart), isEdited: false);
    }

    /// <summary>The frontmatter as data: a fresh deep copy in the file's order, keys compared ordinally.</summary>
    public OrderedDictionary ReadData() => (OrderedDictionary)FrontmatterValue.Copy(Data)!;

    /// <summary>The same without the copy, as names and values in turn, for the last one who uses this text.</summary>
    public object?[] TakePairs() => _root is { } root && root.Entries.TrueForAll(entry => !entry.IsMerge)
        ? [.. root.Entries.SelectMany(entry => new[] { entry.Name, entry.Value.Data })]
        : [.. ((OrderedDictionary)Data).Cast<DictionaryEntry>().SelectMany(entry => new[] { entry.Key, entry.Value })];

    /// <summary>Line of the file where a conflict of git starts in the body; 0 where none does.</summary>
    public int ConflictLine()
    {
        var body = Encoding.UTF8.GetString(_file, _bodyStart, _file.Length - _bodyStart);
        var at = ConflictMarkers.Find(body);
        return at < 0 ? 0 : BodyLine + Lines.Number(body, at) - 1;
    }

    /// <summary>The value of a key, shared and not to be changed; null where there is none.</summary>
    public object? ValueOf(string key) => ((OrderedDictionary)Data)[key];

    /// <summary>The keys of <see cref="ReadData"/>.</summary>
    public IEnumerable<string> Keys => ((OrderedDictionary)Data).Keys.Cast<string>();

    /// <summary>Where the keys at the top of the block stand, in the file's order.</summary>
    public IEnumerable<KeyPlace> Places()
    {
        var (line, counted) = (2, 0); // the block starts below the opening fence
        foreach (var entry in _root?.Entries ?? [])
        {
            if (entry.Name is null)
                continue;
            for (; counted < entry.Value.Start; counted++)
                line += _text[counted] == '\n' ? 1 : 0;
            yield return new KeyPlace(entry.Name, line, Lines.Column(_text, entry.Value.Start) + 1, KeyPlace.IsDate(entry.Value), KeyPlace.IsFollowed(_text, entry.Value));
        }
    }

    /// <summary>
    /// Makes the frontmatter read as <paramref name="target"/>, and touches only the difference; returns this story where
    /// there is none. Throws <see cref="FrontmatterFault"/> when the edit can't be made exactly, and
    /// <see cref="UnsupportedValueFault"/> for a value that can't be written.
    /// </summary>
    public StoryText Rewrite(OrderedDictionary target)
    {
        var wanted = (OrderedDictionary)FrontmatterValue.From(target, "")!;
        if (FrontmatterValue.Same(Data, wanted))
            return this;
        // yaml 2 refuses a block scalar above a blank line or a comment that starts with a tab.
        foreach (var options in EditOptions.Ways(useBlockScalars: !Lines.HasLeadingTab(_text)))
        {
            if (Attempt(wanted, options) is { } edited)
                return edited;
        }
        throw NotExact();
    }

    /// <summary>The same frontmatter over another body. The array is kept, not copied: it must not change.</summary>
    public StoryText WithBody(byte[] body)
    {
        var closing = !HasBlock || _closing[_closing.Length - 1] == '\n' ? _closing : [.. _closing, .. Encoding.ASCII.GetBytes(NewLine)];
        return new StoryText(this, body, closing);
    }

    /// <summary>The same body below another block, which goes through the same gate as a file's.</summary>
    internal StoryText WithBlock(string text)
    {
        var bytes = BlockText.Encode("---\n" + text + "---");
        var fence = Fence.Find(bytes);
        if (fence.BlockEnd != bytes.Length - 3)
            throw NotExact();
        return new StoryText(_file, _bodyStart, _head, BlockText.Decode(bytes, fence.BlockStart, fence.BlockEnd), _closing, isEdited: true);
    }

    /// <summary>Writes the whole file.</summary>
    public void WriteTo(Stream destination)
    {
        if (_block == null)
        {
            destination.Write(_file, 0, _file.Length);
            return;
        }
        destination.Write(_head, 0, _head.Length);
        destination.Write(_block, 0, _block.Length);
        destination.Write(_closing, 0, _closing.Length);
        destination.Write(_file, _bodyStart, _file.Length - _bodyStart);
    }

    /// <summary>The whole file; where nothing was edited, the array that was parsed, which must not change.</summary>
    public byte[] ToBytes()
    {
        if (_block == null)
            return _file;
        using var file = new MemoryStream((int)Length);
        WriteTo(file);
        return file.GetBuffer();
    }

    internal static FrontmatterFault NotExact() =>
        new("edit-not-exact", 1, 1, "The edit can't be made without changing something else; edit this file by hand.");

    private object Data => _root?.Data ?? NodeData.NewMap();

    private StoryText? Attempt(OrderedDictionary wanted, EditOptions options)
    {
        var story = HasBlock ? this : WithEmptyBlock();
        var text = new Rewriter(_text, BlockStyle.Detect(_text, _root, story.NewLine), options).Rewrite(_root, wanted);
        try
        {
            var edited = text == null ? null : story.WithBlock(text + options.End);
            return edited != null && FrontmatterValue.Same(edited.Data, wanted) ? edited : null;
        }
        catch (FrontmatterFault fault) when (fault.Rule is not ("block-too-large" or "too-deep"))
        {
            return null;
        }
    }

    private StoryText WithEmptyBlock()
    {
        if (BodyStartsWithFence)
            throw new FrontmatterFault("body-starts-with-fence", 1, 1, "The file starts with dashes that are no frontmatter; a block above them would be lost.");
        MisplacedBlock.Check(_file, _bodyStart);
        var feed = Array.IndexOf(_file, (byte)'\n', _bodyStart);
        var fence = Encoding.ASCII.GetBytes(feed > _bodyStart && _file[feed - 1] == '\r' ? "---\r\n" : "---\n");
        return new StoryText(_file, _bodyStart, [.. Slice(_file, 0, _bodyStart), .. fence], "", fence, isEdited: true);
    }

    private string NewLine => _head.Length > 1 && _head[_head.Length - 2] == '\r' ? "\r\n" : "\n";

    // gray-matter cuts the line feed before the closing fence off, and js-yaml adds one only where none is left. It shows
    // in a "|+" scalar at the end alone.
    private static string ReadableText(string text) =>
        text.EndsWith("\n\n", StringComparison.Ordinal) ? text.Substring(0, text.Length - 1) : text;

    private static byte[] Slice(byte[] bytes, int start, int end)
    {
        var slice = new byte[end - start];
        Array.Copy(bytes, start, slice, 0, slice.Length);
        return slice;
    }
}
