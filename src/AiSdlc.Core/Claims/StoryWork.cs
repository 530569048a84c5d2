using System;
using System.Collections.Generic;
using AiSdlc.Board;
using AiSdlc.Errors;
using AiSdlc.Locking;
using AiSdlc.Paths;
using AiSdlc.Stories;

namespace AiSdlc.Claims;

/// <summary>
/// Starting and stopping work. The claim decides and is changed first, the story's status follows. Who dies in between leaves a claim that says more than the
/// story: one that was started lapses, one that was given back is in the queue again, and one that is done is finished by the next who starts something here.
/// </summary>
internal static class StoryWork
{
    private const string InProgress = "in-progress";

    /// <summary>Claims a story and sets it in progress.</summary>
    /// <param name="claims">Where it is decided.</param>
    /// <param name="path">The story.</param>
    /// <param name="options">Who starts it, and how.</param>
    /// <param name="request">For the story's lock.</param>
    /// <exception cref="StoryClaimedException">Somebody has it.</exception>
    /// <exception cref="StoryException">It cannot be started; the claim is given back.</exception>
    public static StoryClaim Start(StoryClaims claims, string path, StartOptions options, LockRequest request)
    {
        var story = StoryPaths.Resolve(path).Story;
        var id = StoryException.IdOf(story);
        var before = options.Force && claims.Find(id)?.State == StoryClaimState.Done ? ClaimEnd.Done : ClaimEnd.GivenBack;
        StoryStore.Shared.Preview(story, Begin(options), request); // refused, if at all, before anybody could see a claim
        var claim = claims.Take(id, story, options.Owner, options.Lease, options.Force);
        try
        {
            StoryStore.Shared.Update(story, Begin(options) with { Guard = paths => claims.Require(id, paths.Story, claim.Token!) }, request);
            return claim;
        }
        catch
        {
            GiveBack(claims, claim, before, request.Log);
            throw;
        }
    }

    /// <summary>Starts the first of some stories that nobody else gets before; null when there is none.</summary>
    public static StoryClaim? StartFirst(StoryClaims claims, IEnumerable<StoryReadiness> queue, StartOptions options, LockRequest request)
    {
        foreach (var candidate in queue)
        {
            if (candidate is { Claim.State: StoryClaimState.Done, Story.Status: InProgress })
            {
                Finish(candidate.Story, request);
            }

            if (candidate.IsReady && TryStart(claims, candidate.Story, options, request) is { } claim)
            {
                return claim;
            }
        }

        return null;
    }

    /// <summary>Ends a claim and sets the story's status: ready again, or done.</summary>
    /// <exception cref="ClaimLostException">It is not the story's claim any more.</exception>
    /// <exception cref="StatusNotAllowedException">It may not be done yet.</exception>
    public static StoryClaim Stop(StoryClaims claims, string path, string token, ClaimEnd end, bool force, LockRequest request)
    {
        var paths = StoryPaths.Resolve(path);
        var id = StoryException.IdOf(paths.Story);
        using var hold = StoryStore.Shared.Hold([paths], request);
        StoryStore.Shared.Preview(paths.Story, Stopped(end, force), request);
        var ended = claims.End(id, paths.Story, token, end);
        StoryStore.Shared.Update(paths.Story, Stopped(end, force: true), request);
        return ended;
    }

    private static StoryClaim? TryStart(StoryClaims claims, Story story, StartOptions options, LockRequest request)
    {
        try
        {
            return Start(claims, story.Path, options with { IfVersion = story.Version }, request);
        }
        catch (StoryException exception) when (exception is StoryClaimedException or ClaimLostException or StoryChangedException or StoryLockedException or StoryNotFoundException)
        {
            request.Log.Verbose?.Invoke(exception.Message);
            return null;
        }
        catch (GitException exception) when (exception.Code == "EGITLOCK")
        {
            request.Log.Warning(exception.Message); // until somebody deletes the file; the other stories have refs of their own
            return null;
        }
    }

    private static void Finish(Story story, LockRequest request)
    {
        try
        {
            StoryStore.Shared.Update(story.Path, StoryLifecycle.SetStatus("done", force: true) with { IfVersion = story.Version }, request);
            request.Log.Verbose?.Invoke($"Story {story.Id} was done, as its claim says, and is now.");
        }
        catch (StoryException exception) when (exception is StoryChangedException or StoryLockedException or StoryNotFoundException)
        {
            request.Log.Verbose?.Invoke(exception.Message); // somebody is at it; the next who comes looks again
        }
    }

    private static void GiveBack(StoryClaims claims, StoryClaim claim, ClaimEnd end, StoryLog log)
    {
        try
        {
            claims.End(claim.Id, claim.Path!, claim.Token!, end);
        }
        catch (StoryException exception)
        {
            log.Warning($"The claim on story {claim.Id} could not be given back, and lapses by itself: {exception.Message}");
        }
    }

    private static StoryEdit Begin(StartOptions options) => StoryLifecycle.Edit(data =>
    {
        if (data["status"] as string is not ("ready" or InProgress) && !options.Force)
        {
            throw new StatusFault($"it can be started when it is ready, and is {data["status"] ?? "without a status"}.", canBeForced: true);
        }

        data["status"] = InProgress;
        data["assignee"] = options.Owner;
    }) with
    { IfVersion = options.IfVersion };

    private static StoryEdit Stopped(ClaimEnd end, bool force) => end == ClaimEnd.Done
        ? StoryLifecycle.SetStatus("done", force)
        : StoryLifecycle.Edit(data =>
        {
            data.Remove("assignee");
            if (data["status"] as string == InProgress)
            {
                data["status"] = "ready";
            }
        });
}

/// <summary>How a story is started.</summary>
/// <param name="Owner">Who.</param>
/// <param name="Lease">So long without a renewal, and the claim is over.</param>
/// <param name="Force">Whatever its status, and even if its claim says that it is done.</param>
/// <param name="IfVersion">Only if the story is still this version; null for any.</param>
internal sealed record StartOptions(string Owner, TimeSpan Lease, bool Force = false, string? IfVersion = null);
