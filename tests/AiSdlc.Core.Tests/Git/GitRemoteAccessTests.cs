using System;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using AiSdlc.Git;

namespace AiSdlc.Tests;

/// <summary>Remotes are reached by what the user's own configuration names, and by nothing that the repository's names; nobody is asked anything.</summary>
public sealed class GitRemoteAccessTests : IDisposable
{
    private readonly GitRepository _repository = new();
    private readonly string? _global = Environment.GetEnvironmentVariable("GIT_CONFIG_GLOBAL");

    public GitRemoteAccessTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "These programs are scripts.");
        Environment.SetEnvironmentVariable("GIT_CONFIG_GLOBAL", _repository["user.config"]);
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("GIT_CONFIG_GLOBAL", _global);
        _repository.Dispose();
    }

    [Fact]
    public void Ssh_is_the_users()
    {
        _repository.Git("remote", "add", "far", "ssh://nobody@localhost:1/nothing");
        Set(".git/config", "core.sshCommand", "theirs");
        Set("user.config", "core.sshCommand", "mine");

        Assert.Equal("EREMOTE", Fails("far").Code);
        Assert.Equal(["mine"], _repository.Ran().Distinct()); // git asks it first which ssh it is
    }

    [Fact]
    public async Task Credential_helpers_are_the_users()
    {
        using var server = new HttpListener();
        var port = FreePort();
        server.Prefixes.Add($"http://127.0.0.1:{port}/");
        server.Start();
        var serving = Task.Run(() => Refuse(server), TestContext.Current.CancellationToken);
        _repository.Git("remote", "add", "far", $"http://127.0.0.1:{port}/x");
        Set(".git/config", "credential.helper", "theirs");
        Set(".git/config", $"credential.http://127.0.0.1:{port}.helper", "theirs-too");
        Set("user.config", "credential.helper", "mine");

        var error = Fails("far");
        server.Stop();
        await serving;

        Assert.Equal("EREMOTE", error.Code);
        Assert.Contains("terminal prompts disabled", error.Words, StringComparison.Ordinal);
        Assert.Equal(["mine"], _repository.Ran().Distinct());
    }

    [Fact]
    public void A_partial_clone_fetches_nothing_by_itself()
    {
        const string missing = "1111111111111111111111111111111111111111";
        _repository.Git("remote", "add", "origin", _repository.Folder);
        _repository.Git("config", "extensions.partialClone", "origin");
        _repository.Git("config", "remote.origin.promisor", "true");
        _repository.Git("config", "core.repositoryFormatVersion", "1");
        _repository.Git("config", "remote.origin.uploadpack", _repository.Program("upload-pack"));

        _repository.Git("cat-file", "-p", missing);
        Assert.Contains("upload-pack", _repository.Ran());
        Assert.Throws<GitException>(() => GitRunner.Run(new GitCommand(_repository.Folder, "cat-file", "-p", missing)));
        Assert.Empty(_repository.Ran());
    }

    private static int FreePort()
    {
        using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static void Refuse(HttpListener server)
    {
        try
        {
            while (true)
            {
                var answer = server.GetContext().Response;
                answer.StatusCode = 401;
                answer.AddHeader("WWW-Authenticate", "Basic realm=\"x\"");
                answer.Close();
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private void Set(string file, string key, string program) =>
        Assert.Equal(0, _repository.Git("config", "--file", _repository[file], key, (key.StartsWith("credential", StringComparison.Ordinal) ? "!" : string.Empty) + _repository.Program(program)));

    private GitException Fails(string remote) =>
        Assert.Throws<GitException>(() => new GitRemote(_repository.Folder, remote, CancellationToken.None, TimeSpan.FromSeconds(20)).Refs("refs/*"));
}
