<#
.SYNOPSIS
Checks an .ai-sdlc board with Pester: one test for each story, and one for the board itself.
.DESCRIPTION
Copy this file into your repository, beside .ai-sdlc, and let CI run Invoke-Pester -CI. A test fails with what Test-Story found,
each finding a line such as …/S-0001/story.md(6,9): error unknown-status: …
.PARAMETER Root
The folder that holds .ai-sdlc.
.PARAMETER Module
Name of the module, or the path of its manifest.
#>
param(
    [string] $Root = $PSScriptRoot,
    [string] $Module = 'AiSdlc.PowerShell'
)

BeforeDiscovery {
    $stories = @(Get-ChildItem -LiteralPath "$Root/.ai-sdlc/stories" -Directory -ErrorAction Stop | ForEach-Object Name)
}

BeforeAll {
    Import-Module $Module -ErrorAction Stop
    $stories = @(Get-ChildItem -LiteralPath "$Root/.ai-sdlc/stories" -Directory -ErrorAction Stop | ForEach-Object Name)
    $findings = @(Test-Story -Root $Root -ErrorAction Stop) # | Where-Object Severity -EQ Error lets warnings pass
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
