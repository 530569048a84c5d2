using System;
using System.IO;
using AiSdlc.Paths;

namespace AiSdlc.Chaos.Faults;

/// <summary>In which state an update finds the board.</summary>
internal enum Scene
{
    /// <summary>Nothing but the story, with an owner and an attribute that are to be kept.</summary>
    Plain,

    /// <summary>A dead holder has left its lock, its record and its temporary file.</summary>
    AfterDeath,

    /// <summary>The story says already what it should: nothing is written. Who wrote it may not have flushed it yet.</summary>
    Unchanged,
}

/// <summary>Makes the boards.</summary>
internal static class FaultBoard
{
    private const uint Somebody = 65534; // nobody

    public static Board Of(Scene scene)
    {
        var board = new Board();
        using (var story = File.OpenHandle(board.Story, access: FileAccess.ReadWrite))
        {
            // What can be had of it, so that updates have to copy it: the owner as root, the attribute on most file systems.
            _ = Platform.Libc.ChangeOwner((int)story.DangerousGetHandle(), Somebody, Somebody);
            _ = Platform.Libc.SetAttribute(story, "user.note", [1], 1, 0);
        }

        if (scene == Scene.AfterDeath)
        {
            var paths = StoryPaths.Resolve(board.Story);
            DeadHolder.Leave(paths, TimeSpan.Zero);
            File.WriteAllText(paths.NewHidden(), "half a story");
        }

        return board;
    }
}
