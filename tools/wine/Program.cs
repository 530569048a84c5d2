using System;
using System.IO;
using System.Linq;
using System.Reflection;
using AiSdlc.Wine;
using Microsoft.PowerShell;

// dotnet PROGRAM.dll [ARGUMENT...]: runs a program that was built for any system; NuGet has no dotnet.exe for Windows.
// pwsh [ARGUMENT...], or dotnet pwsh.dll [ARGUMENT...]: PowerShell, whose own console prints nothing under Wine. As the server of a job it needs none.
var isProgram = args is [var first, ..] && first.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
if (!isProgram || Path.GetFileName(args[0]).Equals("pwsh.dll", StringComparison.OrdinalIgnoreCase))
{
    var rest = isProgram ? args[1..] : args;
    return rest.Contains("-s") ? UnmanagedPSEntry.Start(rest, rest.Length) : Shell.Run(rest);
}

var program = Path.GetFullPath(args[0]);
AppContext.SetData("APP_CONTEXT_BASE_DIRECTORY", Path.GetDirectoryName(program) + Path.DirectorySeparatorChar);
var assembly = Assembly.LoadFrom(program);
Assembly.SetEntryAssembly(assembly);
var main = assembly.EntryPoint!;
return main.Invoke(null, main.GetParameters().Length == 0 ? null : [args[1..]]) is int code ? code : 0;
