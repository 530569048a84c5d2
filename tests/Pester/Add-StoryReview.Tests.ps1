#Requires -Version 7.4

BeforeDiscovery {
    Import-Module $PSScriptRoot/Promises.psm1
}

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
}

Describe 'Add-StoryReview' {
    BeforeEach { Open-Board $TestDrive }
    AfterEach { Close-Board }

    It '<promise>' -ForEach (Get-EditPromise) { & $check Add-StoryReview @{ Decision = 'APPROVED'; Feedback = 'fine' } }

    It 'records an approval as passed by all' {
        Add-StoryReview -Id S-0001 APPROVED 'fine'
        $review = (Get-Story -Id S-0001).Frontmatter.review_history[0]
        $review.Keys | Should -Be 'timestamp', 'decision', 'feedback', 'blockers', 'codeReviewPassed', 'securityReviewPassed', 'poReviewPassed'
        $review.decision, $review.feedback, $review.blockers.Count | Should -Be 'APPROVED', 'fine', 0
        $review.codeReviewPassed, $review.securityReviewPassed, $review.poReviewPassed | Should -Be $true, $true, $true
    }

    It 'records what is said of a rejection' {
        Add-StoryReview -Id S-0001 REJECTED '' -Severity HIGH -Blockers 'no tests', 'no docs' -SecurityReviewPassed $true
        $review = (Get-Story -Id S-0001).Frontmatter.review_history[0]
        $review.Keys | Should -Be 'timestamp', 'decision', 'severity', 'feedback', 'blockers', 'codeReviewPassed', 'securityReviewPassed', 'poReviewPassed'
        $review.severity, $review.feedback | Should -Be 'HIGH', ''
        $review.blockers | Should -Be 'no tests', 'no docs'
        $review.codeReviewPassed, $review.securityReviewPassed, $review.poReviewPassed | Should -Be $false, $true, $false
    }

    It 'keeps one blocker a list' {
        Add-StoryReview -Id S-0001 FAILED 'x' -Blockers 'no tests'
        Get-StoryText | Should -Match '(?m)^ +blockers:\n +- no tests$'
    }

    It 'keeps the last ten' {
        1..12 | ForEach-Object { Add-StoryReview -Id S-0001 REJECTED "review $_" }
        (Get-Story -Id S-0001).Frontmatter.review_history.feedback | Should -Be (3..12 | ForEach-Object { "review $_" })
    }

    It 'refuses a list that is none, and changes nothing' {
        Update-StoryFrontmatter -Id S-0001 @{ review_history = 'none' }
        $before = Get-StoryText
        Get-Fault { Add-StoryReview -Id S-0001 APPROVED 'x' } | Should -Be (Get-FaultOf Add-StoryReview 'UnsupportedValue InvalidArgument')
        Get-StoryText | Should -BeExactly $before
    }

    It 'takes its words in any case, and writes them as the Node tool does' {
        Add-StoryReview S-0001 approved 'Good.' -Severity low
        $review = (Get-Story S-0001).Frontmatter.review_history[0]
        $review.decision, $review.severity, $review.codeReviewPassed | Should -BeExactly 'APPROVED', 'LOW', $true
    }

    It 'knows no other word: <arguments>' -ForEach @(
        @{ arguments = @{ Decision = 'maybe' } }
        @{ arguments = @{ Decision = 'REJECTED'; Severity = 'bad' } }
    ) {
        Get-Fault { Add-StoryReview -Id S-0001 -Feedback 'x' @arguments } | Should -Be (Get-FaultOf Add-StoryReview 'UnknownWord InvalidArgument')
    }

    It 'keeps the reviews that thread jobs add at once' -Skip:(-not (Get-Command Start-ThreadJob -ErrorAction Ignore)) {
        $jobs = 1..8 | ForEach-Object {
            Start-ThreadJob {
                Import-Module $args[0]
                Add-StoryReview -LiteralPath $args[1] RECOVERY "by $($args[2])"
            } -ArgumentList (Get-ModuleUnderTest), (Get-StoryFile), $_
        }
        $jobs | Receive-Job -Wait -AutoRemoveJob | Should -BeNullOrEmpty
        (Get-Story -Id S-0001).Frontmatter.review_history.feedback | Sort-Object | Should -Be (1..8 | ForEach-Object { "by $_" })
    }
}
