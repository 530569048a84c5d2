#Requires -Version 7.4

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
    $sample = [IO.Path]::GetFullPath("$PSScriptRoot/../sample")

    # Runs the check in a process that finds the module by its name, under the Pester that runs this.
    function Invoke-Check([string] $Path) {
        $run = Invoke-Process "
            `$env:PSModulePath = '$(Split-Path (Split-Path (Get-ModuleUnderTest)))' + [IO.Path]::PathSeparator + `$env:PSModulePath
            Import-Module Pester -RequiredVersion $((Get-Module Pester).Version)
            `$result = Invoke-Pester '$Path' -PassThru -Output None
            @{ Result = `$result.Result; Tests = @(`$result.Tests | ForEach-Object { @{ Name = `$_.ExpandedName; Result = `$_.Result; Fault = `"`$(`$_.ErrorRecord)`" } }) } | ConvertTo-Json -Depth 4"
        $run.Errors | Should -BeNullOrEmpty
        $run.Output | ConvertFrom-Json
    }
}

Describe 'The sample of a check for CI' {
    BeforeEach {
        Open-Board $TestDrive
        Remove-Item .ai-sdlc -Recurse -Force
        Copy-Item "$sample/.ai-sdlc", "$sample/Board.Tests.ps1" . -Recurse
    }
    AfterEach { Close-Board }

    It 'is green on the sample board, with a test for each story and one for the board' {
        $check = Invoke-Check "$sample/Board.Tests.ps1"
        $check.Result | Should -Be 'Passed'
        $check.Tests.Name | Should -Be 'has story S-0001 in order', 'has story S-0002 in order', 'has story S-0003 in order', 'is in order itself'
    }

    It 'is red on a broken board, and says what is wrong where' {
        $story = Get-StoryFile 'S-0002'
        Set-Content $story ((Get-Content $story -Raw) -replace 'status: backlog', 'status: open' -replace "'2026-01-13'", '2026-01-13')
        [void](New-Item -ItemType Directory .ai-sdlc/stories/S-0004)
        Copy-Item .ai-sdlc/stories/S-0001 .ai-sdlc/stories/S-0005 -Recurse
        [void](New-Item -ItemType Directory .ai-sdlc/worktrees/work/.ai-sdlc/stories/S-0006)

        $check = Invoke-Check Board.Tests.ps1
        $check.Result | Should -Be 'Failed'
        $faults = @{}
        $check.Tests | Where-Object Result -EQ Failed | ForEach-Object { $faults[$_.Name] = $_.Fault }
        $faults['has story S-0002 in order'] | Should -Match ([regex]::Escape("$story(5,9): error unknown-status: "))
        $faults['has story S-0002 in order'] | Should -Match ([regex]::Escape("$story(7,10): warning plain-date: "))
        $faults['has story S-0004 in order'] | Should -BeLike '*no-story*'
        $faults['has story S-0005 in order'] | Should -BeLike '*id-not-folder*duplicate-id*'
        $faults['is in order itself'] | Should -BeLike '*S-0006*no-story*'
        $faults.Count | Should -Be 4
    }

    It 'is green on a board without stories' {
        Remove-Item .ai-sdlc/stories/* -Recurse
        (Invoke-Check Board.Tests.ps1).Tests.Name | Should -Be 'is in order itself'
    }

    It 'is red where there is no board' {
        Remove-Item .ai-sdlc -Recurse -Force
        (Invoke-Check Board.Tests.ps1).Result | Should -Be 'Failed'
    }
}
