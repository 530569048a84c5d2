#Requires -Version 7.4

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
}

Describe 'Get-StoryOutput' {
    BeforeEach { Open-Board $TestDrive }
    AfterEach { Close-Board }

    It 'emits what Set-StoryOutput wrote: <_>' -ForEach 'research', 'plan', 'plan_review', 'review' {
        $file = Set-StoryOutput -Id S-0001 $_ "umlaut: `u{e4}" -PassThru
        Get-StoryOutput -Id S-0001 $_ | Should -BeExactly ([IO.File]::ReadAllText($file))
    }

    It 'emits the section <heading> where there is no file, as the Node tool does' -ForEach @(
        @{ phase = 'research'; heading = 'Research' }
        @{ phase = 'plan'; heading = 'Implementation Plan' }
        @{ phase = 'plan_review'; heading = 'Plan Review' }
        @{ phase = 'review'; heading = 'Review Notes' }
    ) {
        Add-StoryContent -Id S-0001 $heading 'old'
        Get-StoryOutput -Id S-0001 $phase | Should -BeExactly 'old'
        Set-StoryOutput -Id S-0001 $phase 'new'
        Get-StoryOutput -Id S-0001 $phase | Should -BeLike '*new'
    }

    It 'answers <fault>' -ForEach @(
        @{ script = { Get-StoryOutput -Id S-0001 plan }; fault = 'StoryContentNotFound ObjectNotFound' }
        @{ script = { Get-StoryOutput -Id S-0009 plan }; fault = 'StoryNotFound ObjectNotFound' }
        @{ script = { Get-StoryOutput -Id S-0001 notes }; fault = 'UnknownWord InvalidArgument' }
    ) {
        Get-Fault $script | Should -Be (Get-FaultOf Get-StoryOutput $fault)
    }

    It 'follows no link off the board' -Skip:$IsWindows {
        Set-Content secret 'secret'
        [void] (New-Item -ItemType SymbolicLink .ai-sdlc/stories/S-0001/plan.md -Target "$PWD/secret")
        Get-Fault { Get-StoryOutput -Id S-0001 plan } | Should -Be (Get-FaultOf Get-StoryOutput 'StoryLinkRefused SecurityError')
    }
}
