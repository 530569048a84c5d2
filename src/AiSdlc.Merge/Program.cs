using System;
using System.Globalization;
using System.IO;
using System.Linq;
using AiSdlc.Frontmatter;
using AiSdlc.Frontmatter.Merging;

namespace AiSdlc.Merge;

/// <summary>
/// A merge driver (gitattributes(5), "Defining a custom merge driver"): <c>%O %A %B %P</c>. The result goes into <c>%A</c>; the exit code is 0
/// only where nothing is in doubt.
/// </summary>
internal static class Program
{
    private const int Conflict = 1;

    internal static int Main(string[] args)
    {
        if (args.Length != 4)
        {
            Console.Error.WriteLine("usage: AiSdlc.Merge BASE OURS THEIRS PATH");
            return Conflict;
        }

        var path = args[3];
        try
        {
            // Of a file that no ancestor has git gives an empty one.
            var (old, ours, theirs) = (File.ReadAllBytes(args[0]), File.ReadAllBytes(args[1]), File.ReadAllBytes(args[2]));
            if (old.Length == 0 && !SameStory.Is(ours, theirs))
            {
                Console.Error.WriteLine(Visible($"{path}: not merged: two stories, made on two branches with one id"));
                return Conflict;
            }

            var merged = StoryMerge.Of(old.Length == 0 ? null : old, ours, theirs);
            File.WriteAllBytes(args[1], merged.File);
            return merged.IsClean ? 0 : Conflict;
        }
        catch (Exception exception) when (exception is FrontmatterFault or IOException or UnauthorizedAccessException)
        {
            // Ours stays as it is, and the index has all three: no markers where no reader expects them.
            Console.Error.WriteLine(Visible($"{path}: not merged: {exception.Message}"));
            return Conflict;
        }
    }

    // A name or a key must not tell a terminal what to do.
    private static string Visible(string text) => string.Concat(text.Select(c => char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format ? '?' : c));
}
