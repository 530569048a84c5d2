#Requires -Version 7.4

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
}

Describe 'Use-StoryClaim' {
    BeforeEach {
        Open-Board $TestDrive
        New-Repository
        Set-StoryStatus -Id S-0001 -Status ready
        $claim = Start-Story S-0001 -Owner Ada -Lease 2000
    }
    AfterEach { Close-Board }

    It 'renews the claim while the block runs, and hands on what it emits' {
        $seen = $claim | Use-StoryClaim {
            $_.Id
            while ((Get-StoryClaim).Renewals -lt 3) { Start-Sleep -Milliseconds 50 }
            'renewed'
        }
        $seen | Should -Be 'S-0001', 'renewed'
        $claim | Update-StoryFrontmatter @{ a = 1 } -ErrorAction Stop
    }

    It 'says at the end that the claim was lost meanwhile' {
        $script = {
            $claim | Use-StoryClaim {
                Stop-Story S-0001 -Force
                $null = Start-Story S-0001 -Owner Bob -Force
                Start-Sleep 1.5
            }
        }
        Get-Fault $script | Should -Be (Get-FaultOf Use-StoryClaim 'ClaimLost ResourceUnavailable')
        (Get-StoryClaim).Owner | Should -Be 'Bob'
    }

    It 'runs nothing under a claim that is over' {
        $claim | Stop-Story
        $script:ran = $false
        Get-Fault { $claim | Use-StoryClaim { $script:ran = $true } } | Should -Be (Get-FaultOf Use-StoryClaim 'ClaimLost ResourceUnavailable')
        $ran | Should -BeFalse
    }

    It 'hands on what the block throws' {
        { $claim | Use-StoryClaim { throw 'mine' } } | Should -Throw 'mine'
    }
}
