using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace AiSdlc.Commands;

/// <summary>Runs a script block that a cmdlet was given, and hands on what it emits as it comes.</summary>
internal static class ScriptBlockRunner
{
    // The overload of InvokeScript that takes a script block would write the block's errors past the cmdlet's error stream, to the host.
    private const string Block = """
        $_ = $args[1]
        if ($args[2]) { $ErrorActionPreference = $args[2] }
        & $args[0]
        """;

    /// <summary>Runs it.</summary>
    /// <param name="cmdlet">Whose streams it writes to.</param>
    /// <param name="block">What to run.</param>
    /// <param name="underscore">Its <c>$_</c>.</param>
    public static void Run(PSCmdlet cmdlet, ScriptBlock block, object underscore)
    {
        cmdlet.MyInvocation.BoundParameters.TryGetValue("ErrorAction", out var errorAction);
        cmdlet.InvokeCommand.InvokeScript(Block, useNewScope: true, PipelineResultTypes.Output | PipelineResultTypes.Error, input: null, block, underscore, errorAction);
    }
}
