using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace AiSdlc.Platform;

/// <summary>A process, so exactly that another one with its id is not taken for it, and so honestly that "dead" is proof.</summary>
/// <param name="Id">Process id.</param>
/// <param name="Start">When it started, as the kernel says it: equal for every observer.</param>
/// <param name="World">What id and start are relative to: machine, boot, process id namespace and time namespace.</param>
internal sealed record ProcessIdentity(int Id, string Start, string World)
{
    private static readonly bool Linux = RuntimeInformation.IsOSPlatform(OSPlatform.Linux);
    private static readonly bool Windows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    private static ProcessIdentity? _current;
    private static string? _currentUser;

    /// <summary>This process; null where too little can be learned to prove anything, as while too many files are open.</summary>
    public static ProcessIdentity? Current => _current ??= Find();

    /// <summary>Name of this process; of its program, where that was started by <c>dotnet</c>, as a .NET tool is.</summary>
    public static string CurrentName { get; } = NameOfThis();

    /// <summary>Name of its user; empty while it cannot be looked up, as while too many files are open. Asked once: each time it reads the user database.</summary>
    public static string CurrentUser
    {
        get
        {
            try
            {
                return _currentUser ??= Environment.UserName;
            }
            catch (IOException)
            {
                return string.Empty;
            }
        }
    }

    /// <summary>True only when it certainly no longer runs: same world, and no process with that id and start time.</summary>
    public bool IsDead()
    {
        if (Current is not { } here || here.World != World)
        {
            return false;
        }

        return !Exists(Id) || (StartOf(Id) is { } start && start != Start);
    }

    private static ProcessIdentity? Find()
    {
        using var process = Process.GetCurrentProcess();
        return StartOf(process.Id) is { } start && WorldHere() is { } world ? new(process.Id, start, world) : null;
    }

    private static string NameOfThis()
    {
        using var process = Process.GetCurrentProcess();
        var name = process.ProcessName;
        return name == "dotnet" ? Assembly.GetEntryAssembly()?.GetName().Name ?? name : name;
    }

    // Not by /proc: mounted with hidepid it hides other users' processes, which are alive all the same.
    private static bool Exists(int id)
    {
        if (Windows)
        {
            return StartOf(id) != string.Empty;
        }

        const int noSuchProcess = 3; // ESRCH, on Linux and macOS
        return Libc.Kill(id, 0) == 0 || Marshal.GetLastWin32Error() != noSuchProcess;
    }

    // Null: cannot be known. Empty: no such process.
    private static string? StartOf(int id)
    {
        if (Linux)
        {
            return StartInProc(id);
        }

        try
        {
            using var process = Process.GetProcessById(id);
            return process.StartTime.ToFileTimeUtc().ToString(CultureInfo.InvariantCulture);
        }
        catch (ArgumentException)
        {
            return string.Empty;
        }
        catch (Exception exception) when (exception is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    // Process.StartTime differs by up to a millisecond between observers here; field 22 of proc_pid_stat(5) does not. The
    // name in field 2 may hold spaces and parentheses, so count from its end. A zombie holds nothing any more.
    private static string? StartInProc(int id)
    {
        try
        {
            var stat = File.ReadAllText(string.Format(CultureInfo.InvariantCulture, "/proc/{0}/stat", id));
            var fields = stat.Substring(stat.LastIndexOf(')') + 2).Split(' ');
            return fields[0] is "Z" or "X" ? string.Empty : fields[19];
        }
        catch (Exception exception) when (NativeErrors.IsFrom(exception))
        {
            return null;
        }
    }

    private static string? WorldHere()
    {
        if (!Linux)
        {
            return Environment.MachineName; // start times are absolute there, so a reboot cannot be mistaken
        }

        try
        {
            var boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
            return IsProcOurs() && ReadLink("/proc/self/ns/pid") is { } space
                ? string.Join(" ", boot, space, ReadLink("/proc/self/ns/time"), Environment.MachineName)
                : null;
        }
        catch (Exception exception) when (NativeErrors.IsFrom(exception))
        {
            return null;
        }
    }

    // Another container's /proc, mounted here, speaks of other processes: there our own id is another one.
    private static bool IsProcOurs()
    {
        using var process = Process.GetCurrentProcess();
        return ReadLink("/proc/self") == process.Id.ToString(CultureInfo.InvariantCulture);
    }

    private static string? ReadLink(string path)
    {
        var buffer = new byte[256];
        var length = (int)Libc.ReadLink(path, buffer, new IntPtr(buffer.Length));
        return length > 0 ? Encoding.UTF8.GetString(buffer, 0, length) : null;
    }
}
