<#
.SYNOPSIS
Builds, demonstrates and tests AiSdlc.PowerShell.
.DESCRIPTION
A table of thin tasks over dotnet. With PowerShell installed, run ./build.ps1 Test. With the .NET SDK alone, run
dotnet tool exec powershell -y -- ./build.ps1 Test: that brings the PowerShell which .config/dotnet-tools.json names.
.PARAMETER Task
Tasks to run, in order.
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0, ValueFromRemainingArguments)]
    [ValidateSet('Build', 'Demo', 'Test', 'Pester', 'Package', 'Engine', 'Analyze', 'Format', 'Clean')]
    [string[]] $Task = 'Build'
)

$ErrorActionPreference = 'Stop'
$out = Join-Path $PSScriptRoot 'out'
# What is tested: the module that the build stages, or the one whose manifest the environment names, such as one built elsewhere.
$manifest = if ($env:AISDLC_MODULE) { $env:AISDLC_MODULE } else { "$out/AiSdlc.PowerShell/AiSdlc.PowerShell.psd1" }

# Runs this script again, in the PowerShell that the repository names.
function Invoke-Tool {
    dotnet tool exec powershell -y -- -NoProfile -File $PSCommandPath @Task
    if ($LASTEXITCODE -ne 0) { throw "build.ps1 ended with exit code $LASTEXITCODE." }
}

# Runs this script again, at a path without brackets: PowerShell takes them for wildcards in the path of a module. All that dotnet is given
# is relative to the root, so that it does not see the link.
function Invoke-ThroughLink {
    $link = Join-Path ([IO.Path]::GetTempPath()) "ai-sdlc-build-$PID"
    $kind = if ($IsWindows) { 'Junction' } else { 'SymbolicLink' }
    $null = New-Item -ItemType $kind -Path $link -Target $PSScriptRoot
    try { & "$link/build.ps1" @Task } finally { Remove-Item -LiteralPath $link }
}

function Invoke-DotNet {
    dotnet @args
    if ($LASTEXITCODE -ne 0) { throw "'dotnet $args' failed with exit code $LASTEXITCODE." }
}

function Build-Solution {
    try {
        Invoke-DotNet build AiSdlc.PowerShell.sln -v quiet -nologo
    } catch {
        $missing = @(Get-MissingPackage)
        if ($missing.Count -gt 0) { throw "NuGet could not fetch these packages: $($missing -join ', ')." }
        throw
    }
}

# The packages that are wanted and not there. NuGet does not name them when it has no network.
function Get-MissingPackage {
    $folder = (dotnet nuget locals global-packages --list) -replace '^global-packages: '
    $download = ([xml] (Get-Content -LiteralPath "$PSScriptRoot/Directory.Packages.props" -Raw)).Project.PropertyGroup
    $wanted = @("PowerShell/$($download.PowerShellVersion)"; "YamlDotNet/$($download.YamlDotNetVersion)"; $download.PesterVersions -split ';' | ForEach-Object { "Pester/$_" })
    $wanted += Get-ChildItem -LiteralPath "$PSScriptRoot/src", "$PSScriptRoot/tests" -Recurse -Filter packages.lock.json | ForEach-Object {
        $lock = Get-Content -LiteralPath $_ -Raw | ConvertFrom-Json -AsHashtable
        $lock.dependencies.Values.GetEnumerator() | Where-Object { $_.Value.resolved } | ForEach-Object { "$($_.Key)/$($_.Value.resolved)" }
    }
    $wanted | Sort-Object -Unique | Where-Object { -not (Test-Path -LiteralPath (Join-Path $folder $_.ToLowerInvariant())) }
}

# The Node peers of the tests. Without Node, or without its registry, the tests that need them skip and say so.
function Install-NodePeer {
    $interop = "$PSScriptRoot/tests/interop"
    if (-not (Get-Command npm -CommandType Application -ErrorAction Ignore)) {
        Write-Host 'Node is not installed: tests with Node peers will be skipped.'
    } elseif (-not (Test-Path -LiteralPath "$interop/node_modules")) {
        Push-Location -LiteralPath $interop # with --prefix it would see a link
        npm ci --no-audit --no-fund --loglevel=error
        Pop-Location
        if ($LASTEXITCODE -ne 0) { Write-Host 'npm could not install the Node peers: tests with them will be skipped.' }
    }
}

