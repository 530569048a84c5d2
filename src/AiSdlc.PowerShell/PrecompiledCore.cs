using System.IO;
using System.Management.Automation;
using System.Reflection;
using System.Runtime.InteropServices;

namespace AiSdlc.Commands;

/// <summary>
/// Loads the core and the editor when the module is imported: the builds that are compiled for this platform, where the package has them
/// (tools/Precompile.csproj), else those beside the cmdlets. In a new process, compiling them takes half of the first update; and a script
/// may name their types, as in <c>catch [AiSdlc.StoryLockedException]</c>, before a cmdlet has run.
/// </summary>
public sealed class PrecompiledCore : IModuleAssemblyInitializer
{
    /// <summary>Called by PowerShell on every import.</summary>
    public void OnImport()
    {
        var beside = Path.GetDirectoryName(typeof(PrecompiledCore).Assembly.Location)!;
        var compiled = Path.Combine(beside, Platform());
        foreach (var name in new[] { "AiSdlc.Frontmatter.dll", "AiSdlc.Core.dll" })
        {
            var file = Path.Combine(compiled, name);
            Assembly.LoadFrom(File.Exists(file) ? file : Path.Combine(beside, name));
        }
    }

    private static string Platform()
    {
        var system = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "win" : RuntimeInformation.IsOSPlatform(OSPlatform.Linux) ? "linux" : "other";
        return RuntimeInformation.ProcessArchitecture == Architecture.X64 ? system + "-x64" : "other";
    }
}
