<#
.SYNOPSIS
Builds, demonstrates and tests AiSdlc.PowerShell.
.DESCRIPTION
A table of thin tasks over dotnet. Uses only .NET calls and cmdlets of the engine itself, so that it runs the same under pwsh
(./build.ps1 Test) and, on a machine with nothing but the .NET SDK, under the Shell of this repository
(dotnet run --project src/AiSdlc.Shell -- -File build.ps1 Test).
.PARAMETER Task
Tasks to run, in order.
#>
param(
    [Parameter(Position = 0, ValueFromRemainingArguments)]
    [ValidateSet('Build', 'Demo', 'Test', 'Pester', 'Package', 'Analyze', 'Format', 'Clean')]
    [string[]] $Task = 'Build'
)

$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$solution = [IO.Path]::Combine($root, 'AiSdlc.PowerShell.sln')
# What is tested: what the build stages, or the module whose manifest the environment names, such as one that was built elsewhere.
$module = if ($env:AISDLC_MODULE) { [IO.Path]::GetDirectoryName($env:AISDLC_MODULE) } else { [IO.Path]::Combine($root, 'out', 'AiSdlc.PowerShell') }

function Say([string] $Text) { [Console]::Out.WriteLine($Text) }

function Invoke-Program {
    $program, $arguments = $args
    & $program @arguments
    if ($LASTEXITCODE -ne 0) { throw "$args failed with exit code $LASTEXITCODE." }
}

function Test-Program([string] $Name) { $null -ne (Get-Command $Name -CommandType Application -ErrorAction Ignore) }

# The Node peers of the tests. Without Node, or without its registry, the tests that need them skip and say so.
function Install-NodePeer {
    $interop = [IO.Path]::Combine($root, 'tests', 'interop')
    if (-not (Test-Program npm)) { Say 'Node is not installed: tests with Node peers will be skipped.'; return }
    if ([IO.Directory]::Exists([IO.Path]::Combine($interop, 'node_modules'))) { return }
    & npm ci --prefix $interop --no-audit --no-fund --loglevel=error
    if ($LASTEXITCODE -ne 0) { Say 'npm could not install the Node peers: tests with them will be skipped.' }
}

# Runs one test project, with further arguments, and returns its counts.
function Invoke-TestProject([string] $Project) {
    $count = @{ succeeded = 0; failed = 0; skipped = 0 }
    & dotnet test --no-build --project $Project --no-progress @args | ForEach-Object {
        Say $_
        if ($_ -match '^\s+(succeeded|failed|skipped): (\d+)') { $count[$Matches[1]] = [int] $Matches[2] }
    }
    if ($LASTEXITCODE -ne 0 -and $count.failed -eq 0) { $count.failed = 1 } # it broke before it could count
    $count
}

# A copy of the staged module that loads the build for Windows PowerShell in any edition. Returns its folder.
function Copy-DesktopModule {
    $copy = [IO.Path]::Combine($root, 'out', 'desktop', 'AiSdlc.PowerShell')
    foreach ($file in [IO.Directory]::GetFiles($module, '*', 'AllDirectories')) {
        $target = [IO.Path]::Combine($copy, $file.Substring($module.Length + 1))
        [void] [IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($target))
        [IO.File]::Copy($file, $target, $true)
    }
    $manifest = [IO.Path]::Combine($copy, 'AiSdlc.PowerShell.psd1')
    [IO.File]::WriteAllText($manifest, ([IO.File]::ReadAllText($manifest) -replace 'RootModule +=.*', "RootModule = 'netstandard2.0/AiSdlc.PowerShell.dll'"))
    $copy
}

# The engine tests once more, with the build for Windows PowerShell. Left out are those of the package, the Shell and the harness.
function Test-DesktopModule {
    $before = $env:AISDLC_MODULE, $env:AISDLC_MODULE_PATH
    $copy = Copy-DesktopModule
    $env:AISDLC_MODULE = [IO.Path]::Combine($copy, 'AiSdlc.PowerShell.psd1')
    $env:AISDLC_MODULE_PATH = [IO.Path]::GetDirectoryName($copy)
    $env:AISDLC_TEST_EDITION = 'netstandard2.0'
    try {
        $others = 'Shell*', 'ModuleTests', 'HelpTests', 'IsolationTests', 'PackageTests', 'ChaosTests', 'GitIgnoreTests' |
            ForEach-Object { '--filter-not-class'; "AiSdlc.Tests.$_" }
        Invoke-TestProject ([IO.Path]::Combine($root, 'tests', 'AiSdlc.PowerShell.Tests')) @others
    } finally {
        $env:AISDLC_MODULE, $env:AISDLC_MODULE_PATH = $before
        $env:AISDLC_TEST_EDITION = $null
    }
}

$tasks = @{
    Build = { Invoke-Program dotnet build $solution -v quiet -nologo }

    Demo = {
        if (-not [IO.Directory]::Exists($module)) { & $tasks.Build }
        Import-Module $module
        & ([IO.Path]::Combine($root, 'tests', 'sample', 'demo.ps1'))
    }

    Test = {
        & $tasks.Build
        Install-NodePeer
        $counts = [IO.Path]::Combine($root, 'out', 'chaos.log')
        [IO.File]::Delete($counts)
        $total = @{ succeeded = 0; failed = 0; skipped = 0 }
        foreach ($project in [IO.Directory]::GetFiles([IO.Path]::Combine($root, 'tests'), '*.Tests.csproj', 'AllDirectories')) {
            $count = Invoke-TestProject $project
            Say "$([IO.Path]::GetFileNameWithoutExtension($project)): $($count.succeeded) passed, $($count.failed) failed, $($count.skipped) skipped"
            foreach ($key in @($total.Keys)) { $total[$key] += $count[$key] }
        }
        $count = Test-DesktopModule
        Say "AiSdlc.PowerShell.Tests on netstandard2.0: $($count.succeeded) passed, $($count.failed) failed, $($count.skipped) skipped"
        foreach ($key in @($total.Keys)) { $total[$key] += $count[$key] }
        if ([IO.File]::Exists($counts)) { Say "`nChaos:`n$([IO.File]::ReadAllText($counts))" }
        Say "$($total.succeeded) passed, $($total.failed) failed, $($total.skipped) skipped"
        if ($total.failed -gt 0 -or $total.succeeded -eq 0) { throw 'Tests failed.' }
    }

    Pester = {
        if (-not [IO.Directory]::Exists($module)) { & $tasks.Build }
        Invoke-Program pwsh -NoProfile -File ([IO.Path]::Combine($root, 'tests', 'Pester', 'Invoke-Suite.ps1'))
    }

    # From a clean build, with the paths of this machine left out of it.
    Package = {
        & $tasks.Clean
        Invoke-Program dotnet build $solution -v quiet -nologo -p:ContinuousIntegrationBuild=true
        $package = & ([IO.Path]::Combine($root, 'tools', 'New-Package.ps1')) $module ([IO.Path]::Combine($root, 'out', 'package'))
        Say "$package, $([IO.FileInfo]::new($package).Length) bytes"
    }

    Analyze = { Invoke-Program pwsh -NoProfile -File ([IO.Path]::Combine($root, 'tools', 'Invoke-Analyzer.ps1')) }

    Format = { Invoke-Program dotnet format $solution --verify-no-changes --no-restore }

    Clean = { if ([IO.Directory]::Exists([IO.Path]::Combine($root, 'out'))) { [IO.Directory]::Delete([IO.Path]::Combine($root, 'out'), $true) } }
}

foreach ($name in $Task) { & $tasks[$name] }
