using System;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using AiSdlc.Claims;

namespace AiSdlc.Tests;

/// <summary>What a claim promises, whichever store decides on it.</summary>
public sealed class StoryClaimTests
{
    public static TheoryData<string> Kinds => [ClaimStores.Refs, ClaimStores.Remote, ClaimStores.Files];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_story_has_one_owner_until_it_is_given_back(string kind)
    {
        using var stores = new ClaimStores(kind);
        Assert.Null(stores.Claims().Find("S-0001"));
        var claim = stores.Take();
        Assert.Equal((StoryClaimState.Held, "Ada", 1L, true), (claim.State, claim.Owner, claim.Epoch, claim.Token is not null));

        var refused = Assert.Throws<StoryClaimedException>(() => stores.Take("Bob"));
        Assert.Equal(("StoryClaimed", "ECLAIMED", "Ada"), (refused.ErrorId, refused.Code, refused.Claim?.Owner));
        Assert.Null(refused.Claim?.Token);

        Assert.Equal(StoryClaimState.Released, stores.Claims().End("S-0001", stores.Story, claim.Token!, ClaimEnd.GivenBack).State);
        Assert.Equal(("Bob", 2L), (stores.Take("Bob").Owner, stores.Claims().All(note: false).Values.Single().Epoch));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_story_that_is_done_is_not_started_again_unless_one_insists(string kind)
    {
        using var stores = new ClaimStores(kind);
        stores.Claims().End("S-0001", stores.Story, stores.Take().Token!, ClaimEnd.Done);

        Assert.Equal(StoryClaimState.Done, Assert.Throws<StoryClaimedException>(() => stores.Take("Bob")).Claim?.State);
        Assert.Equal(2, stores.Claims().Take("S-0001", stores.Story, "Bob", TimeSpan.FromMinutes(1), evenIfDone: true).Epoch);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_claim_lapses_when_it_stood_still_for_its_lease_whatever_the_wall_clock_says(string kind)
    {
        using var stores = new ClaimStores(kind);
        var first = stores.Take();
        var observer = stores.Claims();
        Assert.Equal(StoryClaimState.Held, observer.Find("S-0001")?.State);

        stores.Clock.Step(TimeSpan.FromHours(1));
        stores.Clock.Pass(59_999);
        Assert.Equal(StoryClaimState.Held, observer.Find("S-0001")?.State);
        stores.Clock.Step(TimeSpan.FromHours(-2));
        stores.Clock.Pass(1);
        Assert.Equal(StoryClaimState.Expired, observer.Find("S-0001")?.State);

        Assert.Equal(2, stores.Take("Bob", claims: observer).Epoch);
        Assert.Equal("Bob", Assert.Throws<ClaimLostException>(() => stores.Claims().Require("S-0001", stores.Story, first.Token!)).Claim?.Owner);
        Assert.Throws<ClaimLostException>(() => stores.Claims().Renew("S-0001", stores.Story, first.Token!));
        Assert.Throws<ClaimLostException>(() => stores.Claims().End("S-0001", stores.Story, first.Token!, ClaimEnd.Done));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_renewed_claim_does_not_lapse(string kind)
    {
        using var stores = new ClaimStores(kind);
        var claim = stores.Take();
        var observer = stores.Claims();
        for (var i = 1; i <= 4; i++)
        {
            observer.Find("S-0001");
            stores.Clock.Pass(40_000);
            var renewed = stores.Claims().Renew("S-0001", stores.Story, claim.Token!);
            Assert.Equal((claim.Token, 1L, (long)i), (renewed.Token, renewed.Epoch, renewed.Renewals));
            Assert.Equal(StoryClaimState.Held, observer.Find("S-0001")?.State);
        }

        Assert.Throws<StoryClaimedException>(() => stores.Take("Bob", claims: observer));
    }

    [Fact]
    public void The_looks_of_processes_that_look_once_add_up()
    {
        using var stores = new ClaimStores(ClaimStores.Refs);
        stores.Take();
        Assert.Throws<StoryClaimedException>(() => stores.Take("Bob"));
        stores.Clock.Pass(60_000);
        Assert.Equal("Bob", stores.Take("Bob").Owner); // no object of before has a part in it

        stores.Clock.Pass(120_000);
        Assert.Throws<StoryClaimedException>(() => stores.Take("Cid")); // the first look at Bob's
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_no_claim_counts_as_one_for_the_default_lease(string kind)
    {
        foreach (var text in new[] { "", "garbage", "ai-sdlc-claim 1\nowner=Eve\n", "ai-sdlc-claim 1\nepoch=-1\nlease=x\nend\n", new string('x', 100_000), "\0\u001B]0;title\u0007" })
        {
            using var stores = new ClaimStores(kind);
            stores.Put(Encoding.UTF8.GetBytes(text));
            var claims = stores.Claims();
            Assert.Equal(StoryClaimState.Unreadable, claims.Find("S-0001")?.State);
            Assert.Single(claims.All(note: false));
            Assert.DoesNotContain(Assert.Throws<StoryClaimedException>(() => stores.Take(claims: claims)).Message, char.IsControl);

            stores.Clock.Pass(ClaimRecord.DefaultLease.TotalMilliseconds);
            Assert.Equal("Ada", stores.Take(claims: claims).Owner);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_claim_of_a_later_version_is_never_taken(string kind)
    {
        using var stores = new ClaimStores(kind);
        stores.Put(Encoding.UTF8.GetBytes("ai-sdlc-claim 2\nwhat=ever\n"));
        var claims = stores.Claims();
        claims.Find("S-0001");
        stores.Clock.Pass(TimeSpan.FromDays(30).TotalMilliseconds);

        Assert.Contains("later version", Assert.Throws<StoryClaimedException>(() => stores.Take(claims: claims)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Of_many_at_once_one_gets_it(string kind)
    {
        using var stores = new ClaimStores(kind);
        for (var round = 1; round <= 4; round++)
        {
            using var start = new Barrier(6);
            var taken = await Task.WhenAll(Enumerable.Range(1, 6).Select(i => Task.Factory.StartNew(() => TryTake(stores, start, i), TaskCreationOptions.LongRunning)));

            var winner = Assert.Single(taken, claim => claim is not null)!;
            Assert.Equal(round, winner.Epoch);
            stores.Claims().End("S-0001", stores.Story, winner.Token!, ClaimEnd.GivenBack);
        }
    }

    [Fact]
    public void A_record_reads_as_it_was_written_and_an_owner_is_one_line_in_it()
    {
        var record = new ClaimRecord("S-0001", "Ada = Lovelace", "t@origin", 3, TimeSpan.FromSeconds(90), 2, "host", new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), ClaimEnd.GivenBack);
        Assert.Equal(record, ClaimRecord.Parse(record.ToString(), out _));
        Assert.Equal("origin", ClaimRecord.RemoteOf(record.Token));

        var forged = record with { Owner = "Eve\ntoken=mine\nend\n" };
        Assert.Equal("t@origin", ClaimRecord.Parse(forged.ToString(), out _)?.Token);
        Assert.Equal(ClaimRecord.LongestLease, ClaimRecord.Parse((record with { Lease = TimeSpan.FromDays(900) }).ToString(), out _)?.Lease);
    }

    private static StoryClaim? TryTake(ClaimStores stores, Barrier start, int i)
    {
        var claims = stores.Claims();
        start.SignalAndWait();
        try
        {
            return stores.Take($"agent-{i}", claims: claims);
        }
        catch (StoryClaimedException)
        {
            return null;
        }
    }
}
