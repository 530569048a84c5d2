<#
.SYNOPSIS
Checks an .ai-sdlc board with Pester: one test for each story, and one for the board itself.
.DESCRIPTION
Copy this file into your repository, beside .ai-sdlc, and let CI run Invoke-Pester -CI. A test fails with what Test-Story found,
each finding a line such as .ai-sdlc/stories/S-0001/story.md(6,9): error unknown-status: ...
#>
BeforeDiscovery {
    $stories = @(Get-ChildItem -LiteralPath "$PSScriptRoot/.ai-sdlc/stories" -Directory -ErrorAction Stop | ForEach-Object Name)
}

BeforeAll {
    Import-Module AiSdlc.PowerShell -ErrorAction Stop # or the path of its manifest
    $stories = @(Get-ChildItem -LiteralPath "$PSScriptRoot/.ai-sdlc/stories" -Directory -ErrorAction Stop | ForEach-Object Name)
    $findings = @(Test-Story -Root $PSScriptRoot -ErrorAction Stop) # | Where-Object Severity -EQ Error lets warnings pass
}

Describe 'The board' {
    if ($stories.Count -gt 0) {
        It 'has story <_> in order' -ForEach $stories {
            $findings | Where-Object StoryId -EQ $_ | Join-String -Separator "`n" | Should -BeNullOrEmpty
        }
    }

    It 'is in order itself' {
        $findings | Where-Object StoryId -NotIn $stories | Join-String -Separator "`n" | Should -BeNullOrEmpty
    }
}
