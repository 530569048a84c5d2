using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;

namespace AiSdlc.Frontmatter.Tests;

/// <summary>tests/interop/frontmatter.mjs: what gray-matter and js-yaml read and write. Skips the test where Node is missing.</summary>
internal static class NodePeer
{
    private static readonly JsonSerializerOptions Exact = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What each reader makes of each file: a value in the model, or the error's text.</summary>
    public static List<(Reading Matter, Reading Yaml4)> Read(IEnumerable<string> files)
    {
        using var answer = Run("read", JsonSerializer.Serialize(files, Exact));
        return [.. answer.RootElement.EnumerateArray().Select(item => (Reading.From(item.GetProperty("matter")), Reading.From(item.GetProperty("yaml4"))))];
    }

    /// <summary>Files as gray-matter writes them.</summary>
    public static List<string> Write(IEnumerable<(string DataJson, string Content)> stories)
    {
        var input = "[" + string.Join(",", stories.Select(story => $"{{\"data\":{story.DataJson},\"content\":{JsonSerializer.Serialize(story.Content)}}}")) + "]";
        using var answer = Run("write", input);
        return [.. answer.RootElement.EnumerateArray().Select(item => item.GetString()!)];
    }

    private static JsonDocument Run(string mode, string input)
    {
        var folder = Folder();
        using var node = Start(folder, mode);
        var output = Task.Run(node.StandardOutput.ReadToEnd);
        var errors = Task.Run(node.StandardError.ReadToEnd);
        node.StandardInput.Write(input);
        node.StandardInput.Close();
        node.WaitForExit();
        Assert.True(node.ExitCode == 0, errors.Result);
        return JsonDocument.Parse(output.Result);
    }

    private static Process Start(string folder, string mode)
    {
        var start = new ProcessStartInfo("node", ["frontmatter.mjs", mode])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("node is not installed.");
            throw;
        }
    }

    private static string Folder()
    {
        var folder = AppContext.BaseDirectory;
        while (folder != null && !File.Exists(Path.Combine(folder, "tests", "interop", "package.json")))
            folder = Path.GetDirectoryName(folder);
        var interop = Path.Combine(folder ?? "", "tests", "interop");
        if (folder == null || !Directory.Exists(Path.Combine(interop, "node_modules", "gray-matter")))
            Assert.Skip("tests/interop/node_modules is missing: run npm ci there.");
        return interop;
    }

    internal sealed record Reading(object? Value, string? Error)
    {
        public static Reading From(JsonElement element) => element.TryGetProperty("error", out var error)
            ? new Reading(null, error.GetString())
            : new Reading(Model.FromJson(element.GetProperty("value").GetRawText()), null);

        public override string ToString() => Error ?? Model.Show(Value);
    }
}
