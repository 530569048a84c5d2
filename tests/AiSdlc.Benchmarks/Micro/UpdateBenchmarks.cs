using System;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using AiSdlc.Benchmarks.Peers;
using AiSdlc.Frontmatter;
using AiSdlc.Locking;
using AiSdlc.Paths;
using AiSdlc.Platform;
using AiSdlc.Storage;
using AiSdlc.Stories;
using BenchmarkDotNet.Attributes;

namespace AiSdlc.Benchmarks.Micro;

/// <summary>The parts of one update of a 40 KB story in memory, and the whole: time and allocations.</summary>
[SuppressMessage("Design", "CA1001", Justification = "BenchmarkDotNet calls Remove.")]
public class UpdateBenchmarks
{
    private readonly LockRequest _request = LockRequest.With(new LockTiming());
    private Place? _place;
    private StoryPaths? _paths;
    private FileSnapshot? _read;
    private StoryText? _text;

    [GlobalSetup]
    public void Make()
    {
        _place = new Place(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath());
        Environment.SetEnvironmentVariable("AISDLC_STATE_DIR", _place.State);
        _paths = StoryPaths.Resolve(_place.Add(1));
        _read = FileSnapshot.Read(_paths.Story);
        _text = StoryText.Parse(_read.Bytes);
    }

    [GlobalCleanup]
    public void Remove() => _place!.Dispose();

    [Benchmark]
    public void Lock() => LockManager.Shared.Take(_paths!, _request).Dispose();

    [Benchmark]
    public object Read() => StoryStore.Shared.Read(_paths!.Story, _request);

    [Benchmark]
    public object Edit()
    {
        var text = StoryText.Parse(_read!.Bytes);
        return text.Rewrite(Worker.Increment.Apply(text.ReadData()));
    }

    [Benchmark]
    public void Write()
    {
        using var temporary = TemporaryFile.Write(_paths!, _read, _text!.WriteTo);
        temporary.TryReplace(_paths!.Story);
        FileSystem.Current.FlushFolder(_paths!.Folder);
    }

    [Benchmark]
    public void Update() => Worker.Update(_paths!.Story);
}
