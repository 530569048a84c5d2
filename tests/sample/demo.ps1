<#
.SYNOPSIS
The main job on sample stories: several runspaces change one story at once, and every change is there in the end.
.DESCRIPTION
Works on a copy of the board beside this script, in a temporary folder.
#>
$ErrorActionPreference = 'Stop'

function Say([string] $Text) { [Console]::Out.WriteLine($Text) }

function Copy-Board([string] $From, [string] $To) {
    [void] [IO.Directory]::CreateDirectory($To)
    foreach ($file in [IO.Directory]::GetFiles($From)) { [IO.File]::Copy($file, [IO.Path]::Combine($To, [IO.Path]::GetFileName($file))) }
    foreach ($folder in [IO.Directory]::GetDirectories($From)) { Copy-Board $folder ([IO.Path]::Combine($To, [IO.Path]::GetFileName($folder))) }
}

$board = [IO.Path]::Combine([IO.Path]::GetTempPath(), 'ai-sdlc-demo-' + [Guid]::NewGuid().ToString('n').Substring(0, 8))
Copy-Board ([IO.Path]::Combine($PSScriptRoot, '.ai-sdlc')) ([IO.Path]::Combine($board, '.ai-sdlc'))
try {
    $story = [IO.Path]::Combine($board, '.ai-sdlc', 'stories', 'S-0001', 'story.md')
    $before = [IO.File]::ReadAllLines($story)

    Say '> Update-StoryFrontmatter -Id S-0001 -Set @{ status = ''ready'' } -WhatIf'
    Update-StoryFrontmatter -Id S-0001 -Root $board -Set @{ status = 'ready' } -WhatIf

    Say '> 1..40 | ForEach-Object -Parallel { Update-StoryFrontmatter -Id S-0001 -Increment runs -Add @{ labels = "worker-$($_ % 4)" } }'
    $manifest = (Get-Module AiSdlc.PowerShell).Path
    1..40 | ForEach-Object -ThrottleLimit 8 -Parallel {
        Import-Module $using:manifest
        Update-StoryFrontmatter $using:story -Increment runs -Add @{ labels = "worker-$($_ % 4)" }
    }

    Say '> Update-StoryFrontmatter -Id S-0001 -Set @{ status = ''done'' } -Touch'
    Update-StoryFrontmatter -Id S-0001 -Root $board -Set @{ status = 'done' } -Touch

    Say '> Update-StoryFrontmatter -Id S-0002 -Transform { Get-StoryLock } # who holds it, seen from inside'
    Update-StoryFrontmatter -Id S-0002 -Root $board -Transform { [Console]::Out.WriteLine((Get-StoryLock -Root $board | ForEach-Object { "  $_ by $($_.Holder)" })) }

    Say "`nWhat changed in S-0001, and nothing else did:"
    $after = [IO.File]::ReadAllLines($story)
    $before | ForEach-Object { if ($after -cnotcontains $_) { Say "- $_" } }
    $after | ForEach-Object { if ($before -cnotcontains $_) { Say "+ $_" } }

    $left = @([IO.Directory]::GetFileSystemEntries($board, '*.lock', 'AllDirectories'))
    Say "`nLocks and temporary files left behind: $($left.Count)"
    if ($left.Count -gt 0 -or $after -cnotcontains 'runs: 40') { throw 'The demo did not do what it says.' }
} finally {
    [IO.Directory]::Delete($board, $true)
}
