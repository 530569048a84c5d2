using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml.Linq;

namespace AiSdlc.Help;

/// <summary>
/// Makes a module's help of its pages: what is written by hand comes from docs/, what can be known comes from the built cmdlets.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments is not [var manifest, var docs, var target])
        {
            Console.Error.WriteLine("Usage: AiSdlc.Help MODULE.psd1 DOCS TARGET");
            return 2;
        }

        var module = Path.GetFileNameWithoutExtension(manifest);
        var pages = new Pages(Path.Combine(docs, "cmdlets"));
        using var engine = new BuiltModule(manifest);
        var help = Maml.Document(
            from command in engine.Commands()
            let page = pages.Of(command.Name)
            where page is not null
            select Maml.Command(command, page));

        Directory.CreateDirectory(target);
        Write(Path.Combine(target, module + ".dll-Help.xml"), help);
        foreach (var about in Directory.EnumerateFiles(docs, "about_*.md"))
        {
            File.WriteAllText(Path.Combine(target, Path.GetFileNameWithoutExtension(about) + ".help.txt"), AboutText.Of(File.ReadAllText(about)));
        }

        return 0;
    }

    private static void Write(string file, XElement help)
    {
        using var writer = System.Xml.XmlWriter.Create(
            file, new() { Indent = true, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), NewLineChars = "\n" });
        new XDocument(help).Save(writer);
    }
}
