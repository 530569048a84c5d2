using System;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace AiSdlc.Shell;

/// <summary>What the engine sees of this program.</summary>
internal sealed class ShellHost(ShellConsole console) : PSHost
{
    /// <summary>The code of an <c>exit</c> that was run.</summary>
    public int? ExitCode { get; private set; }

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "AiSdlc.Shell";

    public override Version Version { get; } = typeof(ShellHost).Assembly.GetName().Version!;

    public ShellConsole Console => console;

    public override PSHostUserInterface UI => Console;

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() => throw new PSNotSupportedException("This host has no nested prompts.");

    public override void ExitNestedPrompt() => throw new PSNotSupportedException("This host has no nested prompts.");

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
