#Requires -Version 7.4

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
}

Describe 'Set-StoryOutput' {
    BeforeEach { Open-Board $TestDrive }
    AfterEach { Close-Board }

    It 'writes <_>.md beside the story, and leaves the story' -ForEach 'research', 'plan', 'plan_review', 'review' {
        $before = Get-StoryText
        Set-StoryOutput -Id S-0001 $_ 'What we found' | Should -BeNullOrEmpty
        $today = Get-Today
        Get-Content ".ai-sdlc/stories/S-0001/$_.md" -Raw | Should -BeIn @($today | ForEach-Object { "---`n*Generated: $_*`n`nWhat we found" })
        Get-StoryText | Should -BeExactly $before
    }

    It 'replaces what was there, or adds with -Append' {
        Set-StoryOutput -Id S-0001 plan 'first'
        Set-StoryOutput -Id S-0001 plan 'second'
        Set-StoryOutput -Id S-0001 plan 'third' -Append -Iteration 2
        Set-StoryOutput -Id S-0001 plan 'fourth' -Append -Iteration 3 -Rework
        Get-Content .ai-sdlc/stories/S-0001/plan.md -Raw | Should -BeIn @(Get-Today | ForEach-Object {
                $date = "*Generated: $_*`n`n"
                "---`n$($date)second`n`n---`n`n## Iteration 2`n$($date)third`n`n---`n`n## Rework 3`n$($date)fourth"
            })
    }

    It 'appends with the line ends of the file' {
        [IO.File]::WriteAllText("$PWD/.ai-sdlc/stories/S-0001/plan.md", "one`r`ntwo`r`n")
        Set-StoryOutput -Id S-0001 plan "three`nfour`r`nfive" -Append -Iteration 2
        $text = [IO.File]::ReadAllText("$PWD/.ai-sdlc/stories/S-0001/plan.md")
        $text | Should -Not -Match '[^\r]\n'
        $text | Should -Match 'three\r\nfour\r\nfive$'
    }

    It 'takes the text from the pipeline, as <how>, from a file beside the story too' -ForEach @(
        @{ how = 'lines'; read = { Get-Content .ai-sdlc/stories/S-0001/draft.md } }
        @{ how = 'a whole'; read = { Get-Content .ai-sdlc/stories/S-0001/draft.md -Raw } }
    ) {
        Set-Content .ai-sdlc/stories/S-0001/draft.md "one`n`ntwo" -NoNewline
        & $read | Set-StoryOutput -Id S-0001 plan
        Get-StoryOutput -Id S-0001 plan | Should -BeLike "*`n`none`n`ntwo"
        Remove-Item .ai-sdlc/stories/S-0001/draft.md
    }

    It 'emits the file with -PassThru, which Get-Content reads' {
        $file = Get-Story | Set-StoryOutput -Phase research -Content "umlaut: `u{e4}" -PassThru
        $file | Should -BeOfType IO.FileInfo
        $file | Get-Content | Select-Object -Last 1 | Should -BeExactly "umlaut: `u{e4}"
    }

    It 'writes nothing with -WhatIf' {
        Set-StoryOutput -Id S-0001 plan 'x' -WhatIf
        Get-ChildItem .ai-sdlc/stories/S-0001 | Should -HaveCount 1
    }

    It 'answers <fault>, and writes nothing' -ForEach @(
        @{ script = { '', '' | Set-StoryOutput -Id S-0001 plan }; fault = 'NothingToWrite InvalidArgument' }
        @{ script = { Set-StoryOutput -Id S-0001 notes 'x' }; fault = 'UnknownWord InvalidArgument' }
        @{ script = { Set-StoryOutput -Id S-0001 plan 'x' -Iteration 3 -Rework }; fault = 'AppendMissing InvalidArgument' }
        @{ script = { Set-StoryOutput -Id S-0001 plan 'x' -Rework }; fault = 'AppendMissing InvalidArgument' }
        @{ script = { Set-StoryOutput -Id S-0001 plan }; fault = 'ValueMissing InvalidArgument' }
        @{ script = { Set-StoryOutput -Id S-0009 plan 'x' }; fault = 'StoryNotFound ObjectNotFound' }
        @{ script = { Lock-Story; Set-StoryOutput -Id S-0001 plan 'x' -LockTimeout 0 }; fault = 'StoryLocked ResourceBusy' }
    ) {
        Get-Fault $script | Should -Be (Get-FaultOf Set-StoryOutput $fault)
        Get-ChildItem .ai-sdlc/stories/S-0001 -File | Should -HaveCount 1
        if (Test-Path (Get-LockPath)) { Unlock-Story }
    }

    It 'keeps what many append at once' {
        $module = Get-ModuleUnderTest
        1..20 | ForEach-Object -ThrottleLimit 5 -Parallel {
            Import-Module $using:module
            Set-StoryOutput -Id S-0001 review "- finding $_" -Append -Iteration 2
        }
        $findings = @(Get-Content .ai-sdlc/stories/S-0001/review.md) -like '- finding *'
        $findings | Sort-Object { [int] ($_ -split ' ')[2] } | Should -Be (1..20 | ForEach-Object { "- finding $_" })
    }
}
