namespace AiSdlc;

internal static class PlaceholderCore;
