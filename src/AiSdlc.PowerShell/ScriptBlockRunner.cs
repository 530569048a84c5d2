using System;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.ExceptionServices;

namespace AiSdlc.Commands;

/// <summary>Runs a script block to its end, whatever the pipeline after the cmdlet does, and hands its output on one by one.</summary>
internal sealed class ScriptBlockRunner(PSCmdlet cmdlet)
{
    // The overload of InvokeScript that takes a script block would write the block's errors past the cmdlet's error stream, to the host.
    private const string Block = """
        $_ = $args[1]
        if ($args[3]) { $ErrorActionPreference = $args[3] }
        & $args[0] | & { process { $args[0].Invoke($_) } } $args[2]
        """;

    private ExceptionDispatchInfo? _enough;

    /// <summary>Runs it.</summary>
    /// <param name="block">What to run.</param>
    /// <param name="underscore">Its <c>$_</c>.</param>
    public void Run(ScriptBlock block, object underscore)
    {
        cmdlet.MyInvocation.BoundParameters.TryGetValue("ErrorAction", out var errorAction);
        cmdlet.InvokeCommand.InvokeScript(Block, useNewScope: true, PipelineResultTypes.Error, input: null, block, underscore, (Action<PSObject>)Emit, errorAction);
    }

    /// <summary>Ends the pipeline where it had enough meanwhile.</summary>
    public void EndIfEnough() => _enough?.Throw();

    // A pipeline that has enough, such as Select-Object -First 1, must not end the block half way.
    private void Emit(PSObject output)
    {
        try
        {
            if (_enough is null)
            {
                cmdlet.WriteObject(output);
            }
        }
        catch (FlowControlException exception)
        {
            _enough = ExceptionDispatchInfo.Capture(exception);
        }
    }
}
