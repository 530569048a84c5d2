using System;
using System.Collections.Specialized;
using System.IO;
using AiSdlc.Board;
using AiSdlc.Claims;

namespace AiSdlc.Tests;

/// <summary>An id is given once, whoever gives it and wherever.</summary>
public sealed class BoardIdsTests : IDisposable
{
    private readonly ClaimStores _stores = new(ClaimStores.Remote);

    public void Dispose() => _stores.Dispose();

    [Fact]
    public void An_id_of_another_worktree_is_not_given_again()
    {
        var tree = _stores.Folder + ".tree";
        try
        {
            _stores.Git("worktree", "add", "-q", tree);
            Assert.Equal("S-0002", Create(tree));
            Assert.Equal("S-0003", Create(_stores.Folder));
            Directory.Delete(Path.Combine(tree, ".ai-sdlc", "stories", "S-0002"), recursive: true);
            Assert.Equal("S-0004", Create(tree));
        }
        finally
        {
            Directory.Delete(tree, recursive: true);
        }
    }

    [Fact]
    public void An_id_of_a_branch_is_not_given_again_nor_one_of_a_remotes()
    {
        Commit("other", "S-0007");
        Assert.Equal("S-0008", Create(_stores.Folder));
        Commit("gone", "S-0021");
        _stores.Git("push", "-q", "origin", "gone");
        _stores.Git("branch", "-q", "-D", "gone");
        Assert.Equal("S-0022", Create(_stores.Folder));
    }

    [Fact]
    public void An_id_of_another_clone_is_not_given_again_where_a_remote_decides()
    {
        var clone = _stores.Folder + ".clone";
        try
        {
            _stores.Git("clone", "-q", _stores.Bare!, clone);
            Assert.Equal("S-0002", Create(clone, "origin"));
            Assert.Equal("S-0003", Create(_stores.Folder, "origin"));
            Assert.Equal("S-0004", Create(clone, "origin"));
        }
        finally
        {
            Directory.Delete(clone, recursive: true);
        }
    }

    [Fact]
    public void Without_git_the_id_is_given_and_said_not_to_be_reserved()
    {
        using var board = new TempBoard();
        Assert.Null(BoardIds.Of(StoryBoard.Nearest(board.Folder), new ClaimPlace(), ClaimStores.Request));
        Assert.Equal("ENOREPO", Assert.Throws<GitException>(() => BoardIds.Of(StoryBoard.Nearest(board.Folder), new ClaimPlace("origin"), ClaimStores.Request)).Code);
    }

    private static string Create(string folder, string? remote = null)
    {
        var board = StoryBoard.Nearest(folder);
        var ids = BoardIds.Of(board, new ClaimPlace(remote), ClaimStores.Request);
        return StoryCreation.Create(board, "A story", new OrderedDictionary(), null, ClaimStores.Request, ids).ToStory().Id;
    }

    private void Commit(string branch, string id)
    {
        _stores.Git("checkout", "-q", "-b", branch);
        var folder = Directory.CreateDirectory(Path.Combine(_stores.Folder, ".ai-sdlc", "stories", id)).FullName;
        File.WriteAllText(Path.Combine(folder, "story.md"), TempBoard.Story.Replace("S-0001", id, StringComparison.Ordinal));
        _stores.Git("add", "-A");
        _stores.Git("commit", "-q", "-m", id);
        _stores.Git("checkout", "-q", "-");
        Assert.False(Directory.Exists(folder));
    }
}
