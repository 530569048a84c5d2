<#
.SYNOPSIS
Runs PSScriptAnalyzer over every script of the repository; its findings end with exit code 1.
#>
$ErrorActionPreference = 'Stop'
$root = [IO.Path]::GetDirectoryName($PSScriptRoot)
$settings = [IO.Path]::Combine($root, 'PSScriptAnalyzerSettings.psd1')
$findings = @(git -C $root ls-files '*.ps1' '*.psm1' '*.psd1' | ForEach-Object {
        Invoke-ScriptAnalyzer -Path ([IO.Path]::Combine($root, $_)) -Settings $settings
    })
$findings | ForEach-Object { [Console]::Error.WriteLine("$($_.ScriptName):$($_.Line): $($_.RuleName): $($_.Message)") }
exit [int] ($findings.Count -gt 0)
