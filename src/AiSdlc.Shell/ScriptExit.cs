using System.Management.Automation.Runspaces;
using System.Reflection;

namespace AiSdlc.Shell;

/// <summary>Makes <c>exit N</c> of a script file reach the host.</summary>
/// <remarks>
/// The engine takes an <c>exit</c> of a script file for the end of that file, unless told that the next script is the whole session.
/// <c>pwsh</c> tells it through a member that is not public. Nothing public does the same: $LASTEXITCODE afterwards may as well
/// be that of a native command, which does not count for -File.
/// </remarks>
internal static class ScriptExit
{
    public static void LeavesSession(Runspace runspace)
    {
        var context = Property(typeof(Runspace), "ExecutionContext").GetValue(runspace)!;
        Property(context.GetType(), "ScriptCommandProcessorShouldRethrowExit").SetValue(context, true);
    }

    private static PropertyInfo Property(System.Type type, string name) =>
        type.GetProperty(name, BindingFlags.Instance | BindingFlags.NonPublic)!;
}
