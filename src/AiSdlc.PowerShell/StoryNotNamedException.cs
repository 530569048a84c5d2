using System.Management.Automation;

namespace AiSdlc.Commands;

/// <summary>An object that names no story.</summary>
internal sealed class StoryNotNamedException(object? value) : PSArgumentException(
    $"{(value is null ? "Nothing" : "An object of type " + VisibleText.Of(value.GetType().Name))} names no story: it has no PSPath, Path or Id. "
    + "Pipe stories, files, ids or rows with such a column; or name a story with -Id or -Path.")
{
    /// <summary>The object.</summary>
    public object? Value { get; } = value;
}
