using System;
using System.IO;
using System.Threading;
using AiSdlc.Board;
using AiSdlc.Claims;
using AiSdlc.Locking;

namespace AiSdlc.Tests;

/// <summary>A board with one story, S-0001, and its claims in one of the three kinds of store; with a clock that the test sets.</summary>
public sealed class ClaimStores : IDisposable
{
    public const string Refs = "refs";
    public const string Remote = "remote";
    public const string Files = "files";

    private readonly TempBoard _board = new();

    public ClaimStores(string kind)
    {
        if (kind != Files)
        {
            Assert.SkipUnless(Repository.IsOnPath("git"), "git is not on the PATH.");
            Git("init", "-q");
            File.WriteAllText(Path.Combine(_board.Folder, ".gitignore"), "*.lock\n");
            Git("add", "-A");
            Git("commit", "-q", "-m", "x");
        }

        if (kind == Remote)
        {
            Bare = _board.Folder + ".bare";
            Git("clone", "-q", "--bare", ".", Bare);
            Git("remote", "add", "origin", Bare);
        }
    }

    internal ManualClock Clock { get; } = new();

    public string Folder => _board.Folder;

    public string Story => _board.First;

    public string? Bare { get; }

    internal static LockRequest Request => LockRequest.With(new LockTiming());

    internal StoryBoard Board => StoryBoard.Nearest(Folder);

    /// <summary>The claims as another process would see them: with what the state folder says, and nothing else.</summary>
    internal StoryClaims Claims(TimeProvider? clock = null)
    {
        var place = Bare is null ? new ClaimPlace() : new ClaimPlace("origin");
        return new(place.Of(Board, Request).Store, new ClaimSightings(clock ?? Clock), clock ?? Clock);
    }

    internal StoryClaim Take(string owner = "Ada", double lease = 60, StoryClaims? claims = null) =>
        (claims ?? Claims()).Take("S-0001", Story, owner, TimeSpan.FromSeconds(lease), evenIfDone: false);

    public int Git(params string[] arguments) => GitRepository.GitIn(Folder, arguments);

    /// <summary>Puts a text in the place of the claim, by git itself or a plain write.</summary>
    internal void Put(byte[] text)
    {
        if (Bare is null && !Directory.Exists(Path.Combine(Folder, ".git")))
        {
            File.WriteAllBytes(Path.Combine(Path.GetDirectoryName(Story)!, ".story.md.claim"), text);
            return;
        }

        var blob = AiSdlc.Git.GitObjects.WriteBlob(Folder, text, CancellationToken.None);
        Assert.Equal(0, Bare is null ? Git("update-ref", "refs/ai-sdlc/claims/S-0001", blob) : Git("push", "-q", "-f", "origin", $"{blob}:refs/ai-sdlc/claims/S-0001"));
    }

    public void Dispose()
    {
        if (Bare is not null)
        {
            Directory.Delete(Bare, recursive: true);
        }

        _board.Dispose();
    }
}
