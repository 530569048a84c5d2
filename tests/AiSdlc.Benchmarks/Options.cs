using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace AiSdlc.Benchmarks;

/// <summary>The command line: names with two dashes, each with a value.</summary>
internal sealed class Options
{
    public const string Usage = """
        AiSdlc.Benchmarks COMMAND [--name value ...]
          peers             every case beside its peers, as a table of ratios
            --case NAME       only the cases whose name begins so
            --rounds N        measurements of each (7)
            --disk FOLDER     a folder on a disk (that of temporary files)
            --memory FOLDER   a folder on tmpfs (/dev/shm)
          micro [...]       lock, read, edit, write and the whole update, by BenchmarkDotNet and its options
        """;

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public Options(IEnumerable<string> words)
    {
        foreach (var pair in words.Chunk(2))
            _values[pair[0]] = pair.ElementAtOrDefault(1) ?? "";
    }

    public string Case => Value("--case", "");

    public int Rounds => int.Parse(Value("--rounds", "7"), CultureInfo.InvariantCulture);

    public string Disk => Value("--disk", Path.GetTempPath());

    public string Memory => Value("--memory", "/dev/shm");

    private string Value(string name, string otherwise) => _values.GetValueOrDefault(name, otherwise);
}
