#Requires -Version 7.4

BeforeDiscovery { $noGit = -not (Get-Command git -CommandType Application -ErrorAction Ignore) }

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1, $PSScriptRoot/Merges.psm1
    Import-ModuleUnderTest

    # Attributes count where they are checked out, so they are committed before anybody branches.
    function Register-Driver {
        Register-StoryMergeDriver -WarningAction SilentlyContinue
        Save-Commit 'attributes'
    }

    function Get-Driver { Invoke-Git config --local merge.ai-sdlc-story.driver }

    function Set-Story([hashtable] $Set, [string] $Label) { Update-StoryFrontmatter -Id S-0001 -Set $Set -Add @{ labels = $Label } }
}

Describe 'Register-StoryMergeDriver' -Skip:$noGit {
    BeforeEach {
        Open-Board $TestDrive
        Initialize-Repository
    }
    AfterEach { Close-Board }

    It 'makes git merge stories without a stop' {
        Register-StoryMergeDriver -WarningVariable warning -WarningAction SilentlyContinue
        $warning | Should -BeLike '*hosting services do not run it*'
        Get-Content .ai-sdlc/.gitattributes | Should -Be 'stories/*/story.md merge=ai-sdlc-story'
        Save-Commit 'attributes'
        New-Divergence { Set-Story @{ updated = '2026-01-16' } 'ours' } { Set-Story @{ updated = '2026-01-17' } 'theirs' }
        Invoke-Git merge -q --no-edit other | Out-Null
        Get-Unmerged | Should -BeNullOrEmpty
        (Get-Story -Id S-0001).Labels | Should -Be 'one', 'two', 'ours', 'theirs'
        (Get-Story -Id S-0001).Frontmatter['updated'] | Should -Be '2026-01-17'
    }

    It 'makes git stop where both sides changed a value, at a story that all can read' {
        Register-Driver
        New-Divergence { Set-Story @{ status = 'ready' } 'ours' } { Set-Story @{ status = 'blocked' } 'theirs' }
        Invoke-Git merge other | Out-String | Should -BeLike '*CONFLICT (content)*'
        $story = Get-Story -Id S-0001
        $story.Status, $story.Frontmatter.merge_conflicts.status.theirs | Should -Be 'ready', 'blocked'
        (Resolve-StoryConflict -Use Theirs).IsStaged | Should -BeTrue
        (Get-Story -Id S-0001).Labels | Should -Be 'one', 'two', 'ours', 'theirs'
    }

    It 'leaves ours, and the stages, where a side cannot be read' {
        Register-Driver
        New-Divergence { Set-Story @{ status = 'ready' } 'ours' } { Add-Story S-0001 "---`nid: [`n---`n" }
        Invoke-Git merge other | Out-String | Should -BeLike '*not merged*CONFLICT*'
        (Get-Story -Id S-0001).Labels | Should -Be 'one', 'two', 'ours'
        Get-Unmerged | Should -Be '.ai-sdlc/stories/S-0001/story.md'
    }

    It 'leaves ours where two stories got one id' {
        Register-Driver
        New-Divergence { Add-Story S-0002 "---`nid: S-0002`ntitle: a`n---`n" } { Add-Story S-0002 "---`nid: S-0002`ntitle: b`n---`n" }
        Invoke-Git merge other | Out-String | Should -BeLike '*two stories*CONFLICT*'
        Get-Content -Raw (Get-StoryFile 'S-0002') | Should -BeExactly "---`nid: S-0002`ntitle: a`n---`n"
        Resolve-StoryConflict -Use Ours -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure.Exception.Message | Should -BeLike '*two stories*Rename-Story*'
        Get-Unmerged | Should -Be '.ai-sdlc/stories/S-0002/story.md'
    }

    It 'replays 20 commits over 20 that changed the same story' {
        Register-Driver
        $edits = { param($side) foreach ($i in 1..20) { Set-Story @{ updated = "2026-02-$('{0:00}' -f $i)"; "$side$i" = $i } "$side$i"; Update-StoryFrontmatter -Id S-0001 -Increment retry_count; Save-Commit "$side $i" } }
        New-Divergence { & $edits ours } { & $edits theirs }
        Invoke-Git rebase -q other | Out-Null
        Get-Unmerged | Should -BeNullOrEmpty
        Invoke-Git rev-list --count HEAD | Should -BeGreaterThan 40
        $story = Get-Story -Id S-0001
        $story.Labels.Count | Should -Be 42
        $story.Frontmatter.retry_count, $story.Frontmatter.ours20, $story.Frontmatter.theirs20 | Should -Be 40, 20, 20
    }

    It 'runs in PowerShell where there is no .NET runtime besides' -Skip:$IsWindows {
        $program, $first = Get-PowerShellCommand
        $programs = New-Item -ItemType Directory (Join-Path $TestDrive 'programs')
        New-Item -ItemType SymbolicLink (Join-Path $programs git) -Target (Get-Command git -CommandType Application)[0].Source | Out-Null
        $pwsh = Join-Path $programs ((Get-EditionUnderTest) -eq 'Core' ? 'pwsh' : 'powershell')
        Set-Content $pwsh "#!/bin/sh`nexec '$program' $(if ($first) { "'$first'" }) `"`$@`""
        chmod +x $pwsh
        $path = $env:PATH
        try {
            $env:PATH = $programs
            Register-Driver
        }
        finally { $env:PATH = $path }
        Get-Driver | Should -BeLike "*Merge-Story*"
        New-Divergence { Set-Story @{ updated = '2026-01-16' } 'ours' } { Set-Story @{ updated = '2026-01-17' } 'theirs' }
        Invoke-Git merge -q --no-edit other | Out-Null
        Get-Unmerged | Should -BeNullOrEmpty
        (Get-Story -Id S-0001).Labels | Should -Be 'one', 'two', 'ours', 'theirs'
    }

    It 'registers once, beside what others registered, and takes it back' {
        Set-Content .ai-sdlc/.gitattributes '*.png binary'
        Register-StoryMergeDriver -WarningAction SilentlyContinue
        Register-StoryMergeDriver -WarningAction SilentlyContinue
        Get-Content .ai-sdlc/.gitattributes | Should -Be '*.png binary', 'stories/*/story.md merge=ai-sdlc-story'
        Get-Driver | Should -BeLike '*%O %A %B*'
        Unregister-StoryMergeDriver
        Get-Content .ai-sdlc/.gitattributes | Should -Be '*.png binary'
        Get-Driver | Should -BeNullOrEmpty
    }

    It 'does nothing with -WhatIf, and says so outside of a repository' {
        Register-StoryMergeDriver -WhatIf
        Test-Path .ai-sdlc/.gitattributes | Should -BeFalse
        Remove-Item -Recurse -Force .git
        Register-StoryMergeDriver -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure.Exception.Code | Should -Be 'ENOREPO'
        Test-Path .ai-sdlc/.gitattributes | Should -BeFalse
    }
}
