using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace AiSdlc.Help;

/// <summary>The built module, imported into an engine.</summary>
internal sealed class BuiltModule : IDisposable
{
    private readonly string _manifest;
    private readonly PowerShell _shell = PowerShell.Create(InitialSessionState.CreateDefault2());

    public BuiltModule(string manifest) => _manifest = manifest;

    /// <summary>Its cmdlets, by name.</summary>
    public IEnumerable<CmdletInfo> Commands()
    {
        _shell.AddCommand("Import-Module").AddParameter("Name", _manifest).AddParameter("PassThru").AddParameter("ErrorAction", ActionPreference.Stop);
        var module = (PSModuleInfo)_shell.Invoke().Single().BaseObject;
        return module.ExportedCmdlets.Values.OrderBy(command => command.Name, StringComparer.Ordinal);
    }

    public void Dispose() => _shell.Dispose();
}
