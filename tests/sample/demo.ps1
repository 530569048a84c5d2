<#
.SYNOPSIS
The main job on sample stories: several runspaces change one story at once, and every change is there in the end.
.DESCRIPTION
Works on a copy of the board beside this script, in a temporary folder. Import the module first.
#>
$ErrorActionPreference = 'Stop'

$board = Join-Path ([IO.Path]::GetTempPath()) "ai-sdlc-demo-$PID"
$null = New-Item -ItemType Directory $board
Copy-Item -LiteralPath "$PSScriptRoot/.ai-sdlc" -Destination $board -Recurse
Push-Location -LiteralPath $board
try {
    $story = Convert-Path .ai-sdlc/stories/S-0001/story.md
    $before = Get-Content -LiteralPath $story

    Write-Host "> Update-StoryFrontmatter -Id S-0001 @{ status = 'ready' } -WhatIf"
    Update-StoryFrontmatter -Id S-0001 @{ status = 'ready' } -WhatIf

    Write-Host '> 1..40 | ForEach-Object -Parallel { Update-StoryFrontmatter -Id S-0001 -Increment runs -Add @{ labels = "worker-$($_ % 4)" } }'
    $manifest = (Get-Module AiSdlc.PowerShell).Path
    1..40 | ForEach-Object -ThrottleLimit 8 -Parallel {
        Import-Module $using:manifest
        Update-StoryFrontmatter -Id S-0001 -Increment runs -Add @{ labels = "worker-$($_ % 4)" }
    }

    Write-Host "> Update-StoryFrontmatter -Id S-0001 @{ status = 'done' } -Touch"
    Update-StoryFrontmatter -Id S-0001 @{ status = 'done' } -Touch

    Write-Host '> Use-StoryLock -Id S-0002 { Get-StoryLock } # who holds it, seen from inside'
    Use-StoryLock -Id S-0002 { Get-StoryLock | ForEach-Object { "  $_ by $($_.Holder)" } } | Write-Host

    Write-Host "`nWhat changed in S-0001, and nothing else did:"
    $after = Get-Content -LiteralPath $story
    Compare-Object $before $after -CaseSensitive | Sort-Object SideIndicator | ForEach-Object {
        Write-Host "$(if ($_.SideIndicator -eq '<=') { '-' } else { '+' }) $($_.InputObject)"
    }

    $left = @(Get-ChildItem -Recurse -Force -Filter *.lock)
    Write-Host "`nLocks and temporary files left behind: $($left.Count)"
    if ($left.Count -gt 0 -or $after -cnotcontains 'runs: 40') { throw 'The demo did not do what it says.' }
} finally {
    Pop-Location
    Remove-Item -LiteralPath $board -Recurse -Force
}
