#Requires -Version 7.4

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
}

Describe 'Get-StoryClaim' {
    BeforeEach {
        Open-Board $TestDrive
        New-Repository
        Add-Story 'S-0002'
        Set-StoryStatus -Id S-0001, S-0002 -Status ready
    }
    AfterEach { Close-Board }

    It 'says nothing where nothing is claimed' {
        Get-StoryClaim | Should -BeNullOrEmpty
    }

    It 'shows who has which story and until when, and tells no token' {
        $null = Start-Story S-0002 -Owner Ada -Lease 1h
        $claim = Get-StoryClaim
        $claim.Id, $claim.Owner, $claim.State, $claim.Path, $claim.Token | Should -Be 'S-0002', 'Ada', 'Held', (Get-StoryFile 'S-0002'), $null
        ($claim.FreeAt - [DateTime]::UtcNow).TotalMinutes | Should -BeGreaterThan 58
        (Get-StoryClaim S-0002).Owner | Should -Be 'Ada'
        (Get-StoryClaim -Id s-000*).Id | Should -Be 'S-0002'
        Get-StoryClaim S-0001 | Should -BeNullOrEmpty
    }

    It 'shows those that were ended with -All' {
        Start-Story S-0002 | Stop-Story
        Get-StoryClaim | Should -BeNullOrEmpty
        (Get-StoryClaim -All).State | Should -Be 'Released'
    }

    It 'notes nothing' {
        $null = Start-Story S-0002
        $null = Get-StoryClaim
        Get-ChildItem $env:AISDLC_STATE_DIR -Filter *.claimed -ErrorAction Ignore | Should -BeNullOrEmpty
    }
}
