using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace AiSdlc.Help;

/// <summary>The pages of a folder. What its README says about a parameter holds for every page that says nothing about it.</summary>
internal sealed class Pages(string folder)
{
    private readonly Page _shared = PageReader.Read(File.ReadAllText(Path.Combine(folder, "README.md")));

    /// <summary>The page of a cmdlet; null when there is none.</summary>
    public Page? Of(string command)
    {
        var file = Path.Combine(folder, command + ".md");
        if (!File.Exists(file))
        {
            return null;
        }

        var page = PageReader.Read(File.ReadAllText(file));
        var parameters = new Dictionary<string, IReadOnlyList<string>>(_shared.Parameters);
        page.Parameters.ToList().ForEach(own => parameters[own.Key] = own.Value);
        return page with { Parameters = parameters };
    }
}
