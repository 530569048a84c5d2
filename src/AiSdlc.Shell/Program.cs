namespace AiSdlc.Shell;

internal static class Program
{
    private static void Main()
    {
    }
}
