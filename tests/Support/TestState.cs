using System;
using System.IO;
using System.Runtime.CompilerServices;

namespace AiSdlc.Tests;

/// <summary>Gives every test run a state folder of its own: owner records of tests have no place in the user's.</summary>
internal static class TestState
{
    private static string Folder { get; } = Path.Combine(Path.GetTempPath(), "aisdlc-state-" + Guid.NewGuid().ToString("n")[..12]);

    [ModuleInitializer]
    internal static void Use()
    {
        Environment.SetEnvironmentVariable("AISDLC_STATE_DIR", Folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            if (Directory.Exists(Folder))
            {
                Directory.Delete(Folder, recursive: true);
            }
        };
    }
}
