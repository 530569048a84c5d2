using System;
using System.Globalization;
using AiSdlc.Claims;

namespace AiSdlc;

/// <summary>What a claim is at the moment of a look.</summary>
public enum StoryClaimState
{
    /// <summary>Somebody works on the story, and renews the claim.</summary>
    Held,

    /// <summary>It was not renewed for its whole lease: whoever starts the story next gets it.</summary>
    Expired,

    /// <summary>The story was given back.</summary>
    Released,

    /// <summary>The story was done under it.</summary>
    Done,

    /// <summary>What stands there cannot be read. It counts as held for the default lease.</summary>
    Unreadable,

    /// <summary>A later version of this module wrote it. It counts as held.</summary>
    Newer,
}

/// <summary>A claim on a story: who works on it, and for how long.</summary>
public sealed class StoryClaim
{
    internal StoryClaim(string id, string? path, ClaimRecord? record, StoryClaimState state, TimeSpan stoodFor, string? remote, DateTime now, bool isOwn)
    {
        Id = id;
        Path = path;
        Owner = record?.Owner;
        Token = isOwn ? record?.Token : null;
        Epoch = record?.Epoch ?? 0;
        Lease = record?.Lease ?? ClaimRecord.DefaultLease;
        Renewals = record?.Renewals ?? 0;
        Host = record?.Host;
        Since = record?.Since;
        State = state;
        Remote = remote;
        FreeAt = state is StoryClaimState.Held or StoryClaimState.Unreadable ? now + (Lease - stoodFor) : null;
    }

    /// <summary>True where nobody works on the story any more by it: it was given back, or the story is done.</summary>
    internal bool IsOver => State is StoryClaimState.Released or StoryClaimState.Done;

    /// <summary>Id of the story.</summary>
    public string Id { get; }

    /// <summary>The story's file; null when it is not on this board.</summary>
    public string? Path { get; private set; }

    /// <summary>Whose claim it is; null when it cannot be read.</summary>
    public string? Owner { get; }

    /// <summary>What -Claim takes. Only the one who took the claim is told.</summary>
    public string? Token { get; }

    /// <summary>Number of this claim on the story; it only grows.</summary>
    public long Epoch { get; }

    /// <summary>So long without a renewal, and the story is free again.</summary>
    public TimeSpan Lease { get; }

    /// <summary>How often it was renewed.</summary>
    public long Renewals { get; }

    /// <summary>The owner's machine.</summary>
    public string? Host { get; }

    /// <summary>When it was taken, by the owner's clock.</summary>
    public DateTime? Since { get; }

    /// <summary>What it is now.</summary>
    public StoryClaimState State { get; }

    /// <summary>The remote that decides on it; null when this clone, or the board itself, does.</summary>
    public string? Remote { get; }

    /// <summary>When it is free if nobody renews it, by this machine's clock (UTC); null for one that is not held.</summary>
    public DateTime? FreeAt { get; }

    /// <summary>The claim with the file of its story.</summary>
    internal StoryClaim At(string? path)
    {
        Path = path;
        return this;
    }

    /// <summary>Owner and state, to be shown.</summary>
    public override string ToString() => VisibleText.Of(string.Format(CultureInfo.InvariantCulture, "{0} {1} by {2}, epoch {3}", Id, State, Owner ?? "(unknown)", Epoch));
}
