#Requires -Version 7.4

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
}

Describe 'Stop-Story' {
    BeforeEach {
        Open-Board $TestDrive
        New-Repository
        Set-StoryStatus -Id S-0001 -Status ready
        $claim = Start-Story S-0001 -Owner Ada
    }
    AfterEach { Close-Board }

    It 'gives a story back' {
        ($claim | Stop-Story -PassThru).State | Should -Be 'Released'
        $story = Get-Frontmatter
        $story.status | Should -Be 'ready'
        $story.Contains('assignee') | Should -BeFalse
        (Get-Story -Ready).Id | Should -Be 'S-0001'
    }

    It 'ends one that is done' {
        $claim | Complete-Story -KeepStatus
        Stop-Story S-0001 -Claim $claim -Done
        (Get-Frontmatter).status | Should -Be 'done'
        (Get-StoryClaim -All).State | Should -Be 'Done'
    }

    It 'refuses what may not be done yet, and the claim stays' {
        Get-Fault { $claim | Stop-Story -Done } | Should -Be (Get-FaultOf Stop-Story 'StatusNotAllowed InvalidOperation')
        (Get-StoryClaim).State | Should -Be 'Held'
        $claim | Stop-Story -Done -Force
        (Get-Frontmatter).status | Should -Be 'done'
    }

    It 'leaves a story as it is that was blocked meanwhile' {
        $claim | Block-Story -Reason 'no key'
        $claim | Stop-Story
        (Get-Frontmatter).status | Should -Be 'blocked'
    }

    It 'refuses a claim that is over' {
        $claim | Stop-Story
        Get-Fault { $claim | Stop-Story } | Should -Be (Get-FaultOf Stop-Story 'ClaimLost ResourceUnavailable')
    }

    It 'wants a claim, and one with its token' {
        Get-Fault { Stop-Story S-0001 } | Should -Be (Get-FaultOf Stop-Story 'ValueMissing InvalidArgument')
        Get-Fault { Get-StoryClaim | Stop-Story } | Should -Be (Get-FaultOf Stop-Story 'ClaimWithoutToken InvalidArgument')
    }

    It 'takes a story from whoever has it with -Force' {
        Stop-Story S-0001 -Force
        (Start-Story S-0001 -Owner Bob).Epoch | Should -Be 2
        Get-Fault { $claim | Update-StoryFrontmatter @{ a = 1 } } | Should -Be (Get-FaultOf Update-StoryFrontmatter 'ClaimLost ResourceUnavailable')
    }

    It 'touches nothing with -WhatIf' {
        $claim | Stop-Story -WhatIf
        $claim | Stop-Story -Done -Force -WhatIf
        (Get-StoryClaim).State | Should -Be 'Held'
        (Get-Frontmatter).status | Should -Be 'in-progress'
    }
}
