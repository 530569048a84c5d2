using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace AiSdlc.Chaos.Faults;

/// <summary>Judges what an update left and said after one of its calls failed.</summary>
internal static class FaultVerdict
{
    /// <summary>What is wrong with the story, the files beside it and the answer.</summary>
    public static IEnumerable<string> OnStory(Board board, string asked, IEnumerable<string> before, Fault fault, Answer answer)
    {
        var story = StoryCheck.Whole(board.Read());
        if (story is null || story.Tokens.Any(token => token != asked))
            yield return "the story is neither the old one nor the new one";
        // Of an update that changes nothing, only the answer tells.
        var isNew = story?.Tokens.Count > 0 || (asked.Length == 0 && (answer.IsOk || answer.SaysItStands));
        if (answer.IsOk && fault.Call == "fsync" && fault.Error is "EIO" or "ENOSPC" or "EDQUOT")
            yield return "acknowledged, but not flushed";
        if (answer.IsOk && !isNew)
            yield return "acknowledged, but the story is old";
        if (isNew && !answer.IsOk && !answer.SaysItStands)
            yield return "the story is new, and the error does not say so";
        if (!isNew && answer.SaysItStands)
            yield return "the story is old, and the error says that it is new";
        if (!answer.IsOk && (answer.Code != fault.Error || answer.Id != (isNew ? "StoryWriteFailed" : ExpectedId(fault.Error))))
            yield return $"the error does not name its cause, but says {answer.Id} {answer.Code}";
        if (!answer.IsOk && fault.Error is "EINVAL" or "ENOSYS" or "EOPNOTSUPP")
            yield return "what this file system cannot do is not done in another way";
        foreach (var file in Directory.GetFiles(board.Folder).Except(before))
            yield return $"left: {Path.GetFileName(file)}";
    }

    /// <summary>What is wrong with the next updates, one by the process that met the fault and one by another.</summary>
    public static IEnumerable<string> OnNext(Board board, PatientProcess patient)
    {
        var expected = StoryCheck.Whole(board.Read())?.Tokens ?? [];
        if (patient.Update(board, "c.1-2") is { IsOk: false } answer)
            yield return $"the next update of the same process fails: {answer.Text}";
        var left = board.LeftAfterUpdate("z.1-1");
        if (StoryCheck.Whole(board.Read())?.Tokens.SequenceEqual([.. expected, "c.1-2", "z.1-1"]) != true)
            yield return "the story does not say what the next updates wrote";
        foreach (var entry in left)
            yield return $"left after the next updates: {Path.GetFileName(entry)}";
    }

    private static string ExpectedId(string error) => error is "EACCES" or "EPERM" or "EROFS" ? "StoryReadOnly" : "StoryWriteFailed";
}
