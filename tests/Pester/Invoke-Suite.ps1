#Requires -Version 7.4

<#
.SYNOPSIS
Runs the Pester suites under every Pester that is installed and supported.

.DESCRIPTION
The newest Pester 5 (from 5.9 on) and the newest Pester 6 each run in a pwsh of their own, at the same time. The last line is the sum over all
of them; the exit code is 1 when a test failed, or when none ran. Build the module first, or name another manifest in the
environment variable AISDLC_MODULE.

.EXAMPLE
pwsh tests/Pester/Invoke-Suite.ps1

.EXAMPLE
pwsh tests/Pester/Invoke-Suite.ps1 -Name Concurrency -Times 20
#>
[CmdletBinding()]
param(
    # Suites to run, without .Tests.ps1: a list, with commas too, and with wildcards.
    [string[]] $Name = '*',

    # How many times in a row.
    [ValidateRange(1, 1000)]
    [int] $Times = 1
)

$ErrorActionPreference = 'Stop'

# Runs in the new process; the last line of its output is the result.
$child = {
    param([string] $Version, [string[]] $Path)
    Import-Module Pester -RequiredVersion $Version
    $configuration = New-PesterConfiguration
    $configuration.Run.Path = $Path
    $configuration.Run.PassThru = $true
    $configuration.Output.Verbosity = 'Normal'
    $result = Invoke-Pester -Configuration $configuration
    $broken = $result.FailedBlocksCount + $result.FailedContainersCount
    "result $($result.PassedCount) $($result.FailedCount + $broken) $($result.SkippedCount + $result.InconclusiveCount)"
}

function Get-PesterVersion {
    $installed = Get-Module -ListAvailable Pester | Select-Object -ExpandProperty Version | Where-Object { $_ -ge [version]'5.9' -and $_.Major -le 6 }
    $installed | Group-Object Major | Sort-Object { [int] $_.Name } | ForEach-Object { $_.Group | Sort-Object | Select-Object -Last 1 }
}

# Runs the suites under each Pester; gives what they printed, and how many passed, failed and were skipped. A process that dies counts as a failure.
function Invoke-Pass([version[]] $Version, [string[]] $Path) {
    $list = ($Path | ForEach-Object { "'$($_.Replace("'", "''"))'" }) -join ','
    $command = "& { $child }"
    $Version | ForEach-Object -Parallel {
        $watch = [Diagnostics.Stopwatch]::StartNew()
        $pass = @{ Version = $_; Passed = 0; Failed = 1; Skipped = 0 }
        $pass.Output = & ([Environment]::ProcessPath) -NoProfile -NonInteractive -Command "$using:command $_ $using:list" | ForEach-Object {
            if ($_ -match '^result (\d+) (\d+) (\d+)$') {
                $pass.Passed, $pass.Failed, $pass.Skipped = [int[]] $Matches[1, 2, 3]
            } else {
                $_
            }
        }
        $pass.Seconds = $watch.Elapsed.TotalSeconds
        $pass
    }
}

$suites = @(Get-ChildItem -LiteralPath $PSScriptRoot -Filter *.Tests.ps1 | Where-Object {
        $suite = $_.Name -replace '\.Tests\.ps1$'
        $Name -split ',' | Where-Object { $suite -like $_ }
    })
$versions = @(Get-PesterVersion)
$sum = @{ Passed = 0; Failed = 0; Skipped = 0 }
if ($versions.Count -eq 0) {
    [Console]::Error.WriteLine('Pester 5.9 or newer is needed: Install-Module Pester')
}

if ($suites.Count -eq 0) {
    [Console]::Error.WriteLine("No suite is called $Name.")
}

for ($time = 1; $time -le $Times -and $suites.Count -gt 0 -and $versions.Count -gt 0; $time++) {
    "Run $time of $Times, under Pester $($versions -join ' and '); what they print comes when they are done."
    foreach ($pass in Invoke-Pass $versions $suites.FullName) {
        $pass.Output
        'Passed', 'Failed', 'Skipped' | ForEach-Object { $sum[$_] += $pass[$_] }
        'Pester {0}, run {1} of {2}: {3} suites, {4} passed, {5} failed, {6} skipped, {7:0} s' -f
            $pass.Version, $time, $Times, $suites.Count, $pass.Passed, $pass.Failed, $pass.Skipped, $pass.Seconds
    }
}

"$($sum.Passed) passed, $($sum.Failed) failed, $($sum.Skipped) skipped"
exit [int] ($sum.Failed -gt 0 -or $sum.Passed -eq 0)
