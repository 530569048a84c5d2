namespace AiSdlc;

/// <summary>A file such as a page of a board was not written. What was there is as it was.</summary>
public sealed class StoryExportException : StoryException
{
    internal StoryExportException(string path, Platform.NativeException inner)
        : base("StoryExportFailed", inner.Code, path, $"'{path}' was not written: {inner.Call} failed with {inner.Code}.", inner)
    {
    }

    private StoryExportException(string path)
        : base("StoryExportExists", "EEXIST", path, $"'{path}' was not written: it exists.")
    {
    }

    internal static StoryExportException Exists(string path) => new(path);
}
