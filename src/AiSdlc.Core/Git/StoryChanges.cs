using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.IO;
using System.Linq;
using AiSdlc.Frontmatter;
using AiSdlc.Locking;
using AiSdlc.Stories;

namespace AiSdlc.Git;

/// <summary>What changed in the frontmatter of stories from version to version, each read as the editor reads it.</summary>
internal sealed class StoryChanges(DateTime? since, LockRequest request)
{
    private const int Batch = 512; // contents that one process of git gives

    private static readonly OrderedDictionary Nothing = new();
    private Dictionary<string, OrderedDictionary?> _known = new(StringComparer.Ordinal);

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

    private OrderedDictionary? Parse(string id, GitObject? blob)
    {
        try
        {
            return blob is null ? null : StoryText.Parse(blob.Content).ReadData();
        }
        catch (FrontmatterFault fault)
        {
            request.Log.Verbose?.Invoke($"A version of a story cannot be read, and counts as one without frontmatter: {id}: {fault.Message}");
            return null;
        }
    }

    private IEnumerable<StoryChange> Changes(StoryVersion version)
    {
        var olds = version.Olds.Select(DataOf).ToList();
        var now = version.Commit is null ? TryReadFile(version.Story) ?? olds[0] : DataOf(version.New);
        return from key in olds[0].Keys.Cast<string>().Union(now.Keys.Cast<string>())
               where olds.TrueForAll(old => old.Contains(key) != now.Contains(key) || !FrontmatterValue.Same(old[key], now[key]))
               select new StoryChange(version, key, olds[0][key], now[key]);
    }

    // What git has of it, and of the others, is told all the same.
    private OrderedDictionary? TryReadFile(string story)
    {
        try
        {
            return StoryStore.Shared.Read(story, request).ToStory().Frontmatter;
        }
        catch (StoryException exception)
        {
            request.Log.Warning(exception.Message);
            return null;
        }
    }

    private OrderedDictionary DataOf(string? id) => id is null ? Nothing : _known[id] ?? Nothing;
}
