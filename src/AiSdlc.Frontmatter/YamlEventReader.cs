using System;
using System.IO;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AiSdlc.Frontmatter;

/// <summary>The parser's events of one block, one at a time; what the parser throws becomes a located fault.</summary>
internal sealed class YamlEventReader
{
    private readonly string _text;
    private readonly Parser _parser;
    private ParsingEvent? _next;

    public YamlEventReader(string text)
    {
        _text = text;
        Scanner = new RecordingScanner(text);
        _parser = new Parser(Scanner);
    }

    public RecordingScanner Scanner { get; }

    public ParsingEvent Peek() => _next ??= Advance();

    public ParsingEvent Next()
    {
        var next = Peek();
        _next = null;
        return next;
    }

    public T Take<T>() where T : ParsingEvent =>
        Next() is T taken ? taken : throw Fault(Position, "yaml-syntax", "The YAML ends early.");

    public FrontmatterFault Fault(long offset, string rule, string message, Exception? inner = null) =>
        BlockText.Fault(_text, (int)Math.Min(Math.Max(offset, 0), _text.Length), rule, message, inner);

    private long Position => Scanner.CurrentPosition.Index;

    private ParsingEvent Advance()
    {
        try
        {
            return _parser.MoveNext() ? _parser.Current! : throw Fault(Position, "yaml-syntax", "The YAML ends early.");
        }
        catch (YamlException fault)
        {
            throw Fault(fault.Start.Index, "yaml-syntax", fault.Message, fault);
        }
        // The parser is fed hostile text: whatever it trips over is a fault of that text.
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or IndexOutOfRangeException
            or FormatException or OverflowException or NullReferenceException or InvalidCastException or IOException)
        {
            throw Fault(Position, "yaml-syntax", "The YAML parser failed here.", fault);
        }
    }
}
