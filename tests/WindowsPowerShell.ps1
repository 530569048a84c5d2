<#
.SYNOPSIS
A short run through the module, for Windows PowerShell 5.1, which the suites do not support. Runs in PowerShell 7 too.
.PARAMETER Module
Path of the module's manifest.
#>
param([Parameter(Mandatory)] [string] $Module)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0
Import-Module $Module

function Assert([string] $What, $Actual, $Expected) {
    if ("$Actual" -cne "$Expected") { throw "${What}: expected '$Expected', got '$Actual'." }
    [Console]::Out.WriteLine("ok: $What")
}

$board = [IO.Path]::Combine([IO.Path]::GetTempPath(), 'aisdlc-' + [Guid]::NewGuid().ToString('n').Substring(0, 8))
[void] [IO.Directory]::CreateDirectory([IO.Path]::Combine($board, '.ai-sdlc', 'stories'))
try {
    $story = New-Story 'Export a report' -Labels reports -Root $board
    Assert 'a new story' "$($story.Id) $($story.Status)" 'S-0001 backlog'

    Set-StoryStatus -Id S-0001 -Root $board in-progress
    $changed = Update-StoryFrontmatter -Id S-0001 -Root $board -Set @{ reviewer = 'Ada' } -Increment count -Touch -PassThru
    Assert 'an update' "$($changed.Status) $($changed.Frontmatter['reviewer']) $($changed.Frontmatter['count'])" 'in-progress Ada 1'
    Assert 'a transformation' (Update-StoryFrontmatter -Id S-0001 -Root $board -Transform { $_['count'] += 1 } -PassThru).Frontmatter['count'] 2
    Assert 'a filter' (Get-Story -Root $board -Label reports).Id 'S-0001'
    Assert 'a lock seen from inside' (Use-StoryLock -Id S-0001 -Root $board { (Get-StoryLock -Root $board).State }) 'Held'
    Assert 'no lock afterwards' @(Get-StoryLock -Root $board).Count 0

    $caught = try { Set-StoryStatus -Id S-0001 -Root $board done } catch [AiSdlc.StatusNotAllowedException] { $_.FullyQualifiedErrorId.Split(',')[0] }
    Assert 'an error by its type' $caught 'StatusNotAllowed'
    Assert 'help' (Get-Help Get-Story).Synopsis 'Reads stories as objects.'
    Assert 'nothing left behind' @([IO.Directory]::GetFileSystemEntries($board, '*.lock', 'AllDirectories')).Count 0
} finally {
    [IO.Directory]::Delete($board, $true)
}
