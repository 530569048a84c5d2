#Requires -Version 7.4

BeforeDiscovery { $noGit = -not (Get-Command git -CommandType Application -ErrorAction Ignore) }

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1, $PSScriptRoot/Merges.psm1
    Import-ModuleUnderTest
}

Describe 'Unregister-StoryMergeDriver' -Skip:$noGit {
    BeforeEach {
        Open-Board $TestDrive
        Initialize-Repository
    }
    AfterEach { Close-Board }

    It 'leaves nothing of what was registered' {
        $before = Get-Content .git/config
        Register-StoryMergeDriver -WarningAction SilentlyContinue
        Unregister-StoryMergeDriver
        Test-Path .ai-sdlc/.gitattributes | Should -BeFalse
        Get-Content .git/config | Should -Be $before
    }

    It 'has nothing to do where nothing was registered, and does nothing with -WhatIf' {
        Unregister-StoryMergeDriver
        Register-StoryMergeDriver -WarningAction SilentlyContinue
        Unregister-StoryMergeDriver -WhatIf
        Test-Path .ai-sdlc/.gitattributes | Should -BeTrue
    }
}
