#Requires -Version 7.4

BeforeDiscovery {
    Import-Module $PSScriptRoot/Promises.psm1
}

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
}

Describe 'Add-StoryRefinement' {
    BeforeEach { Open-Board $TestDrive }
    AfterEach { Close-Board }

    It '<promise>' -ForEach (Get-EditPromise) { & $check Add-StoryRefinement @{ AgentType = 'implement'; Feedback = 'tests are missing' } }

    It 'records the iteration, who refines, and why' {
        Add-StoryRefinement -Id S-0001 implement 'tests are missing'
        $iteration = (Get-Story -Id S-0001).Frontmatter.refinement_iterations[0]
        $iteration.Keys | Should -Be 'iteration', 'agentType', 'startedAt', 'reviewFeedback', 'result'
        $iteration.iteration, $iteration.agentType, $iteration.reviewFeedback, $iteration.result | Should -Be 1, 'implement', 'tests are missing', 'in_progress'
        [datetime]::UtcNow - ([datetimeoffset] $iteration.startedAt).UtcDateTime | Should -BeLessThan ([timespan]'0:01:00')
    }

    It 'counts on' {
        'one', 'two', 'three' | ForEach-Object { Add-StoryRefinement -Id S-0001 plan $_ }
        $story = Get-Story -Id S-0001
        $story.Frontmatter.refinement_count | Should -Be 3
        $story.Frontmatter.refinement_iterations.iteration | Should -Be 1, 2, 3
    }

    It 'starts anew where the list is gone' {
        Update-StoryFrontmatter -Id S-0001 @{ refinement_count = 7 }
        Add-StoryRefinement -Id S-0001 plan 'again'
        (Get-Frontmatter).refinement_count | Should -Be 1
    }

    It 'puts the feedback into the body with -Note' {
        Add-StoryRefinement -Id S-0001 plan "line 1`nline 2" -Note
        Get-StoryText | Should -BeLike "*`n## Review Notes`n`n### Refinement Iteration 1`n`nline 1`nline 2`n"
    }

    It 'refuses a list that is none, and changes nothing' {
        Update-StoryFrontmatter -Id S-0001 @{ refinement_iterations = 'none' }
        $before = Get-StoryText
        Get-Fault { Add-StoryRefinement -Id S-0001 plan 'x' -Note } | Should -Be (Get-FaultOf Add-StoryRefinement 'UnsupportedValue InvalidArgument')
        Get-StoryText | Should -BeExactly $before
    }

    It 'gives each of many its own number' {
        $module = Get-ModuleUnderTest
        1..20 | ForEach-Object -ThrottleLimit 5 -Parallel {
            Import-Module $using:module
            Add-StoryRefinement -Id S-0001 "agent-$_" 'x'
        }
        $iterations = (Get-Story -Id S-0001).Frontmatter.refinement_iterations
        $iterations.iteration | Should -Be (1..20)
        ($iterations.agentType | Sort-Object -Unique).Count | Should -Be 20
    }
}
