using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Globalization;
using System.Linq;
using System.Threading;
using AiSdlc.Locking;
using AiSdlc.Stories;

namespace AiSdlc;

/// <summary>A story as it was read at one moment.</summary>
public sealed class Story
{
    private static readonly string[] Moments = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    // Names and values in turn. A dictionary for each story of a large board would keep the garbage collector busy.
    private readonly object?[] _pairs;
    private readonly string? _body;
    private OrderedDictionary? _frontmatter;

    internal Story(string path, object?[] pairs, string version, string? commit = null, string? body = null)
    {
        Path = path;
        _pairs = pairs;
        Version = version;
        Commit = commit;
        _body = body;
    }

    /// <summary>The <c>id</c> of its frontmatter, else the one its path stands for.</summary>
    public string Id => Text("id") ?? StoryException.IdOf(Path);

    /// <summary>Title; null when there is none.</summary>
    public string? Title => Text("title");

    /// <summary>Status: backlog, ready, in-progress, done or blocked; null when there is none.</summary>
    public string? Status => Text("status");

    /// <summary>Priority, the lowest first; null when there is none.</summary>
    public object? Priority => Value("priority");

    /// <summary>Type: feature, bug, chore or spike; null when there is none.</summary>
    public string? Type => Text("type");

    /// <summary>Labels; empty when there are none.</summary>
    public StoryLabels Labels => new(Value("labels") switch
    {
        List<object?> labels => [.. labels.Select(label => Convert.ToString(label, CultureInfo.InvariantCulture) ?? string.Empty)],
        string label => [label],
        _ => [],
    });

    /// <summary>Epic; null when there is none.</summary>
    public string? Epic => Text("epic");

    /// <summary>Day of creation in UTC, at midnight; null when it is not said, or is no date.</summary>
    public DateTime? Created => Moment("created");

    /// <summary>What the story says for the day of creation, as a rule <c>yyyy-MM-dd</c>.</summary>
    public string? CreatedText => Text("created");

    /// <summary>Day of the last change in UTC, at midnight; null when it is not said, or is no date.</summary>
    public DateTime? Updated => Moment("updated");

    /// <summary>What the story says for the day of the last change, as a rule <c>yyyy-MM-dd</c>.</summary>
    public string? UpdatedText => Text("updated");

    /// <summary>Short name; null when there is none.</summary>
    public string? Slug => Text("slug");

    /// <summary>The story's file.</summary>
    public string Path { get; }

    /// <summary>Keys and values, in the file's order; keys differ by case.</summary>
    public OrderedDictionary Frontmatter => _frontmatter ?? Interlocked.CompareExchange(ref _frontmatter, ToDictionary(), null) ?? _frontmatter;

    /// <summary>The Markdown below the frontmatter. Read from the file when it is asked for, as it is then; that of a commit as it is there.</summary>
    public string Body => _body ?? StoryStore.Shared.Read(Path, LockRequest.With(new LockTiming()), isWhole: true).Body();

    /// <summary>SHA-256 of the file's bytes, in hexadecimal: equal versions are equal files.</summary>
    public string Version { get; }

    /// <summary>The commit that it was read from, which a remote has and this branch has not; null where it was read from its file.</summary>
    public string? Commit { get; }

    /// <summary>Version of these properties, for readers of an export: it grows when one is renamed, removed or changes its type.</summary>
    public int SchemaVersion { get; } = 1;

    /// <summary>The id, to be shown.</summary>
    public override string ToString() => VisibleText.Of(Id);

    private string? Text(string key) => Value(key) is { } value ? Convert.ToString(value, CultureInfo.InvariantCulture) : null;

    /// <summary>A day, which names no time zone, so that it stays that day; or a moment, in UTC. Null when it is not said, or is neither.</summary>
    internal DateTime? Moment(string key) => Text(key) is not { } text ? null
        : DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : DateTimeOffset.TryParseExact(text, Moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment.UtcDateTime
        : null;

    /// <summary>The value of a key; null when there is none. Spares the dictionary.</summary>
    internal object? Value(string key)
    {
        if (_frontmatter is not null)
        {
            return _frontmatter[key]; // it may have been changed by now
        }

        for (var i = 0; i < _pairs.Length; i += 2)
        {
            if ((string)_pairs[i]! == key)
            {
                return _pairs[i + 1];
            }
        }

        return null;
    }

    private OrderedDictionary ToDictionary()
    {
        var map = new OrderedDictionary(_pairs.Length / 2, StringComparer.Ordinal);
        for (var i = 0; i < _pairs.Length; i += 2)
        {
            map.Add(_pairs[i]!, _pairs[i + 1]);
        }

        return map;
    }
}
