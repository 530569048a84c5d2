#if NET
using System.IO;
using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace AiSdlc.Commands;

/// <summary>
/// Loads the frontmatter editor, and the YamlDotNet it is built with, into a load context of the module's own: other modules
/// bring other versions of YamlDotNet (powershell-yaml issues 109 and 193). Public types stay in the default context, where
/// scripts can name them.
/// </summary>
public sealed class DependencyContext : IModuleAssemblyInitializer
{
    private const string Editor = "AiSdlc.Frontmatter";
    private static readonly PrivateContext Private = new();

    /// <summary>Called by PowerShell on every import. The handler stays when the module goes: another runspace may need it.</summary>
    public void OnImport()
    {
        AssemblyLoadContext.Default.Resolving -= Resolve;
        AssemblyLoadContext.Default.Resolving += Resolve;
    }

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) => name.Name == Editor ? Private.Find(name) : null;

    private sealed class PrivateContext() : AssemblyLoadContext("AiSdlc.PowerShell")
    {
        private static readonly string Folder =
            Path.Combine(Path.GetDirectoryName(typeof(DependencyContext).Assembly.Location)!, "dependencies");

        public Assembly? Find(AssemblyName name)
        {
            var file = Path.Combine(Folder, name.Name + ".dll");
            return File.Exists(file) ? LoadFromAssemblyPath(file) : null;
        }

        // Asked before the default context, which may hold another version of the same name.
        protected override Assembly? Load(AssemblyName assemblyName) => Find(assemblyName);
    }
}
#endif
