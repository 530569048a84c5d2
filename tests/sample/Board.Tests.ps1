<#
.SYNOPSIS
Checks the .ai-sdlc board of a repository with Pester: one test for each story, and one for the board.

.DESCRIPTION
Copy this file to the folder that holds .ai-sdlc, or below it, and let CI run it: Invoke-Pester -CI ./Board.Tests.ps1
A test fails with what Test-Story found, as lines of file(line,column). Warnings fail too; filter by Severity if yours should not.

.PARAMETER Root
A folder on or below the board.

.PARAMETER Module
Name of the module, or path of its manifest.
#>
param(
    [string] $Root = $PSScriptRoot,
    [string] $Module = 'AiSdlc.PowerShell'
)

BeforeDiscovery {
    Import-Module $Module -ErrorAction Stop
    $findings = @(Test-Story -Root $Root -ErrorAction Stop)
    $stories = @(Get-ChildItem "$Root/.ai-sdlc/stories" -Directory)
}

Describe 'The board' {
    It 'placeholder' { }
}
