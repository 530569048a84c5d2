#Requires -Version 7.4

BeforeDiscovery {
    Import-Module $PSScriptRoot/Promises.psm1
}

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
}

Describe 'Block-Story' {
    BeforeEach { Open-Board $TestDrive }
    AfterEach { Close-Board }

    It '<promise>' -ForEach (Get-EditPromise) { & $check Block-Story @{ Reason = 'the build server is down' } }

    It 'sets status, reason and time' {
        Block-Story -Id S-0001 'the build server is down'
        $story = Get-Frontmatter
        $story.status, $story.blocked_reason | Should -Be 'blocked', 'the build server is down'
        [datetime]::UtcNow - ([datetimeoffset] $story.blocked_at).UtcDateTime | Should -BeLessThan ([timespan]'0:01:00')
    }

    It 'makes one safe line of the reason' {
        Block-Story -Id S-0001 "`e[31mred`e[0m`r`n``rm``  a > b | c$([char] 7)"
        (Get-Frontmatter).blocked_reason | Should -BeExactly 'red  rm  a  b  c'
        Block-Story -Id S-0001 ('x' * 300)
        (Get-Frontmatter).blocked_reason | Should -BeExactly ('x' * 197 + '...')
    }

    It 'takes the message of an error for the reason' {
        try { Get-Item missing -ErrorAction Stop } catch { Block-Story -Id S-0001 $_ }
        (Get-Frontmatter).blocked_reason | Should -BeLike '*missing*'
    }

    It 'diagnoses the phase after <complete> as <phase>' -ForEach @(
        @{ complete = 'nothing'; phase = 'research' }
        @{ complete = 'research'; phase = 'plan' }
        @{ complete = 'plan'; phase = 'implement' }
        @{ complete = 'implementation'; phase = 'review' }
    ) {
        Update-StoryFrontmatter -Id S-0001 @{ "$($complete)_complete" = $true; retry_count = 2; refinement_count = 1 }
        Block-Story -Id S-0001 'no'
        $diagnostic = (Get-Story -Id S-0001).Frontmatter.blocked_diagnostic
        $diagnostic.lastPhase, $diagnostic.errorCount, $diagnostic.mostCommonError | Should -Be $phase, 3, 'no'
        $diagnostic.Keys | Should -Be 'blockedAt', 'reason', 'lastPhase', 'errorCount', 'mostCommonError'
    }

    It 'adds to the diagnostic what is known' {
        Block-Story -Id S-0001 'no' -SuggestedFix 'ask Ada' -IdenticalErrorsDetected $true -ConsecutiveIdenticalCount 3
        $story = (Get-Story -Id S-0001).Frontmatter
        $diagnostic = $story.blocked_diagnostic
        $story.blocked_at | Should -MatchExactly '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$'
        $diagnostic.blockedAt | Should -Be $story.blocked_at
        $diagnostic.Keys | Should -Be @(
            'blockedAt', 'reason', 'lastPhase', 'errorCount', 'mostCommonError', 'suggestedFix', 'identicalErrorsDetected', 'consecutiveIdenticalCount'
        )
        $diagnostic.suggestedFix, $diagnostic.identicalErrorsDetected, $diagnostic.consecutiveIdenticalCount | Should -Be 'ask Ada', $true, 3
    }

    It 'blocks no file that is on no board' {
        [IO.File]::WriteAllText("$PWD/story.md", (Get-StoryText))
        Get-Fault { Block-Story story.md 'no' } | Should -Be (Get-FaultOf Block-Story 'StoryRootNotFound ObjectNotFound')
        Get-Content story.md -Raw | Should -BeExactly (Get-StoryText)
    }
}
