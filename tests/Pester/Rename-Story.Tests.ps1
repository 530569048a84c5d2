#Requires -Version 7.4

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
}

Describe 'Rename-Story' {
    BeforeEach {
        Open-Board $TestDrive
        New-Repository
        Add-Story 'S-0002'
        Add-Story 'S-0003'
        Update-StoryFrontmatter -Id S-0002 @{ dependencies = @('S-0001', 'S-0003') }
        Update-StoryFrontmatter -Id S-0003 @{ dependencies = 's-0001' }
    }
    AfterEach { Close-Board }

    It 'gives a story another id, with its files, and all that depend on it' {
        Set-StoryOutput S-0001 plan 'A plan'
        $story = Rename-Story S-0001 S-0042 -PassThru
        $story.Id, $story.Path | Should -Be 'S-0042', (Get-StoryFile 'S-0042')
        (Get-Frontmatter 'S-0042').id | Should -Be 'S-0042'
        (Get-Frontmatter 'S-0002').dependencies | Should -Be 'S-0042', 'S-0003'
        (Get-Frontmatter 'S-0003').dependencies | Should -Be 'S-0042'
        Get-ChildItem .ai-sdlc/stories/S-0042 -Name -Force | Sort-Object | Should -Be 'plan.md', 'story.md'
        Test-Path .ai-sdlc/stories/S-0001 | Should -BeFalse
        Get-StoryLock | Should -BeNullOrEmpty
    }

    It 'takes the next free id by itself, which nobody else gets then' {
        (Rename-Story S-0001 -PassThru).Id | Should -Be 'S-0004'
        (New-Story 'Another').Id | Should -Be 'S-0005'
    }

    It 'says with -WhatIf what it would do, and does nothing' {
        $before = Get-ChildItem .ai-sdlc -Recurse -Force | ForEach-Object FullName
        Rename-Story S-0001 S-0042 -WhatIf
        Get-ChildItem .ai-sdlc -Recurse -Force | ForEach-Object FullName | Should -Be $before
        (Get-Frontmatter 'S-0003').dependencies | Should -Be 's-0001'
    }

    It 'refuses <new> with <fault>, and changes nothing' -ForEach @(
        @{ new = 'S-0002'; fault = 'StoryIdTaken ResourceExists' }
        @{ new = '../x'; fault = 'InvalidStoryId InvalidArgument' }
        @{ new = 'con'; fault = 'InvalidStoryId InvalidArgument' }
    ) {
        Get-Fault { Rename-Story S-0001 $new } | Should -Be (Get-FaultOf Rename-Story $fault)
        (Get-Frontmatter 'S-0003').dependencies | Should -Be 's-0001'
    }

    It 'needs the locks of all that it changes, and changes nothing without' {
        Lock-Story 'S-0003'
        Get-Fault { Rename-Story S-0001 S-0042 -LockTimeout 0 } | Should -Be (Get-FaultOf Rename-Story 'StoryLocked ResourceBusy')
        Unlock-Story 'S-0003'
        (Get-Frontmatter 'S-0002').dependencies | Should -Be 'S-0001', 'S-0003'
        Test-Path (Get-StoryFile 'S-0001') | Should -BeTrue
    }

    It 'leaves a story that somebody works on, unless one insists' {
        Set-StoryStatus S-0001 ready
        $null = Start-Story S-0001
        Get-Fault { Rename-Story S-0001 S-0042 } | Should -Be (Get-FaultOf Rename-Story 'StoryClaimed ResourceBusy')
        (Rename-Story S-0001 S-0042 -Force -PassThru).Id | Should -Be 'S-0042'
    }

    It 'does the rest of a renaming that was cut off' {
        Update-StoryFrontmatter -Id S-0002 @{ dependencies = @('S-0042', 'S-0003') }
        Update-StoryFrontmatter -Id S-0001 @{ id = 'S-0042' }
        Rename-Story S-0001 S-0042
        (Get-Story).Id | Should -Be 'S-0002', 'S-0003', 'S-0042'
        (Get-Frontmatter 'S-0003').dependencies | Should -Be 'S-0042'
    }
}

Describe 'an id that two stories have' {
    BeforeEach {
        Open-Board $TestDrive
        New-Repository
        $tree = Join-Path $PWD .ai-sdlc/worktrees/one
        git worktree add -q $tree 2>$null
    }
    AfterEach { Close-Board }

    It 'means a worktree''s copy of the same story' {
        (Get-Story -Id S-0001).Path | Should -Be "$tree/.ai-sdlc/stories/S-0001/story.md"
    }

    It 'is refused, with both named, seen by Test-Story, and repaired' {
        Add-Story 'S-0002'
        $other = "$tree/.ai-sdlc/stories/S-0002"
        $null = New-Item -ItemType Directory $other
        (Get-StoryText 'S-0002').Replace('A story', 'Another') | Set-Content "$other/story.md" -NoNewline
        Get-Fault { Set-StoryStatus -Id S-0002 -Status ready } | Should -Be (Get-FaultOf Set-StoryStatus 'StoryIdAmbiguous InvalidArgument')
        $Error[0].Exception.Message | Should -BeLike "*$other/story.md*$(Get-StoryFile 'S-0002')*"
        (Test-Story | Where-Object Rule -EQ id-elsewhere).StoryId | Should -Be 'S-0002'

        Rename-Story -Path "$other/story.md" -NewId S-0003
        Set-StoryStatus -Id S-0002 -Status ready
        (Get-Frontmatter 'S-0002').status | Should -Be 'ready'
        Test-Story | Where-Object Rule -EQ id-elsewhere | Should -BeNullOrEmpty
    }
}
