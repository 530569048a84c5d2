using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace AiSdlc.Shell;

/// <summary>Output, and questions to the user: errors and warnings go to stderr, everything else to stdout, as text.</summary>
internal sealed class ShellConsole(Questions questions) : PSHostUserInterface
{
    private static readonly bool s_colours =
        Environment.GetEnvironmentVariable("TERM") != "dumb" && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    private bool _outputIsErrors;

    public override PSHostRawUserInterface RawUI { get; } = new ShellRawUI();

    public override bool SupportsVirtualTerminal => s_colours && !(Console.IsOutputRedirected && Console.IsErrorRedirected);

    public override void Write(string value) => Console.Out.Write(ForOutput(value));

    public override void WriteLine(string value)
    {
        if (_outputIsErrors)
            WriteErrorLine(value);
        else
            Console.Out.WriteLine(ForOutput(value));
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteErrorLine(string value) => WriteDiagnostic(value);

    public override void WriteWarningLine(string message) => WriteDiagnostic($"WARNING: {message}");

    public override void WriteVerboseLine(string message) => WriteLine($"VERBOSE: {message}");

    public override void WriteDebugLine(string message) => WriteLine($"DEBUG: {message}");

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        if (Console.IsErrorRedirected || !s_colours)
            return;
        var text = record.RecordType == ProgressRecordType.Completed ? "" : $"{record.Activity}: {record.StatusDescription}";
        Console.Error.Write($"\r{text}\e[K{(text.Length == 0 ? "" : "\r")}");
    }

    public override string ReadLine() => questions.ReadAnswer();

    public override SecureString ReadLineAsSecureString() => throw Questions.NoSecrets();

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        questions.AskFields(caption, message, descriptions);

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        questions.AskChoice(caption, message, choices, defaultChoice);

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw Questions.NoSecrets();

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowed, PSCredentialUIOptions options) =>
        throw Questions.NoSecrets();

    /// <summary>Runs something that formats an error but does not tell the host so.</summary>
    public void WriteOutputAsErrors(Action action)
    {
        _outputIsErrors = true;
        try
        {
            action();
        }
        finally
        {
            _outputIsErrors = false;
        }
    }

    private static void WriteDiagnostic(string text) =>
        Console.Error.WriteLine(GetOutputString(text, s_colours && !Console.IsErrorRedirected));

    private static string ForOutput(string text) => GetOutputString(text, s_colours && !Console.IsOutputRedirected);
}
