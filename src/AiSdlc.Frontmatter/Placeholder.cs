namespace AiSdlc;

internal static class PlaceholderFrontmatter;
