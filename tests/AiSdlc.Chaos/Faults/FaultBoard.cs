using System;
using System.IO;
using AiSdlc.Files;

namespace AiSdlc.Chaos.Faults;

/// <summary>In which state an update finds the board.</summary>
internal enum Scene
{
    /// <summary>Nothing but the story, of another owner where we may make it so.</summary>
    Plain,

    /// <summary>A dead holder has left its lock, its record and its temporary file.</summary>
    AfterDeath,
}

/// <summary>Makes the boards.</summary>
internal static class FaultBoard
{
    private const uint Somebody = 65534; // nobody

    public static Board Of(Scene scene)
    {
        var board = new Board();
        using (var story = File.OpenHandle(board.Story, access: FileAccess.ReadWrite))
            _ = Native.Libc.ChangeOwner((int)story.DangerousGetHandle(), Somebody, Somebody); // as root, so that updates call fchown too
        if (scene == Scene.AfterDeath)
        {
            var paths = StoryPaths.Resolve(board.Story);
            DeadHolder.Leave(paths, TimeSpan.Zero);
            File.WriteAllText(paths.NewHidden(), "half a story");
        }

        return board;
    }
}
