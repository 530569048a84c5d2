using System.Collections;
using System.Linq;
using System.Management.Automation;

namespace AiSdlc.Commands;

/// <summary>
/// The lines that PowerShell's type data gives our objects, and what came of them in another session
/// (module/AiSdlc.PowerShell.Types.ps1xml).
/// </summary>
public static class StoryTypeData
{
    /// <summary>A story in one line.</summary>
    public static string Story(PSObject instance) =>
        VisibleText.Of($"{Text(instance, "Id")} ({Text(instance, "Status")}) {Text(instance, "Title")}, {Text(instance, "Path")}");

    /// <summary>A finding in one line, as compilers write it.</summary>
    public static string Finding(PSObject instance) => VisibleText.Of(
        $"{Text(instance, "Path")}({Text(instance, "Line")},{Text(instance, "Column")}): {Text(instance, "Severity")} {Text(instance, "Rule")}: {Text(instance, "Message")}");

    /// <summary>A lock in one line.</summary>
    public static string Lock(PSObject instance) =>
        VisibleText.Of($"{Text(instance, "StoryId")} ({Text(instance, "State")}) {Text(instance, "Holder")}, {Text(instance, "LockPath")}");

    /// <summary>The holder of a lock in one line.</summary>
    public static string Holder(PSObject instance) => VisibleText.Of(
        $"{Text(instance, "ProcessName")} ({Text(instance, "ProcessId")}), {Text(instance, "User")} on {Text(instance, "Machine")}, runspace {Text(instance, "Runspace")}, since {Text(instance, "Since")}");

    /// <summary>The path of a file beside a story.</summary>
    public static string File(PSObject instance) => VisibleText.Of(Text(instance, "FullName"));

    /// <summary>A claim in one line.</summary>
    public static string Claim(PSObject instance) =>
        VisibleText.Of($"{Text(instance, "Id")}: {Text(instance, "State")}, {Text(instance, "Owner")}, epoch {Text(instance, "Epoch")}");

    /// <summary>Whether a story is ready, and else why not.</summary>
    public static string Readiness(PSObject instance) =>
        VisibleText.Of($"{Text(instance, "Id")}: {(Is(instance, "IsReady") ? "ready" : Text(instance, "Reason"))}");

    /// <summary>What came of a merge, in one line.</summary>
    public static string Merge(PSObject instance)
    {
        var state = Is(instance, "IsStaged") ? "merged, staged" : Is(instance, "IsClean") ? "merged" : "in doubt";
        var conflicts = (instance.Properties["Conflicts"]?.Value as IEnumerable)?.Cast<object?>().Select(item => LanguagePrimitives.ConvertTo<string>(item)) ?? [];
        return VisibleText.Of($"{Text(instance, "StoryId")} ({state}) {string.Join(", ", conflicts)}, {Text(instance, "Path")}");
    }

    /// <summary>A conflict in one line.</summary>
    public static string Conflict(PSObject instance) =>
        VisibleText.Of($"{Text(instance, "Key")} (ours: {Text(instance, "Ours")}, theirs: {Text(instance, "Theirs")})");

    private static string Text(PSObject instance, string name) => LanguagePrimitives.ConvertTo<string>(instance.Properties[name]?.Value);

    private static bool Is(PSObject instance, string name) => LanguagePrimitives.IsTrue(instance.Properties[name]?.Value);
}
