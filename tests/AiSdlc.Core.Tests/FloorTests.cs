using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Emit;
using System.Text.RegularExpressions;
using AiSdlc.Locking;

namespace AiSdlc.Tests;

/// <summary>The floors of the core: each folder needs only those above it in this list. Read off the compiled references, not off the usings.</summary>
public sealed class FloorTests
{
    private static readonly string[] Floors = ["Platform", "Errors", "Paths", "Locking", "Storage", "Stories", "Board", "Git", "Claims"];

    // Pairs of floors that stand beside each other: a link that is refused is an error with paths in it, and an error of the system names a path.
    private static readonly (string, string)[] Beside = [("Errors", "Paths"), ("Paths", "Errors")];

    // Types that need each other in a circle, and why that is right.
    private static readonly HashSet<string> Circles =
    [
        // The manager is what the parts of the lock share; they are made of it.
        "CrossProcessWaitQueue", "Heartbeat", "InProcessWaitQueue", "LockAcquisition", "LockInspector", "LockLease", "LockManager", "LockWait", "MultiLock", "SignalRelease", "StoryLock", "QueueTicket",
        "LockStatus",

        // A folder opens itself as one or the other; a file system is the machine's own.
        "PrivateFolder", "FolderByDescriptor", "FolderByPath", "FileSystem", "PosixFileSystem", "WindowsFileSystem", "NoAtimeListing", "ExtendedAttributes",

        // A story reads its own body when it is asked.
        "Story", "StoryStore", "StoryRead", "StoryUpdate", "StoryEdit", "JitWarmup", "EditSummary",
    ];

    private static readonly Type[] Types = typeof(LockManager).Assembly.GetTypes();

    private static readonly Dictionary<string, string> FolderOf = Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "src", "AiSdlc.Core"), "*.cs", SearchOption.AllDirectories)
        .SelectMany(file => Regex.Matches(File.ReadAllText(file), @"^(?:public|internal)[\w ]*? (?:class|record struct|record|struct|enum|interface) (\w+)", RegexOptions.Multiline)
            .Select(match => (Name: match.Groups[1].Value, Folder: Path.GetRelativePath(Path.Combine(Repository.Root, "src", "AiSdlc.Core"), file).Split(Path.DirectorySeparatorChar)[0])))
        .GroupBy(type => type.Name)
        .ToDictionary(types => types.Key, types => types.First().Folder);

    [Fact]
    public void Every_type_stands_on_a_floor() =>
        Assert.Empty(Types.Where(type => type.Namespace?.StartsWith("AiSdlc", StringComparison.Ordinal) == true && !IsMade(type) && !Floors.Contains(FolderOf.GetValueOrDefault(Outermost(type).Name))).Select(type => type.FullName));

    [Fact]
    public void No_arrow_runs_up()
    {
        Assert.Empty(Arrows().Where(arrow => Array.IndexOf(Floors, arrow.FromFloor) < Array.IndexOf(Floors, arrow.ToFloor) && !Beside.Contains((arrow.FromFloor, arrow.ToFloor)))
            .Select(arrow => $"{arrow.FromFloor}/{arrow.From} needs {arrow.ToFloor}/{arrow.To}").Distinct().Order());
        Assert.Contains(Arrows(), arrow => (arrow.From, arrow.To) == ("StoryTransaction", "LockManager")); // or nothing was read
    }

    [Fact]
    public void Few_types_need_each_other_in_a_circle()
    {
        var needs = Arrows().Where(arrow => arrow.From != arrow.To).ToLookup(arrow => arrow.From, arrow => arrow.To);
        Assert.Empty(needs.Select(need => need.Key).Where(type => !Circles.Contains(type) && Reaches(needs, type)).Order());
    }

    private static bool Reaches(ILookup<string, string> needs, string type)
    {
        var seen = new HashSet<string>();
        var next = new Stack<string>(needs[type]);
        while (next.TryPop(out var other))
        {
            if (other == type)
            {
                return true;
            }

            if (seen.Add(other) && !Circles.Contains(other))
            {
                foreach (var further in needs[other])
                {
                    next.Push(further);
                }
            }
        }

        return false;
    }

    private static IEnumerable<(string From, string FromFloor, string To, string ToFloor)> Arrows() =>
        from type in Types
        let name = Outermost(type).Name
        where FolderOf.ContainsKey(name)
        from other in Referenced(type)
        let needed = Outermost(other).Name
        where other.Assembly == type.Assembly && FolderOf.ContainsKey(needed)
        select (name, FolderOf[name], needed, FolderOf[needed]);

    private static IEnumerable<Type> Referenced(Type type)
    {
        const BindingFlags all = BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        var methods = type.GetMethods(all).Cast<MethodBase>().Concat(type.GetConstructors(all));
        return new[] { type.BaseType }.Concat(type.GetInterfaces()).Concat(type.GetFields(all).Select(field => field.FieldType)).Concat(methods.SelectMany(InMethod))
            .OfType<Type>().SelectMany(Parts);
    }

    private static IEnumerable<Type?> InMethod(MethodBase method) =>
        method.GetParameters().Select(parameter => parameter.ParameterType)
            .Append((method as MethodInfo)?.ReturnType)
            .Concat(method.GetMethodBody()?.LocalVariables.Select(local => local.LocalType) ?? [])
            .Concat(Called(method));

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!) : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type) : [type];

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields().Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    // The types that the instructions of a method name: of members they call, and of what they make.
    private static IEnumerable<Type> Called(MethodBase method)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xFE ? unchecked((short)((0xFE << 8) | code[at + 1])) : code[at];
            var instruction = OpCodesByValue[value];
            at += instruction.Size;
            if (instruction.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
            {
                var generic = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
                var member = method.Module.ResolveMember(BitConverter.ToInt32(code, at), generic, method.IsGenericMethod ? method.GetGenericArguments() : null);
                if ((member as Type ?? member?.DeclaringType) is { } type)
                {
                    yield return type;
                }
            }

            at += instruction.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : type;

    private static bool IsMade(Type type) => Outermost(type).Name.StartsWith('<') || FolderOf.ContainsKey(Outermost(type).Name) is false && Outermost(type).Namespace == "System";
}
