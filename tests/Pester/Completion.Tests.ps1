#Requires -Version 7.4

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest

    # What Tab offers at the end of a line; not the files, which PowerShell offers where there is no word to offer.
    function Get-Completion([string] $Line) {
        (TabExpansion2 $Line $Line.Length).CompletionMatches.CompletionText | Where-Object { $_ -and $_ -notmatch "^'?\." }
    }
}

Describe 'What Tab offers' {
    BeforeEach {
        Open-Board $TestDrive
        foreach ($story in Get-ChildItem "$PSScriptRoot/../sample/.ai-sdlc/stories") {
            Add-Story $story.Name ([IO.File]::ReadAllText("$story/story.md"))
        }
    }
    AfterEach { Close-Board }

    It 'is what there is: <line>' -ForEach @(
        @{ line = 'Get-Story -Id '; offered = 'S-0001', 'S-0002', 'S-0003' }
        @{ line = 'Get-Story -Id s-0002'; offered = 'S-0002' }
        @{ line = 'Get-Story -Id S-0001, S-0003'; offered = 'S-0003' }
        @{ line = 'Get-StoryLock -Id S-0001'; offered = 'S-0001' }
        @{ line = 'Update-StoryFrontmatter -Id S-0002'; offered = 'S-0002' }
        @{ line = 'Block-Story -Id S-0001'; offered = 'S-0001' }
        @{ line = 'New-Story x -Dependencies S-0003'; offered = 'S-0003' }
        @{ line = 'Get-Story -Status b'; offered = 'backlog', 'blocked' }
        @{ line = 'Set-StoryStatus -Id S-0001 -Status in'; offered = 'in-progress' }
        @{ line = 'Get-Story -Type b'; offered = 'bug' }
        @{ line = 'Get-Story -Label '; offered = 'export', 'login', 'reports', 'unicode' }
        @{ line = 'New-Story x -Label log'; offered = 'login' }
        @{ line = 'New-Story x -Labels log'; offered = 'login' }
        @{ line = 'Get-Story S-0002'; offered = 'S-0002' }
        @{ line = 'Set-StoryOutput S-0001 plan'; offered = 'plan', 'plan_review' }
        @{ line = 'Add-StoryReview S-0001 app'; offered = 'APPROVED' }
        @{ line = 'Add-StoryReview S-0001 approved x -CodeReviewPassed '; offered = '$true', '$false' }
        @{ line = 'Block-Story S-0001 x -IdenticalErrorsDetected '; offered = '$true', '$false' }
        @{ line = 'Update-StoryFrontmatter S-0003 -Remove blo'; offered = 'blocked_reason', 'blocked_at' }
        @{ line = 'Update-StoryFrontmatter -Id S-0003 -Remove blo'; offered = 'blocked_reason', 'blocked_at' }
        @{ line = 'Update-StoryFrontmatter -Id S-0001 -Remove blo'; offered = $null }
        @{ line = 'Update-StoryFrontmatter -Increment prio'; offered = 'priority' }
        @{ line = 'Get-Story -Epic '; offered = $null }
        @{ line = 'Add-StoryContent -Id S-0001 -Section acc'; offered = "'Acceptance Criteria'" }
    ) {
        Get-Completion $line | Should -BeExactly $offered
    }

    It 'is quoted where PowerShell would take it apart: <line>' -ForEach @(
        @{ line = 'Get-Story -Label tw'; offered = "'two words'" }
        @{ line = "Get-Story -Label 'tw"; offered = "'two words'" }
        @{ line = 'Get-Story -Label it'; offered = "'it''s'" }
        @{ line = "Get-Story -Label 'pl"; offered = "'plain'" }
        @{ line = 'Get-Story -Epic '; offered = "'`$all'" }
    ) {
        Add-Story 'S-0004' "---`nid: S-0004`nlabels: [two words, 'it''s', plain]`nepic: `$all`n---`n"
        Get-Completion $line | Should -BeExactly $offered
    }

    It 'tells the titles beside the ids' {
        (TabExpansion2 'Get-Story -Id ' 14).CompletionMatches.ToolTip[0, 2] |
            Should -Be 'Let people export a report as CSV (in-progress)', 'Which queue should carry the events? (blocked)'
    }

    It 'is of the board that is named' {
        $board = $PWD.ProviderPath
        Set-Location ([IO.Path]::GetTempPath())
        Get-Completion "Get-Story -Root '$board' -Id S-0001" | Should -Be 'S-0001'
        Get-Completion 'Get-Story -Id S-0001' | Should -Not -BeLike 'S-*'
    }

    It 'leaves out a story that is broken or being written' {
        Add-Story 'S-0004' "---`nlabels: [`n---`n"
        Lock-Story
        Get-Completion 'Get-Story -Label ' | Should -Be 'login', 'unicode'
        Unlock-Story
    }

    It 'leaves stories as they are, and no lock' {
        $before = Get-StoryText
        Get-Completion 'Update-StoryFrontmatter -Id S-0001 -Remove s' | Should -Not -BeNullOrEmpty
        Get-StoryText | Should -BeExactly $before
        Get-Leftover | Should -BeNullOrEmpty
    }
}
