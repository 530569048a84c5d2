#Requires -Version 7.4

BeforeDiscovery {
    Import-Module $PSScriptRoot/Promises.psm1
}

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
}

Describe 'Set-StoryPullRequest' {
    BeforeEach { Open-Board $TestDrive }
    AfterEach { Close-Board }

    It '<promise>' -ForEach (Get-EditPromise) { & $check Set-StoryPullRequest @{ Url = 'https://example.org/pull/7' } }

    It 'notes the address alone' {
        Set-StoryPullRequest -Id S-0001 'https://example.org/pull/7'
        (Get-Frontmatter).pr_url | Should -Be 'https://example.org/pull/7'
        (Get-Frontmatter).Keys | Select-Object -Last 2 | Should -Be 'pr_url', 'updated'
    }

    It 'notes the merge with <name>' -ForEach @(
        @{ name = '-Merged'; arguments = @{ Merged = $true } }
        @{ name = '-MergeSha'; arguments = @{ MergeSha = '1234567' } }
    ) {
        Set-StoryPullRequest -Id S-0001 @arguments
        $data = (Get-Story -Id S-0001).Frontmatter
        $data.pr_merged | Should -BeTrue
        $data.merged_at | Should -MatchExactly '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$'
        [datetime]::UtcNow - ([datetimeoffset] $data.merged_at).UtcDateTime | Should -BeLessThan ([timespan]'0:01:00')
        $data.merge_sha | Should -Be $arguments.MergeSha
    }

    It 'wants something to note' {
        Get-Fault { Set-StoryPullRequest -Id S-0001 } | Should -Be (Get-FaultOf Set-StoryPullRequest 'NothingToDo InvalidArgument')
    }

    It 'keeps a commit of digits a string' {
        Set-StoryPullRequest -Id S-0001 -MergeSha '12e4567'
        (Get-Story -Id S-0001).Frontmatter.merge_sha | Should -BeOfType string
    }

    It 'keeps the address when the merge is noted' {
        Set-StoryPullRequest -Id S-0001 'https://example.org/pull/7'
        Set-StoryPullRequest -Id S-0001 -Merged
        (Get-Frontmatter).pr_url | Should -Be 'https://example.org/pull/7'
    }
}
