using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Threading;
using AiSdlc.Locking;
using AiSdlc.Stories;

namespace AiSdlc.Commands;

/// <summary>What all cmdlets share: how a run is stopped, how an exception becomes an error.</summary>
public abstract class StoryCommand : SafeOutputCommand, IDisposable
{
    private protected const string FileSystemProvider = @"Microsoft.PowerShell.Core\FileSystem::";

    private static readonly char[] Breaks = ['\r', '\n'];

    private readonly CancellationTokenSource _cancel = new();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ctrl+C, Stop-Job, a closing runspace: ends a wait at once.</summary>
    protected override void StopProcessing() => _cancel.Cancel();

    /// <summary>Frees what the run held.</summary>
    protected virtual void Dispose(bool disposing) => _cancel.Dispose();

    /// <summary>Is cancelled when the run is stopped.</summary>
    private protected CancellationToken Cancel => _cancel.Token;

    /// <summary>True once a story had an error.</summary>
    private protected bool HasFailed { get; private set; }

    /// <summary>True where a story that had an error was to be changed.</summary>
    private protected virtual bool IsEdit => false;

    /// <summary>A request for locks in the name of this runspace.</summary>
    private protected LockRequest Request(LockTiming timing)
    {
        var runspace = Runspace.DefaultRunspace;
        return new LockRequest(
            timing, new LockOwner(runspace.InstanceId.ToString("n"), runspace.Name), Log(), _cancel.Token);
    }

    /// <summary>Does something to one story; reports its error and lets the run continue with the next.</summary>
    private protected void ForStory(Action work)
    {
        try
        {
            work();
        }
        catch (StoryException exception)
        {
            HasFailed = true;
            WriteError(StoryErrors.RecordOf(exception, IsEdit));
        }
        catch (StoryNotNamedException exception)
        {
            HasFailed = true;
            WriteError(new ErrorRecord(exception, "StoryNotNamed", ErrorCategory.InvalidArgument, exception.Value));
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>The error that ends the run because its arguments cannot be meant; says what to give.</summary>
    internal Exception Refused(string errorId, string message)
    {
        ThrowTerminatingError(new ErrorRecord(new PSArgumentException(VisibleText.Of(message)), errorId, ErrorCategory.InvalidArgument, null));
        return new PipelineStoppedException(); // for the compiler: it threw
    }

    /// <summary>A value that must be given. Not mandatory to the engine, which cannot know yet whether position 0 is a story or this.</summary>
    private protected string Required(string parameter, string? value) =>
        string.IsNullOrEmpty(value) ? throw Refused("ValueMissing", $"Give -{parameter}.") : value!;

    /// <summary>A text that must be given, and must say something: a file that is empty by mistake must not empty another.</summary>
    private protected string Text(string parameter, string? value) => value is not null && string.IsNullOrWhiteSpace(value)
        ? throw Refused("NothingToWrite", $"There is no text to write: -{parameter}, or what came from the pipeline, is empty.")
        : Required(parameter, value);

    /// <summary>The name of a section, which is given with its <c>##</c> or without.</summary>
    private protected string Heading(string section) => BodySection.Name(section) is { Length: > 0 } heading && heading.IndexOfAny(Breaks) < 0
        ? heading
        : throw Refused("InvalidHeading", $"'{section}' is no heading: it must be one line of text.");

    /// <summary>One of a fixed set of words, whatever its case, as the Node tool writes it.</summary>
    private protected string Word(string parameter, string? value, IReadOnlyList<string> words) =>
        words.FirstOrDefault(word => string.Equals(word, value, StringComparison.OrdinalIgnoreCase))
        ?? throw Refused(
            string.IsNullOrEmpty(value) ? "ValueMissing" : "UnknownWord",
            $"{(string.IsNullOrEmpty(value) ? $"Give -{parameter}" : $"'{value}' is no -{parameter}")}: {string.Join(", ", words.Take(words.Count - 1))} or {words[words.Count - 1]}.");

    /// <summary>Emits a file that knows its PSPath, as Get-Item gives it: others do not pipe into Get-Content.</summary>
    private protected void WriteFile(string path)
    {
        foreach (var item in InvokeProvider.Item.Get([FileSystemProvider + path], force: true, literalPath: true))
        {
            item.TypeNames.Insert(0, "AiSdlc.StoryOutput"); // which has a view of ours
            WriteObject(item);
        }
    }

    private StoryLog Log() => new(WriteWarning, IsHeard("Verbose") ? WriteVerbose : null, IsHeard("Debug") ? WriteDebug : null);

    // What nobody will see need not be put into words.
    private bool IsHeard(string stream) => MyInvocation.BoundParameters.TryGetValue(stream, out var given)
        ? LanguagePrimitives.IsTrue(given)
        : LanguagePrimitives.TryConvertTo<ActionPreference>(GetVariableValue(stream + "Preference"), out var preference)
            && preference is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);
}
