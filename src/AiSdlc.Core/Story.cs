using System.Collections.Specialized;

namespace AiSdlc;

/// <summary>A story as it was read at one moment.</summary>
public sealed class Story
{
    internal const string ProviderPrefix = @"Microsoft.PowerShell.Core\FileSystem::";

    internal Story(string path, OrderedDictionary frontmatter, string version)
    {
        Path = path;
        Frontmatter = frontmatter;
        Version = version;
    }

    /// <summary>The <c>id</c> of its frontmatter, else the one its path stands for.</summary>
    public string Id => Frontmatter["id"] as string ?? StoryException.IdOf(Path);

    /// <summary>The story's file.</summary>
    public string Path { get; }

    /// <summary><see cref="Path"/> with its provider, so that the object pipes into any cmdlet that takes a path.</summary>
    public string PSPath => ProviderPrefix + Path;

    /// <summary>Keys and values, in the file's order; keys differ by case.</summary>
    public OrderedDictionary Frontmatter { get; }

    /// <summary>SHA-256 of the file's bytes, in hexadecimal: equal versions are equal files.</summary>
    public string Version { get; }

    /// <inheritdoc/>
    public override string ToString() => Id;
}
