<#
.SYNOPSIS
Runs PSScriptAnalyzer over every script of the repository, and throws when it finds anything. Without it, says so.
#>
$ErrorActionPreference = 'Stop'
if (-not (Get-Module PSScriptAnalyzer -ListAvailable)) {
    Write-Host 'The scripts were not analyzed: PSScriptAnalyzer is not installed.'
    return
}

$root = Split-Path $PSScriptRoot
$findings = @(git -C $root ls-files '*.ps1' '*.psm1' '*.psd1' | ForEach-Object {
        Invoke-ScriptAnalyzer -Path (Join-Path $root $_) -Settings "$root/PSScriptAnalyzerSettings.psd1"
    })
$findings | ForEach-Object { Write-Host "$($_.ScriptName):$($_.Line): $($_.RuleName): $($_.Message)" }
if ($findings.Count -gt 0) { throw "$($findings.Count) findings." }
