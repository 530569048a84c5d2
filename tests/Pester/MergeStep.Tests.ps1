#Requires -Version 7.4

BeforeDiscovery { $noGit = -not (Get-Command git -CommandType Application -ErrorAction Ignore) }

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1, $PSScriptRoot/Merges.psm1
    Import-ModuleUnderTest

    # The lines below "run: |" in docs/merge.md, between what a runner puts around the text of a step in PowerShell.
    $page = Get-Content -Raw "$PSScriptRoot/../../docs/merge.md"
    $lines = ($page -replace "`r" -split '\n +run: \|\n')[1] -split '\n' | ForEach-Object -Begin { $isIn = $true } { $isIn = $isIn -and $_ -match '^ {10}'; if ($isIn) { $_ } }
    $step = @('$ErrorActionPreference = "stop"'; 'function Install-Module { }'; $lines; 'if ((Test-Path -LiteralPath variable:\LASTEXITCODE)) { exit $LASTEXITCODE }') -join "`n"

    # A repository on a server, with a branch of a pull request beside main, in a clone that checked the branch out.
    function New-PullRequest([scriptblock] $Main, [scriptblock] $Branch) {
        Initialize-Repository
        New-Divergence $Main $Branch
        Invoke-Git init -q --bare -b main server.git | Out-Null
        Invoke-Git push -q server.git main other | Out-Null
        Invoke-Git clone -q -b other server.git runner | Out-Null
        Set-Location runner
    }
}

Describe 'The step for CI' -Skip:($noGit -or $env:AISDLC_TEST_EDITION -eq 'Desktop') {
    BeforeEach {
        Open-Board $TestDrive
        $env:GITHUB_BASE = 'main'
    }
    AfterEach {
        Remove-Item env:GITHUB_BASE
        Close-Board
    }

    It 'merges the target branch into a pull request, and pushes it' {
        New-PullRequest { Update-StoryFrontmatter -Id S-0001 -Set @{ updated = '2026-01-16' } -Add @{ labels = 'ours' } } { Update-StoryFrontmatter -Id S-0001 -Set @{ updated = '2026-01-17' } -Add @{ labels = 'theirs' } }
        $run = Invoke-Process $step
        $run.ExitCode | Should -Be 0 -Because "$($run.Errors) $($run.Output)"
        Invoke-Git -C ../server.git rev-list --parents -1 other | Should -Match '^\w+ \w+ \w+$'
        Invoke-Git -C ../server.git show other:.ai-sdlc/stories/S-0001/story.md | Out-String | Should -BeLike '*- one*- two*- ours*- theirs*'
    }

    It 'stops where somebody has to decide, and pushes nothing' {
        New-PullRequest { Update-StoryFrontmatter -Id S-0001 -Set @{ status = 'ready' } } { Update-StoryFrontmatter -Id S-0001 -Set @{ status = 'blocked' } }
        $before = Invoke-Git -C ../server.git rev-parse other
        $run = Invoke-Process $step
        $run.ExitCode | Should -Be 1
        $run.Errors | Should -BeLike '*status (ours: blocked, theirs: ready)*'
        Invoke-Git -C ../server.git rev-parse other | Should -Be $before
    }
}