# Runs one xunit project and emits its counts.
function Invoke-TestProject([IO.FileInfo] $Project) {
    $count = [pscustomobject]@{ Name = $Project.BaseName; Passed = 0; Failed = 0; Skipped = 0 }
    dotnet test --no-build --project "tests/$($Project.BaseName)" --no-progress | ForEach-Object {
        Write-Host $_
        switch -Regex ($_) {
            '^\s+succeeded: (\d+)' { $count.Passed = [int] $Matches[1] }
            '^\s+failed: (\d+)' { $count.Failed = [int] $Matches[1] }
            '^\s+skipped: (\d+)' { $count.Skipped = [int] $Matches[1] }
        }
    }
    if ($LASTEXITCODE -ne 0 -and $count.Failed -eq 0) { $count.Failed = 1 } # it broke before it could count
    $count
}

# Both Pesters, and the build for Windows PowerShell; emits the counts of each.
function Invoke-PesterSuite { & "$PSScriptRoot/tests/Pester/Invoke-Suite.ps1" -Module $manifest }

# Prints the counts and their sum, and throws unless each suite ran and passed.
function Write-Summary([object[]] $Count) {
    $Count | ForEach-Object { Write-Host "$($_.Name): $($_.Passed) passed, $($_.Failed) failed, $($_.Skipped) skipped" }
    $sum = $Count | Measure-Object Passed, Failed, Skipped -Sum
    Write-Host "$($sum[0].Sum) passed, $($sum[1].Sum) failed, $($sum[2].Sum) skipped"
    $bad = @($Count | Where-Object { $_.Failed -gt 0 -or $_.Passed -eq 0 })
    if ($bad.Count -gt 0) { throw "Failed, or ran no test: $($bad.Name -join ', ')." }
}

$tasks = @{
    Build = { Build-Solution }

    Demo = {
        if (-not (Test-Path -LiteralPath $manifest)) { Build-Solution }
        Import-Module $manifest
        & "$PSScriptRoot/tests/sample/demo.ps1"
    }

    Test = {
        Build-Solution
        Install-NodePeer
        $chaos = "$out/chaos.log"
        Remove-Item -LiteralPath $chaos -ErrorAction Ignore
        $before = $env:AISDLC_MODULE
        $env:AISDLC_MODULE = $manifest
        try {
            $counts = @(Get-ChildItem "$PSScriptRoot/tests" -Filter *.Tests.csproj -Depth 1 | ForEach-Object { Invoke-TestProject $_ }) + @(Invoke-PesterSuite)
        } finally {
            $env:AISDLC_MODULE = $before
        }
        if (Test-Path -LiteralPath $chaos) { Write-Host "`nChaos:`n$(Get-Content -LiteralPath $chaos -Raw)" }
        Write-Host 'All suites:'
        Write-Summary $counts
    }

    Pester = {
        if (-not (Test-Path -LiteralPath "$out/modules")) { Build-Solution }
        Write-Summary @(Invoke-PesterSuite)
    }

    # From a build of its own, so that nothing stale and no path of this machine gets into it.
    Package = {
        $release = "$out/release"
        Remove-Item -LiteralPath $release -Recurse -ErrorAction Ignore
        foreach ($project in 'AiSdlc.PowerShell', 'AiSdlc.Help') {
            Invoke-DotNet build "src/$project" -v quiet -nologo '-p:ContinuousIntegrationBuild=true' '-p:OutFolder=out/release'
        }
        Invoke-DotNet build tools/Precompile.csproj '-t:Precompile' -v quiet -nologo "-p:Module=$release/AiSdlc.PowerShell"
        $package = & "$PSScriptRoot/tools/New-Package.ps1" "$release/AiSdlc.PowerShell" "$out/package"
        Write-Host "$package, $((Get-Item -LiteralPath $package).Length) bytes"
    }

    # For tests that start hundreds of it: name its pwsh.dll in AISDLC_POWERSHELL.
    Engine = { Invoke-DotNet build tools/Precompile.csproj '-t:PrecompileEngine' -v quiet -nologo "-p:Engine=$out/engine" }

    Analyze = { & "$PSScriptRoot/tools/Invoke-Analyzer.ps1" }

    Format = { Invoke-DotNet format AiSdlc.PowerShell.sln --verify-no-changes --no-restore }

    Clean = { Remove-Item -LiteralPath $out -Recurse -ErrorAction Ignore }
}

# dotnet looks for global.json and for the manifest of tools in the current folder and above it.
Push-Location -LiteralPath $PSScriptRoot
try {
    $version = $PSVersionTable.PSVersion # Windows PowerShell has another type for it
    if ([version]"$($version.Major).$($version.Minor)" -lt '7.4') {
        Write-Host "This is PowerShell $version, and 7.4 is needed: going on in the one that .config/dotnet-tools.json names."
        Invoke-Tool
    } elseif ([WildcardPattern]::ContainsWildcardCharacters($PSScriptRoot)) {
        Invoke-ThroughLink
    } else {
        foreach ($name in $Task) { & $tasks[$name] }
    }
} finally {
    Pop-Location
}
