namespace AiSdlc;

internal static class PlaceholderPowerShell;
