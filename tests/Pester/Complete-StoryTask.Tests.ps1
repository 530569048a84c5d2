#Requires -Version 7.4

BeforeDiscovery {
    Import-Module $PSScriptRoot/Promises.psm1
}

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest

    function Get-Task { (Get-StoryContent -Id S-0001) -split '\r?\n' -match '\[[ xX]\]' }
}

Describe 'Complete-StoryTask' {
    BeforeEach {
        Open-Board $TestDrive
        Add-Content (Get-StoryFile) "## Tasks`n`n- [ ] Write the tests`n  1. [ ] Write *all* of them`n- [x] Done before`n`n``````md`n- [ ] Write in code`n```````n`n## More`n`n> * [ ] Write a page"
    }
    AfterEach { Close-Board }

    It '<promise>' -ForEach (Get-EditPromise) {
        Add-Content (Get-StoryFile) '- [ ] a task'
        & $check Complete-StoryTask @{ Task = 'a task' }
    }

    It 'ticks the task with the text <_>' -ForEach 'Write the tests', 'WRITE THE TESTS', 'write the*' {
        Complete-StoryTask -Id S-0001 $_
        Get-Task | Should -Be '- [x] Write the tests', '  1. [ ] Write *all* of them', '- [x] Done before', '- [ ] Write in code', '> * [ ] Write a page'
    }

    It 'ticks what a pattern matches, in a section or all' {
        Complete-StoryTask -Id S-0001 * -Section '## more'
        Get-Task | Should -Be '- [ ] Write the tests', '  1. [ ] Write *all* of them', '- [x] Done before', '- [ ] Write in code', '> * [x] Write a page'
        Complete-StoryTask -Id S-0001 Write*
        Get-Task | Should -Be '- [x] Write the tests', '  1. [x] Write *all* of them', '- [x] Done before', '- [ ] Write in code', '> * [x] Write a page'
    }

    It 'takes the very text before a pattern, and several at once' {
        Complete-StoryTask -Id S-0001 'Write *all* of them', 'Write a page'
        Get-Task | Should -Be '- [ ] Write the tests', '  1. [x] Write *all* of them', '- [x] Done before', '- [ ] Write in code', '> * [x] Write a page'
    }

    It 'changes nothing but the bytes between the brackets' {
        Update-StoryFrontmatter -Id S-0001 -Touch
        $before = Get-StoryText
        Complete-StoryTask -Id S-0001 'Write the tests', 'Done before'
        Get-StoryText | Should -BeExactly $before.Replace('[ ] Write the tests', '[x] Write the tests')
    }

    It 'names the open tasks where none matches, and changes nothing' -ForEach 'Write in code', 'x' {
        $before = Get-StoryText
        { Complete-StoryTask -Id S-0001 'Write the tests', $_ -ErrorAction Stop } |
            Should -Throw -ExceptionType ([AiSdlc.StoryContentNotFoundException]) -ExpectedMessage "*'$_'*'Write the tests', 'Write * of them', 'Write a page'*"
        Get-StoryText | Should -BeExactly $before
    }

    It 'answers a section that is not there with StoryContentNotFound' {
        Get-Fault { Complete-StoryTask -Id S-0001 * -Section Nowhere } | Should -Be (Get-FaultOf Complete-StoryTask 'StoryContentNotFound ObjectNotFound')
    }

    It 'keeps what many tick at once' {
        Add-Content (Get-StoryFile) (1..12 | ForEach-Object { "- [ ] task $_" })
        $module = Get-ModuleUnderTest
        1..12 | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module $using:module
            Complete-StoryTask -Id S-0001 "task $_"
        }
        @(Get-Task) -like '*task *' | Should -Be (1..12 | ForEach-Object { "- [x] task $_" })
    }

    It 'completes the open tasks' {
        $line = 'Complete-StoryTask -Id S-0001 -Task '
        [Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches.ListItemText |
            Should -Be 'Write the tests', 'Write *all* of them', 'Write a page'
    }
}
