using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using AiSdlc.Board;
using AiSdlc.Claims;
using AiSdlc.Locking;

namespace AiSdlc.Tests;

/// <summary>Which refs are a board's, in the repositories that there are.</summary>
public sealed class ClaimPlaceTests : IDisposable
{
    private readonly GitRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void Worktrees_decide_together_detached_ones_too()
    {
        AddBoard(".");
        _repository.Git("worktree", "add", "-q", "--detach", _repository["tree"]);

        Take("tree", "Ada");
        Assert.Equal("Ada", Assert.Throws<StoryClaimedException>(() => Take(".", "Bob")).Claim?.Owner);
        Assert.Throws<StoryClaimedException>(() => Take("tree/.ai-sdlc/stories", "Bob"));
    }

    [Fact]
    public void Two_boards_in_one_repository_decide_apart()
    {
        AddBoard(".");
        AddBoard("part");

        Take(".", "Ada");
        Assert.Equal("Bob", Take("part", "Bob").Owner);
        Assert.Throws<StoryClaimedException>(() => Take("part", "Cid"));
    }

    [Fact]
    public void Another_repository_at_the_same_place_decides_for_itself()
    {
        AddBoard(".");
        Take(".", "Ada");
        Directory.Move(_repository[".git"], _repository["old.git"]);
        _repository.Git("init", "-q", "--separate-git-dir", _repository["new.git"]);

        Assert.Equal(_repository["new.git"], BoardRepository.Find(StoryBoard.Nearest(_repository.Folder), default)?.CommonFolder);
        Assert.Equal("Bob", Take(".", "Bob").Owner);
    }

    [Fact]
    public void A_ref_that_a_killed_git_left_locked_is_said_and_keeps_nobody_from_other_stories()
    {
        AddBoard(".");
        Directory.CreateDirectory(_repository[".ai-sdlc/stories/S-0002"]);
        var ready = TempBoard.Story.Replace("status: backlog", "status: ready", StringComparison.Ordinal);
        File.WriteAllText(_repository[".ai-sdlc/stories/S-0001/story.md"], ready);
        File.WriteAllText(_repository[".ai-sdlc/stories/S-0002/story.md"], ready.Replace("S-0001", "S-0002", StringComparison.Ordinal));
        var left = _repository[".git/refs/ai-sdlc/claims/S-0001.lock"];
        Directory.CreateDirectory(Path.GetDirectoryName(left)!);
        File.WriteAllText(left, string.Empty);

        var board = StoryBoard.Nearest(_repository.Folder);
        var warnings = new List<string>();
        var request = LockRequest.With(new LockTiming()) with { Log = new StoryLog(warnings.Add) };
        var claimed = new ClaimedBoard(board, new ClaimPlace(), request);
        var queue = claimed.Queue([.. board.Stories(allCopies: false).Select(story => StoryIdentity.TryRead(story)!)], note: true);
        Assert.Equal("S-0002", StoryWork.StartFirst(claimed.Claims, queue, new StartOptions("Ada", TimeSpan.FromMinutes(1)), request)?.Id);
        Assert.Contains(left, Assert.Single(warnings), StringComparison.Ordinal);
        Assert.True(File.Exists(left)); // its git may only be stopped
    }

    [Fact]
    public void A_submodule_decides_for_itself()
    {
        AddBoard(".");
        using var other = new GitRepository();
        Directory.CreateDirectory(other[".ai-sdlc/stories/S-0001"]);
        File.WriteAllText(other[".ai-sdlc/stories/S-0001/story.md"], TempBoard.Story);
        other.Git("add", "-A");
        other.Git("commit", "-q", "-m", "x");
        Assert.Equal(0, _repository.Git("-c", "protocol.file.allow=always", "submodule", "add", "-q", other.Folder, "module"));

        Take(".", "Ada");
        Assert.Equal("Bob", Take("module", "Bob").Owner);
        Assert.Throws<StoryClaimedException>(() => Take("module", "Cid"));
    }

    [Fact]
    public void In_a_bare_repository_files_decide()
    {
        var bare = _repository["bare.git"];
        _repository.Git("init", "-q", "--bare", bare);
        Directory.CreateDirectory(Path.Combine(bare, ".ai-sdlc", "stories", "S-0001"));
        File.WriteAllText(Path.Combine(bare, ".ai-sdlc", "stories", "S-0001", "story.md"), TempBoard.Story);

        Take("bare.git", "Ada");
        Assert.True(File.Exists(Path.Combine(bare, ".ai-sdlc", "stories", "S-0001", ".story.md.claim")));
        Assert.Throws<StoryClaimedException>(() => Take("bare.git", "Bob"));
    }

    [Fact]
    public void A_repository_of_another_user_is_refused_with_gits_words()
    {
        AddBoard(".");
        Assert.SkipUnless(GitRepository.GitIn(_repository.Folder, "config", "--get-all", "safe.directory") == 1, "This machine trusts work trees of others.");
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && Folders.Try("chown", "-R", "65534", _repository.Folder), "A folder can be given away on Linux, by root.");

        Assert.Equal("EOWNER", Assert.Throws<GitException>(() => new ClaimPlace().Of(StoryBoard.Nearest(_repository.Folder, isNamed: true), ClaimStores.Request)).Code);
    }

    [Fact]
    public void Claims_outlive_gc_and_packed_refs()
    {
        AddBoard(".");
        var claim = Take(".", "Ada");
        Assert.Equal(0, _repository.Git("gc", "-q", "--prune=now"));
        Assert.False(File.Exists(_repository[".git/refs/ai-sdlc/claims/S-0001"]));

        Assert.Throws<StoryClaimedException>(() => Take(".", "Bob"));
        Claims(".").End("S-0001", claim.Path!, claim.Token!, ClaimEnd.GivenBack);
        Assert.Equal(2, Take(".", "Bob").Epoch);
    }

    private void AddBoard(string folder)
    {
        Directory.CreateDirectory(_repository[folder + "/.ai-sdlc/stories/S-0001"]);
        File.WriteAllText(_repository[folder + "/.ai-sdlc/stories/S-0001/story.md"], TempBoard.Story);
        _repository.Git("add", "-A");
        Assert.Equal(0, _repository.Git("commit", "-q", "-m", "x"));
    }

    private StoryClaims Claims(string folder) => new ClaimPlace().Of(StoryBoard.Nearest(Path.GetFullPath(_repository[folder])), ClaimStores.Request);

    private StoryClaim Take(string folder, string owner) => Claims(folder).Take("S-0001", _repository[folder], owner, TimeSpan.FromMinutes(1), evenIfDone: false);
}
