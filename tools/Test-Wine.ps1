#Requires -Version 7.4

<#
.SYNOPSIS
Runs the suites on Windows' .NET and PowerShell, under Wine.

.DESCRIPTION
Needs Linux and Wine 10 or later on the PATH (64-bit alone will do; with Wine 8, .NET 10 crashes). Build the solution first: the same assemblies run, by
a stand-in for dotnet.exe that this script publishes into out/wine. It is no proof for Windows: docs/testing.md says what Wine is not.

.EXAMPLE
tools/Test-Wine.ps1 Core -Name *.WindowsTests
#>
[CmdletBinding()]
param(
    # Which suites to run, in order.
    [Parameter(Position = 0)]
    [ValidateSet('Frontmatter', 'Core', 'PowerShell', 'Pester', 'Chaos')]
    [string[]] $Suite = ('Frontmatter', 'Core', 'PowerShell', 'Pester', 'Chaos'),

    # Classes of tests, or suites of Pester, with wildcards.
    [string] $Name = '*'
)

$ErrorActionPreference = 'Stop'
$null = Get-Command wine -CommandType Application
Set-Location -LiteralPath (Split-Path $PSScriptRoot)
dotnet publish tools/wine '-p:OutFolder=out/wine' -o out/wine/dotnet -v quiet -nologo
if ($LASTEXITCODE -ne 0) { throw 'The stand-in for dotnet.exe could not be published.' }

$env:LANG = 'C.UTF-8' # otherwise Wine knows no file names beyond ASCII
$env:WINEDEBUG = '-all'
$env:WINEDLLOVERRIDES = 'winedbg.exe=d' # a process that is killed needs no debugger
$env:DOTNET_HOST_PATH = 'Z:' + (Join-Path $PWD out wine dotnet dotnet.exe).Replace('/', '\')

# Suites count what failed, and throw nothing.
$pester = "`$counts = tests/Pester/Invoke-Suite.ps1 -Name '$Name'; `$counts | Format-Table; if (`$counts.Failed -gt 0) { throw 'Failed.' }"

function Invoke-Program([string] $Project) { wine out/wine/dotnet/dotnet.exe "out/bin/$Project/debug/$Project.dll" @args }

$failed = foreach ($part in $Suite) {
    $(switch ($part) {
            'Pester' { wine out/wine/dotnet/pwsh.exe -NoProfile -Command $pester }
            'Chaos' { Invoke-Program AiSdlc.Chaos chaos --kills 200 --seconds 600 --core 3 --stop }
            default { Invoke-Program "AiSdlc.$part.Tests" -parallel none -class $Name }
        }) | Out-Host
    if ($LASTEXITCODE -ne 0) { $part }
}
if ($failed) { throw "Failed: $($failed -join ', ')." }
