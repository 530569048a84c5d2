using System;
using System.Collections;
using System.IO;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading;
using AiSdlc.Frontmatter;
using AiSdlc.Locking;
using AiSdlc.Platform;
using AiSdlc.Storage;

namespace AiSdlc.Stories;

/// <summary>
/// Has what runs under the lock compiled before the first lock of a process is taken. Just-in-time compilation takes 60 ms on
/// an idle machine and a second on a busy one, and under the lock all others would wait for it.
/// </summary>
internal static class JitWarmup
{
    private const string Story = "---\nid: S-0001 # comment\ntitle: 'A story'\nlabels:\n  - one\nmap: { a: 1 }\nflag: false\n---\nBody\n";

    private const BindingFlags Own =
        BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Type[] UnderTheLock =
    [
        typeof(StoryLock), typeof(OwnerRecord), typeof(OwnerFacts), typeof(LockSnapshot), typeof(LockInspector), typeof(StalenessTracker), typeof(Heartbeat),
        typeof(OrphanedFiles), typeof(FileSnapshot), typeof(AtomicReplace), typeof(TemporaryFile), typeof(StoryTransaction), typeof(ExtendedAttributes),
        typeof(PosixCall), typeof(NoAtimeListing), typeof(DeferredClose), typeof(WaitTickets), FileSystem.Current.GetType(),

        // Not under it, but with an assembly of its own: the runtime remembers for good that it could not be loaded, as when too many files
        // are open at the first stale lock.
        typeof(LocalFileSystem),
    ];

    // A failure, as when too many files are open, is not remembered: the next call tries again.
    private static readonly Lazy<long> Done = new(Compile, LazyThreadSafetyMode.PublicationOnly);

    /// <summary>Compiles, and edits a sample in memory; does nothing from the second call on.</summary>
    public static void Once() => _ = Done.Value;

    private static long Compile()
    {
        foreach (var type in UnderTheLock)
        {
            foreach (var method in type.GetMethods(Own))
            {
                RuntimeHelpers.PrepareMethod(method.MethodHandle);
            }
        }

        return EditSample();
    }

    private static long EditSample()
    {
        var text = StoryText.Parse(Encoding.UTF8.GetBytes(Story));
        var edit = new StoryEdit
        {
            Remove = ["flag"],
            Set = new Hashtable { ["title"] = "Another: story", ["map"] = new Hashtable { ["a"] = 2 }, ["new"] = new[] { 1, 2 } },
            Add = new Hashtable { ["labels"] = "two" },
            Increment = ["count"],
            Touch = true,
        };
        var edited = text.Rewrite(edit.Apply(text.ReadData()));
        edited.WriteTo(Stream.Null);
        return edited.Length;
    }
}
