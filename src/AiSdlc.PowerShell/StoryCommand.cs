using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Threading;
using AiSdlc.Board;
using AiSdlc.Locking;

namespace AiSdlc.Commands;

/// <summary>What all cmdlets share: how stories are named, how a run is stopped, how an exception becomes an error.</summary>
public abstract class StoryCommand : SafeOutputCommand, IDisposable
{
    private protected const string FileSystemProvider = @"Microsoft.PowerShell.Core\FileSystem::";

    private static readonly char[] Wildcards = ['*', '?', '[', '`'];
    private static readonly char[] NotPlain = [':', '\\', '\0']; // may name a drive or a provider, be another separator, or be in no path at all

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

    /// <summary>A request for locks in the name of this runspace.</summary>
    private protected LockRequest Request(LockTiming timing)
    {
        var runspace = Runspace.DefaultRunspace;
        return new LockRequest(
            timing, new LockOwner(runspace.InstanceId, runspace.Name), Log(), _cancel.Token);
    }

    /// <summary>Does something to one story; what goes wrong is that story's error, and the next one's turn comes.</summary>
    private protected void ForStory(Action work)
    {
        try
        {
            work();
        }
        catch (StoryException exception)
        {
            HasFailed = true;
            WriteError(StoryErrors.RecordOf(exception));
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>Does something to each story that the user named, by path or by id.</summary>
    private protected void ForEachStory(StoryNames names, Action<string> work)
    {
        foreach (var path in names.Path ?? [])
        {
            foreach (var file in Expand(path))
            {
                ForStory(() => work(file));
            }
        }

        foreach (var path in names.LiteralPath ?? [])
        {
            ForStory(() => work(Literal(path)));
        }

        foreach (var id in names.Id ?? [])
        {
            ForStory(() => work(FileOf(id, names.Root)));
        }
    }

    /// <summary>The board at a root, or the one nearest to the current location.</summary>
    private protected StoryBoard Board(string? root) =>
        root is null
            ? StoryBoard.Nearest(SessionState.Path.CurrentFileSystemLocation.ProviderPath)
            : StoryBoard.Nearest(Resolve(root, () => GetUnresolvedProviderPathFromPSPath(root)), isNamed: true);

    private StoryLog Log() => new(WriteWarning, IsHeard("Verbose") ? WriteVerbose : null, IsHeard("Debug") ? WriteDebug : null);

    // What nobody will see need not be put into words.
    private bool IsHeard(string stream) => MyInvocation.BoundParameters.TryGetValue(stream, out var given)
        ? LanguagePrimitives.IsTrue(given)
        : LanguagePrimitives.TryConvertTo<ActionPreference>(GetVariableValue(stream + "Preference"), out var preference)
            && preference is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    private string FileOf(string id, string? root)
    {
        var file = Board(root).Find(id);
        WriteVerbose($"Story {id} is '{file}'.");
        return file;
    }

    private string Literal(string path) => StoryFile(IsPlain(path) ? path : Resolve(path, () =>
        InFileSystem(path, SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _), provider)));

    private List<string> Expand(string path)
    {
        if (path.IndexOfAny(Wildcards) < 0 && IsPlain(path) && File.Exists(path))
        {
            return [path];
        }

        var files = new List<string>();
        ForStory(() =>
        {
            ProviderInfo? provider = null;
            foreach (var found in Resolve(path, () => GetResolvedProviderPathFromPSPath(path, out provider)))
            {
                files.Add(StoryFile(InFileSystem(path, found, provider!)));
            }
        });
        return files;
    }

    private static T Resolve<T>(string path, Func<T> resolve)
    {
        try
        {
            return resolve();
        }
        catch (Exception exception) when (exception is SessionStateException or WildcardPatternException)
        {
            throw new StoryNotFoundException(path, exception); // no such item, drive or provider, or no pattern
        }
    }

    // An absolute path on Unix, which names the same file in every location. The engine would look through all mounts of the machine for it, twice, in
    // case its drive has gone (SessionStateInternal.ValidateOrRemoveAutoMountedDrive): 100 microseconds, a third of an update in memory.
    private static bool IsPlain(string path) =>
        Path.DirectorySeparatorChar == '/' && path.Length > 0 && path[0] == '/' && path.IndexOfAny(NotPlain) < 0 && Path.GetFullPath(path) == path;

    private static string InFileSystem(string path, string found, ProviderInfo provider) =>
        provider.Name == "FileSystem" ? found : throw new StoryNotFoundException(path);

    private static string StoryFile(string path) => Directory.Exists(path) ? Path.Combine(path, "story.md") : path;
}
