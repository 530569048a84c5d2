using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using AiSdlc.Platform;

namespace AiSdlc.Locking;

/// <summary>The text of an owner record: one <c>name=value</c> a line, closed by a line <c>end</c>, without which it is torn.</summary>
/// <param name="Story">Canonical path of the story.</param>
/// <param name="Refreshed">The lock's mtime, to the tick.</param>
/// <param name="Since">When the lock was taken.</param>
/// <param name="Process">The holder's process; null where it could not tell who it is.</param>
/// <param name="ProcessName">Its name.</param>
/// <param name="Machine">Its machine's name.</param>
/// <param name="User">Its user's name.</param>
/// <param name="Runspace">The runspace's name.</param>
internal sealed record OwnerFacts(
    string Story, DateTime Refreshed, DateTime Since, ProcessIdentity? Process, string ProcessName, string Machine, string User, string Runspace)
{
    private const string End = "end";

    /// <summary>The facts about a lock that this process is to take; the times are not known yet.</summary>
    public static OwnerFacts OfThisProcess(string story, LockOwner owner) => new(
        story, default, default, ProcessIdentity.Current, ProcessIdentity.CurrentName, Environment.MachineName, ProcessIdentity.CurrentUser, OneLine(owner.Name));

    /// <summary>Reads a record; null for anything that is not one, whole.</summary>
    public static OwnerFacts? Parse(string text)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var lines = text.Split('\n');
        foreach (var line in lines)
        {
            var equals = line.IndexOf('=');
            if (equals > 0)
            {
                fields[line.Substring(0, equals)] = line.Substring(equals + 1);
            }
        }

        string Field(string name) => fields.TryGetValue(name, out var value) ? value : string.Empty;
        return lines.Length > 1 && lines[lines.Length - 2] == End
            && Time(Field("refreshed")) is { } refreshed && Time(Field("since")) is { } since
            ? new OwnerFacts(
                Field("story"), refreshed, since, Identity(Field("pid"), Field("start"), Field("world")),
                Field("process"), Field("machine"), Field("user"), Field("runspace"))
            : null;
    }

    /// <summary>True when the holder certainly died while it held this very lock.</summary>
    public bool ProvesDeath() => LockIdentity.IsUnique(Refreshed) && Process?.IsDead() == true;

    /// <summary>The holder for a user's eyes.</summary>
    public StoryLockHolder ToHolder() => new(
        Process?.Id ?? 0, ProcessName, Machine, User, Runspace, Since, Process is not null && Process == ProcessIdentity.Current);

    /// <summary>The record's text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        void Line(string name, string value) => text.Append(name).Append('=').Append(value).Append('\n');
        Line("story", Story);
        Line("refreshed", Refreshed.Ticks.ToString(CultureInfo.InvariantCulture));
        Line("since", Since.Ticks.ToString(CultureInfo.InvariantCulture));
        if (Process is { } process)
        {
            Line("pid", process.Id.ToString(CultureInfo.InvariantCulture));
            Line("start", process.Start);
            Line("world", process.World);
        }

        Line("process", ProcessName);
        Line("machine", Machine);
        Line("user", User);
        Line("runspace", Runspace);
        return text.Append(End).Append('\n').ToString();
    }

    private static DateTime? Time(string ticks) =>
        long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= DateTime.MaxValue.Ticks
            ? new DateTime(value, DateTimeKind.Utc)
            : null;

    private static ProcessIdentity? Identity(string pid, string start, string world) =>
        int.TryParse(pid, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0 && start.Length > 0 && world.Length > 0
            ? new(id, start, world)
            : null;

    private static string OneLine(string text) => text.Replace('\r', ' ').Replace('\n', ' ');
}
