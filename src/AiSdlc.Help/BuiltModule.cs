using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace AiSdlc.Help;

/// <summary>The built module, imported into an engine; by its assembly, for in the path of a module PowerShell takes brackets for wildcards.</summary>
internal sealed class BuiltModule : IDisposable
{
    private readonly Assembly _assembly;
    private readonly PowerShell _shell = PowerShell.Create(InitialSessionState.CreateDefault2());

    public BuiltModule(string manifest) => _assembly = Assembly.LoadFrom(Path.Combine(Path.GetDirectoryName(manifest)!, "Core", "AiSdlc.PowerShell.dll"));

    /// <summary>Its cmdlets, by name.</summary>
    public IEnumerable<CmdletInfo> Commands()
    {
        _shell.AddCommand("Import-Module").AddParameter("Assembly", _assembly).AddParameter("PassThru").AddParameter("ErrorAction", ActionPreference.Stop);
        var module = (PSModuleInfo)_shell.Invoke().Single().BaseObject;
        return module.ExportedCmdlets.Values.OrderBy(command => command.Name, StringComparer.Ordinal);
    }

    public void Dispose() => _shell.Dispose();
}
