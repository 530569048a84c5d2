#Requires -Version 7.4

<#
.SYNOPSIS
Runs the Pester suites under both Pesters that the build downloads, and with both builds of the module.

.DESCRIPTION
Pester 5 and Pester 6 test the module; Pester 6 tests its build for Windows PowerShell once more. Each runs in a PowerShell of its own, at the
same time, and what they print comes when they are done. Build first.

.OUTPUTS
The name of each run, and how many tests passed, failed and were skipped. A process that dies counts as a failure.

.EXAMPLE
tests/Pester/Invoke-Suite.ps1 -Name Concurrency -Times 20
#>
[CmdletBinding()]
param(
    # Suites to run, without .Tests.ps1: a list, with commas too, and with wildcards.
    [string[]] $Name = '*',

    # How many times in a row.
    [ValidateRange(1, 1000)]
    [int] $Times = 1,

    # The manifest of the module to test.
    [string] $Module = "$PSScriptRoot/../../out/AiSdlc.PowerShell/AiSdlc.PowerShell.psd1"
)

$ErrorActionPreference = 'Stop'
Import-Module $PSScriptRoot/Board.psm1
$out = Convert-Path -LiteralPath "$PSScriptRoot/../../out"
$Module = Convert-Path -LiteralPath $Module

# A copy of the module that loads the build for Windows PowerShell in any edition; emits its manifest.
function Copy-DesktopModule {
    Remove-Item "$out/desktop" -Recurse -ErrorAction Ignore
    $copy = New-Item -ItemType Directory "$out/desktop/AiSdlc.PowerShell"
    Copy-Item "$(Split-Path $Module)/*" $copy -Recurse -Force
    $manifest = Join-Path $copy AiSdlc.PowerShell.psd1
    (Get-Content $manifest -Raw) -replace '\$PSEdition/', 'Desktop/' | Set-Content $manifest -NoNewline
    $manifest
}

# Runs in the new process, whose last line is the result.
$child = {
    param([string] $Version, [string] $Module, [string] $Edition, [string] $Modules, [string[]] $Path)
    $env:AISDLC_MODULE = $Module
    $env:AISDLC_TEST_EDITION = $Edition
    $env:PSModulePath = $Modules + [IO.Path]::PathSeparator + $env:PSModulePath
    Import-Module Pester -RequiredVersion $Version
    $configuration = New-PesterConfiguration
    $configuration.Run.Path = $Path
    $configuration.Run.PassThru = $true
    $result = Invoke-Pester -Configuration $configuration
    $broken = $result.FailedBlocksCount + $result.FailedContainersCount
    "result $($result.PassedCount) $($result.FailedCount + $broken) $($result.SkippedCount + $result.InconclusiveCount)"
}

$suites = @(Get-ChildItem $PSScriptRoot -Filter *.Tests.ps1 | Where-Object {
        $suite = $_.Name -replace '\.Tests\.ps1$'
        $Name -split ',' | Where-Object { $suite -like $_ }
    })
if ($suites.Count -eq 0) { throw "No suite is called $Name." }
$versions = @(Get-ChildItem "$out/modules/Pester" -Directory | ForEach-Object Name | Sort-Object)
$runs = @($versions | ForEach-Object { @{ Name = "Pester $_"; Version = $_; Module = $Module; Edition = 'Core' } })
$runs += @{ Name = "Pester $($versions[-1]) on the desktop build"; Version = $versions[-1]; Module = Copy-DesktopModule; Edition = 'Desktop' }

$program, $first = Get-PowerShellCommand
$command = "& { $child }"
foreach ($time in 1..$Times) {
    $runs | ForEach-Object -Parallel {
        $watch = [Diagnostics.Stopwatch]::StartNew()
        $count = [pscustomobject]@{ Name = $_.Name; Passed = 0; Failed = 1; Skipped = 0 }
        $list = @($_.Version; $_.Module; $_.Edition; "$using:out/modules") + ($using:suites).FullName | ForEach-Object { "'$($_.Replace("'", "''"))'" }
        $output = & $using:program $using:first -NoProfile -NonInteractive -Command "$using:command $($list[0..3]) $($list[4..$list.Count] -join ',')" 2>&1 |
            ForEach-Object {
                if ("$_" -match '^result (\d+) (\d+) (\d+)$') {
                    $count.Passed, $count.Failed, $count.Skipped = [int[]] $Matches[1, 2, 3]
                } else {
                    "$_"
                }
            }
        Write-Host "`n== $($_.Name), $([int] $watch.Elapsed.TotalSeconds) s`n$($output -join "`n")"
        $count
    }
}
