using System;
using System.IO;
using System.Linq;
using System.Text;

namespace AiSdlc.Commands.Page;

/// <summary>
/// Writes HTML. Whatever is given as text or as the value of an attribute is escaped, and made visible where a reader could not see it
/// (<see cref="VisibleText"/>); names of elements and attributes are the code's own. So no story can bring an element of its own.
/// </summary>
/// <example><c>using (html.In("p", ("class", "reason"))) { html.Text(reason); }</c></example>
internal sealed class HtmlWriter(TextWriter output)
{
    /// <summary>Begins a document.</summary>
    public void Doctype() => output.Write("<!DOCTYPE html>");

    /// <summary>Begins an element, on a line of its own, which ends when the result is disposed.</summary>
    public IDisposable In(string name, params (string Name, string? Value)[] attributes)
    {
        output.Write('\n');
        return Inline(name, attributes);
    }

    /// <summary>The same within a line.</summary>
    public IDisposable Inline(string name, params (string Name, string? Value)[] attributes)
    {
        Open(name, attributes);
        return new Closing(output, name);
    }

    /// <summary>An element of text, on a line of its own.</summary>
    public void Line(string name, string? text, params (string Name, string? Value)[] attributes)
    {
        output.Write('\n');
        Span(name, text, attributes);
    }

    /// <summary>The same within a line.</summary>
    public void Span(string name, string? text, params (string Name, string? Value)[] attributes)
    {
        using (Inline(name, attributes))
        {
            Text(text);
        }
    }

    /// <summary>An element that has no end tag, such as <c>meta</c>.</summary>
    public void Void(string name, params (string Name, string? Value)[] attributes)
    {
        output.Write('\n');
        Open(name, attributes);
    }

    /// <summary>Text.</summary>
    public void Text(string? text) => output.Write(Escaped(VisibleText.Of(text)));

    /// <summary>Text with its tabs.</summary>
    public void TextWithTabs(string line) => output.Write(string.Join("\t", line.Split('\t').Select(part => Escaped(VisibleText.Of(part)))));

    /// <summary>Goes to the next line.</summary>
    public void NewLine() => output.Write('\n');

    /// <summary>The page's own style. Nothing that a story says may come here.</summary>
    public void Style(string css)
    {
        output.Write("\n<style>\n");
        output.Write(css);
        output.Write("</style>");
    }

    private void Open(string name, (string Name, string? Value)[] attributes)
    {
        output.Write('<');
        output.Write(name);
        foreach (var (attribute, value) in attributes.Where(attribute => attribute.Value is not null))
        {
            output.Write($" {attribute}=\"{Escaped(VisibleText.Of(value))}\"");
        }

        output.Write('>');
    }

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            _ = c switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    private sealed class Closing(TextWriter output, string name) : IDisposable
    {
        public void Dispose() => output.Write($"</{name}>");
    }
}
