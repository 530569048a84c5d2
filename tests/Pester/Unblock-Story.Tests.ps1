#Requires -Version 7.4

BeforeDiscovery {
    Import-Module $PSScriptRoot/Promises.psm1
}

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
}

Describe 'Unblock-Story' {
    BeforeEach {
        Open-Board $TestDrive
        Block-Story -Id S-0001 'down'
    }
    AfterEach { Close-Board }

    It '<promise>' -ForEach (Get-EditPromise | Where-Object promise -NotLike '*-PassThru') { & $check Unblock-Story @{} }

    It 'forgets reason and time, and emits the story with -PassThru' {
        $story = Unblock-Story -Id S-0001 -PassThru
        $story.Frontmatter.Keys | Should -Not -Contain 'blocked_reason'
        $story.Frontmatter.Keys | Should -Not -Contain 'blocked_at'
        $story.Frontmatter.Keys | Should -Contain 'blocked_diagnostic'
        $story.Status | Should -Be 'backlog'
        $story.Version | Should -Be (Get-FileHash (Get-StoryFile)).Hash
    }

    It 'goes back to <status> with <flag>' -ForEach @(
        @{ flag = 'research_complete'; status = 'backlog' }
        @{ flag = 'plan_complete'; status = 'ready' }
        @{ flag = 'implementation_complete'; status = 'in-progress' }
    ) {
        Update-StoryFrontmatter -Id S-0001 @{ $flag = $true }
        (Unblock-Story -Id S-0001 -PassThru).Status | Should -Be $status
    }

    It 'sets the counters to 0 with -ResetRetries only' {
        Update-StoryFrontmatter -Id S-0001 @{ retry_count = 3; refinement_count = 2; total_recovery_attempts = 1 }
        (Unblock-Story -Id S-0001 -PassThru).Frontmatter.retry_count | Should -Be 3
        Block-Story -Id S-0001 'again'
        $data = (Unblock-Story -Id S-0001 -ResetRetries -PassThru).Frontmatter
        $data.retry_count, $data.refinement_count, $data.total_recovery_attempts | Should -Be 0, 0, 0
    }

    It 'leaves a story that is not blocked' {
        Set-StoryStatus -Id S-0001 ready
        $before = Get-StoryText
        Get-Fault { Unblock-Story -Id S-0001 } | Should -Be (Get-FaultOf Unblock-Story 'StatusNotAllowed InvalidOperation')
        Get-StoryText | Should -BeExactly $before
    }

    It 'is done once by many' {
        $module = Get-ModuleUnderTest
        $unblocked = 1..6 | ForEach-Object -ThrottleLimit 6 -Parallel {
            Import-Module $using:module
            Unblock-Story -Id S-0001 -PassThru -ErrorAction Ignore
        }
        $unblocked.Id | Should -Be 'S-0001'
    }

    It 'unblocks what Get-Story finds' {
        Add-Story 'S-0002'
        Get-Story -Status blocked | Unblock-Story
        Get-Story -Status blocked | Should -BeNullOrEmpty
    }
}
