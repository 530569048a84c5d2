#Requires -Version 7.4

BeforeDiscovery {
    $writers = @(
        @{ name = 'Set-StoryStatus'; argument = @{ Status = 'ready' } }
        @{ name = 'Update-StoryFrontmatter'; argument = @{ Set = @{ a = 1 } } }
        @{ name = 'Block-Story'; argument = @{ Reason = 'x' } }
        @{ name = 'Complete-Story'; argument = @{} }
        @{ name = 'Add-StoryContent'; argument = @{ Section = 'Notes'; Content = 'x' } }
        @{ name = 'Add-StoryReview'; argument = @{ Decision = 'APPROVED'; Feedback = 'x' } }
        @{ name = 'Add-StoryRefinement'; argument = @{ AgentType = 'plan'; Feedback = 'x' } }
        @{ name = 'Reset-Story'; argument = @{ Phase = 'plan' } }
        @{ name = 'Set-StoryPullRequest'; argument = @{ Merged = $true } }
        @{ name = 'Set-StoryOutput'; argument = @{ Phase = 'plan'; Content = 'x' } }
    )
}

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
}

Describe 'Update-StoryClaim' {
    BeforeEach {
        Open-Board $TestDrive
        New-Repository
        Set-StoryStatus -Id S-0001 -Status ready
        $claim = Start-Story S-0001 -Owner Ada
    }
    AfterEach { Close-Board }

    It 'renews a claim' {
        $renewed = $claim | Update-StoryClaim -PassThru
        $renewed.Token, $renewed.Epoch, $renewed.Renewals, $renewed.Lease | Should -Be $claim.Token, 1, 1, $claim.Lease
        (Update-StoryClaim S-0001 -Claim $claim.Token -Lease 2h -PassThru).Lease.TotalHours | Should -Be 2
        (Get-StoryClaim).Renewals | Should -Be 2
    }

    It 'renews no claim that is over' {
        $claim | Stop-Story
        Get-Fault { $claim | Update-StoryClaim } | Should -Be (Get-FaultOf Update-StoryClaim 'ClaimLost ResourceUnavailable')
    }

    It 'knows what is left of a claim after a job' {
        $remains = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($claim))
        ($remains | Update-StoryClaim -PassThru).Renewals | Should -Be 1
    }
}

Describe '<name> with a claim' -ForEach $writers {
    BeforeEach {
        Open-Board $TestDrive
        New-Repository
        Set-StoryStatus -Id S-0001 -Status ready
        $claim = Start-Story S-0001
    }
    AfterEach { Close-Board }

    It 'goes through as long as it is the story''s' {
        & $name -Id S-0001 @argument -Claim $claim
        $claim | & $name @argument -ErrorAction Stop
    }

    It 'is refused when it is not, and touches nothing' {
        $claim | Stop-Story
        $null = Start-Story S-0001 -Owner Bob
        $before = Get-StoryText
        Get-Fault { & $name -Id S-0001 @argument -Claim $claim } | Should -Be (Get-FaultOf $name 'ClaimLost ResourceUnavailable')
        Get-Fault { $claim | & $name @argument } | Should -Be (Get-FaultOf $name 'ClaimLost ResourceUnavailable')
        Get-StoryText | Should -BeExactly $before
        Get-ChildItem (Split-Path (Get-StoryFile)) -Force | Should -HaveCount 1
    }

    It 'is not taken for none when it is empty' {
        Get-Fault { & $name -Id S-0001 @argument -Claim $null } | Should -Match 'ParameterArgumentValidationError'
    }
}
