using System;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using AiSdlc.Claims;
using AiSdlc.Git;

namespace AiSdlc.Tests;

/// <summary>Remotes that hang, refuse, or were trampled on.</summary>
public sealed class ClaimRemoteTests : IDisposable
{
    private readonly ClaimStores _stores = new(ClaimStores.Remote);

    public void Dispose() => _stores.Dispose();

    [Fact]
    public void A_remote_that_hangs_is_given_up()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        _stores.Git("remote", "set-url", "origin", $"git://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/x");
        var waited = Stopwatch.StartNew();

        var error = Assert.Throws<GitException>(() => new GitRemote(_stores.Folder, "origin", CancellationToken.None, TimeSpan.FromSeconds(1)).Refs("refs/*"));

        Assert.Equal(("GitFailed", "ETIMEDOUT"), (error.ErrorId, error.Code));
        Assert.True(waited.Elapsed < TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData("ssh://nobody@127.0.0.1:1/x")]
    [InlineData("/nowhere/at/all")]
    [InlineData("https://127.0.0.1:1/x")]
    public void A_remote_that_is_not_there_is_an_error_with_gits_words_and_nothing_is_decided(string address)
    {
        _stores.Git("remote", "set-url", "origin", address);

        var error = Assert.Throws<GitException>(() => _stores.Take());

        Assert.Equal("EREMOTE", error.Code);
        Assert.NotEmpty(error.Words);
        Assert.Null(new ClaimPlace(Offline: true).Of(_stores.Board, ClaimStores.Request).Find("S-0001"));
    }

    [Theory]
    [InlineData("hook")]
    [InlineData("hidden")]
    public void A_remote_that_refuses_the_ref_is_told_which_to_allow(string how)
    {
        if (how == "hook")
        {
            Assert.SkipWhen(OperatingSystem.IsWindows(), "The hook is a script.");
            var hook = Path.Combine(_stores.Bare!, "hooks", "pre-receive");
            File.WriteAllText(hook, "#!/bin/sh\nexit 1\n");
            File.SetUnixFileMode(hook, (UnixFileMode)Convert.ToInt32("755", 8));
        }
        else
        {
            GitRepository.GitIn(_stores.Bare!, "config", "receive.hideRefs", "refs/ai-sdlc");
        }

        // A hidden ref can still be made; to change it is what the remote refuses.
        var error = Assert.Throws<GitException>(() => _stores.Claims().End("S-0001", _stores.Story, _stores.Take().Token!, ClaimEnd.Done));

        Assert.Equal("EREMOTE", error.Code);
        Assert.Contains("refs/ai-sdlc/claims/S-0001", error.Message, StringComparison.Ordinal);
        Assert.Contains("refs/ai-sdlc/*", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--upload-pack=evil")]
    [InlineData("ext::sh -c evil")]
    [InlineData("")]
    public void What_is_no_name_of_a_remote_is_not_given_to_git(string name) =>
        Assert.Equal("EREMOTE", Assert.Throws<GitException>(() => new ClaimPlace(name).Of(_stores.Board, ClaimStores.Request)).Code);

    [Fact]
    public void A_claim_that_somebodys_push_of_everything_set_back_is_lost_and_said_to_be()
    {
        var old = _stores.Take("Ada");
        var stranger = _stores.Folder + ".other";
        try
        {
            _stores.Git("clone", "-q", _stores.Bare!, stranger);
            GitRepository.GitIn(stranger, "fetch", "-q", "origin", "+refs/ai-sdlc/*:refs/ai-sdlc/*");
            _stores.Claims().End("S-0001", _stores.Story, old.Token!, ClaimEnd.GivenBack);
            var claim = _stores.Take("Bob");
            Assert.Equal(0, GitRepository.GitIn(stranger, "push", "-q", "origin", "+refs/*:refs/*"));

            Assert.Throws<ClaimLostException>(() => _stores.Claims().Require("S-0001", _stores.Story, claim.Token!));
            Assert.Throws<ClaimLostException>(() => _stores.Claims().Renew("S-0001", _stores.Story, claim.Token!));
        }
        finally
        {
            Directory.Delete(stranger, recursive: true);
        }
    }

    [Fact]
    public void Another_remote_decides_for_itself_and_offline_has_to_be_asked_for()
    {
        var second = _stores.Bare + "2";
        try
        {
            _stores.Git("clone", "-q", "--bare", ".", second);
            _stores.Git("remote", "add", "second", second);
            _stores.Take("Ada");
            Assert.Equal("Bob", new ClaimPlace("second").Of(_stores.Board, ClaimStores.Request).Take("S-0001", _stores.Story, "Bob", TimeSpan.FromMinutes(1), evenIfDone: false).Owner);

            _stores.Git("config", "ai-sdlc.remote", "origin");
            Assert.Equal("Ada", new ClaimPlace().Of(_stores.Board, ClaimStores.Request).Find("S-0001")?.Owner);
            Assert.Null(new ClaimPlace(Offline: true).Of(_stores.Board, ClaimStores.Request).Find("S-0001"));
        }
        finally
        {
            Directory.Delete(second, recursive: true);
        }
    }

    [Fact]
    public void A_shallow_clone_claims_as_any()
    {
        var shallow = _stores.Folder + ".shallow";
        try
        {
            _stores.Git("clone", "-q", "--depth", "1", new Uri(_stores.Bare!).AbsoluteUri, shallow);
            var claims = new ClaimPlace("origin").Of(AiSdlc.Board.StoryBoard.Nearest(shallow), ClaimStores.Request);
            claims.Take("S-0001", _stores.Story, "Bob", TimeSpan.FromMinutes(1), evenIfDone: false);

            Assert.Equal("Bob", Assert.Throws<StoryClaimedException>(() => _stores.Take()).Claim?.Owner);
        }
        finally
        {
            Directory.Delete(shallow, recursive: true);
        }
    }
}
