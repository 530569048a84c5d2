using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.IO;
using System.Linq;
using AiSdlc.Frontmatter;
using AiSdlc.Frontmatter.Merging;
using AiSdlc.Locking;
using AiSdlc.Stories;

namespace AiSdlc.Git;

/// <summary>What changed in stories from version to version, each read as the editor reads it.</summary>
internal sealed class StoryChanges(DateTime? since, LockRequest request)
{
    private const int Batch = 512; // contents that one process of git gives

    private static readonly Version Nothing = new(new OrderedDictionary(), []);
    private Dictionary<string, Version> _known = new(StringComparer.Ordinal);

    /// <summary>Whether bodies are compared, too.</summary>
    public bool WithBodies { get; init; } = true;

    /// <summary>The changes of some stories, the oldest first; those that are not committed are the last. They come as they are read.</summary>
    /// <param name="stories">Canonical paths, below one folder.</param>
    /// <exception cref="StoryException">They are in no repository, or git fails.</exception>
    public IEnumerable<StoryChange> Of(IReadOnlyCollection<string> stories)
    {
        var root = Path.GetDirectoryName(stories.First())!;
        foreach (var batch in Batches(StoryVersions.Of(stories, since, request.Cancel)))
        {
            Read(root, batch);
            foreach (var change in batch.SelectMany(Changes))
            {
                yield return change;
            }
        }
    }

    private static IEnumerable<List<StoryVersion>> Batches(IEnumerable<StoryVersion> versions)
    {
        var batch = new List<StoryVersion>(Batch);
        foreach (var version in versions)
        {
            batch.Add(version);
            if (batch.Count == Batch)
            {
                yield return batch;
                batch = new List<StoryVersion>(Batch);
            }
        }

        yield return batch;
    }

    // Most versions follow one of the batch before.
    private void Read(string root, List<StoryVersion> batch)
    {
        var ids = batch.SelectMany(version => version.Olds.Append(version.New)).OfType<string>().Distinct().ToList();
        var missing = ids.Where(id => !_known.ContainsKey(id)).ToList();
        var read = missing.Zip(GitObjects.Read(root, missing, request.Cancel, int.MaxValue), (id, blob) => (id, blob)).ToDictionary(pair => pair.id, pair => Parse(pair.id, pair.blob), StringComparer.Ordinal);
        _known = ids.ToDictionary(id => id, id => read.TryGetValue(id, out var data) ? data : _known[id], StringComparer.Ordinal);
    }

    private Version Parse(string id, GitObject? blob)
    {
        try
        {
            return blob is null ? Nothing : VersionOf(StoryText.Parse(blob.Content));
        }
        catch (FrontmatterFault fault)
        {
            request.Log.Verbose?.Invoke($"A version of a story cannot be read, and counts as an empty one: {id}: {fault.Message}");
            return Nothing;
        }
    }

    private IEnumerable<StoryChange> Changes(StoryVersion version)
    {
        var olds = version.Olds.Select(Find).ToList();
        var now = version.Commit is null ? TryReadFile(version.Story) ?? olds[0] : Find(version.New);
        var keys = from key in olds[0].Data.Keys.Cast<string>().Union(now.Data.Keys.Cast<string>())
                   where olds.TrueForAll(old => old.Data.Contains(key) != now.Data.Contains(key) || !FrontmatterValue.Same(old.Data[key], now.Data[key]))
                   select new StoryChange(version, key, olds[0].Data[key], now.Data[key]);
        return olds.TrueForAll(old => !old.Body.SequenceEqual(now.Body)) ? keys.Append(BodyChange(version, olds[0].Body, now.Body)) : keys;
    }

    private static StoryChange BodyChange(StoryVersion version, byte[] old, byte[] now)
    {
        var (before, after) = (BodyMerge.Split(old).Lines, BodyMerge.Split(now).Lines);
        var kept = CommonSequence.Match(before, after).Count(match => match >= 0);
        return new StoryChange(version, StoryChange.Body, before.Count - kept, after.Count - kept);
    }

    // What git has of it, and of the others, is told all the same.
    private Version? TryReadFile(string story)
    {
        try
        {
            return VersionOf(StoryStore.Shared.Read(story, request, isWhole: WithBodies).Text);
        }
        catch (StoryException exception)
        {
            request.Log.Warning(exception.Message);
            return null;
        }
    }

    private Version Find(string? id) => id is null ? Nothing : _known[id];

    private Version VersionOf(StoryText text) => new(text.ReadData(), WithBodies ? BodyOf(text) : []);

    private static byte[] BodyOf(StoryText text)
    {
        var file = text.ToBytes();
        var body = new byte[file.Length - text.BodyOffset];
        Array.Copy(file, text.BodyOffset, body, 0, body.Length);
        return body;
    }

    private sealed record Version(OrderedDictionary Data, byte[] Body);
}
