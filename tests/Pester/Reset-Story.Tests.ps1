#Requires -Version 7.4

BeforeDiscovery {
    Import-Module $PSScriptRoot/Promises.psm1
}

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
}

Describe 'Reset-Story' {
    BeforeEach { Open-Board $TestDrive }
    AfterEach { Close-Board }

    It '<promise>' -ForEach (Get-EditPromise) { & $check Reset-Story @{ Phase = 'plan' } }

    It 'opens the phases that are named and no other' {
        Complete-Story -Id S-0001
        Reset-Story -Id S-0001 plan, implement
        $data = (Get-Story -Id S-0001).Frontmatter
        $data.research_complete, $data.plan_complete, $data.implementation_complete, $data.reviews_complete | Should -Be $true, $false, $false, $true
    }

    It 'starts the cycle anew, and counts it' {
        Complete-Story -Id S-0001
        Reset-Story -Id S-0001 -CycleReason 'the plan was wrong'
        Reset-Story -Id S-0001 -CycleReason 'again'
        $data = (Get-Story -Id S-0001).Frontmatter
        $data.research_complete, $data.plan_complete, $data.implementation_complete, $data.reviews_complete | Should -Be $true, $false, $false, $false
        $data.retry_count, $data.last_restart_reason | Should -Be 2, 'again'
        [datetime]::UtcNow - ([datetimeoffset] $data.last_restart_timestamp).UtcDateTime | Should -BeLessThan ([timespan]'0:01:00')
    }

    It 'forgets worktree and branch, and goes to <status> with <flag>' -ForEach @(
        @{ flag = 'research_complete'; status = 'backlog' }
        @{ flag = 'plan_complete'; status = 'ready' }
    ) {
        Update-StoryFrontmatter -Id S-0001 @{ worktree_path = '/w'; branch = 'b'; status = 'in-progress'; $flag = $true }
        Reset-Story -Id S-0001 -Workflow
        (Get-Frontmatter).Keys | Should -Not -Contain 'worktree_path'
        (Get-Frontmatter).Keys | Should -Not -Contain 'branch'
        (Get-Frontmatter).status | Should -Be $status
    }

    It 'resets several things by one edit' {
        Complete-Story -Id S-0001
        Update-StoryFrontmatter -Id S-0001 @{ branch = 'b'; worktree_path = 'w'; status = 'in-progress' }
        $data = (Reset-Story -Id S-0001 research -CycleReason 'all of it' -Workflow -PassThru).Frontmatter
        'research', 'plan', 'implementation', 'reviews' | ForEach-Object { $data["$($_)_complete"] } | Should -Be $false, $false, $false, $false
        $data.status, $data.retry_count, $data.last_restart_reason | Should -Be 'backlog', 1, 'all of it'
        $data.Keys | Should -Not -Contain 'branch'
        $data.Keys | Should -Not -Contain 'worktree_path'
    }

    It 'refuses a count that is none, and changes nothing' {
        Update-StoryFrontmatter -Id S-0001 @{ retry_count = 'many' }
        $before = Get-StoryText
        Get-Fault { Reset-Story -Id S-0001 -CycleReason 'x' } | Should -Be (Get-FaultOf Reset-Story 'UnsupportedValue InvalidArgument')
        Get-StoryText | Should -BeExactly $before
    }

    It 'has to be told what to reset' {
        Get-Fault { Reset-Story -Id S-0001 } | Should -Be (Get-FaultOf Reset-Story 'NothingToDo InvalidArgument')
        Get-Fault { Reset-Story -Id S-0001 reviews } | Should -Be (Get-FaultOf Reset-Story 'UnknownWord InvalidArgument')
    }
}
