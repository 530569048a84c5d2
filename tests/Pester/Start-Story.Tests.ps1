#Requires -Version 7.4

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
}

Describe 'Start-Story <kind>' -ForEach @(@{ kind = 'in a repository' }, @{ kind = 'without one' }) {
    BeforeEach {
        Open-Board $TestDrive
        if ($kind -eq 'in a repository') { New-Repository }
        Add-Story 'S-0002'
        Set-StoryStatus -Id S-0001, S-0002 -Status ready
    }
    AfterEach { Close-Board }

    It 'claims a story, sets it in progress and emits the claim' {
        $claim = Start-Story S-0001 -Owner Ada -Lease 20m
        $claim.Id, $claim.State, $claim.Owner, $claim.Epoch, $claim.Path | Should -Be 'S-0001', 'Held', 'Ada', 1, (Get-StoryFile)
        $claim.Lease.TotalMinutes | Should -Be 20
        $claim.Token | Should -Match '^[0-9a-f]{32}$'
        $story = Get-Frontmatter
        $story.status, $story.assignee | Should -Be 'in-progress', 'Ada'
        $story.updated | Should -BeIn (Get-Today)
    }

    It 'refuses a story that somebody has, and changes nothing' {
        $null = Start-Story S-0001 -Owner Ada
        $before = Get-StoryText
        Get-Fault { Start-Story S-0001 -Owner Bob } | Should -Be (Get-FaultOf Start-Story 'StoryClaimed ResourceBusy')
        $Error[0].Exception.Claim.Owner | Should -Be 'Ada'
        $Error[0].Exception.Claim.Token | Should -BeNullOrEmpty
        Get-StoryText | Should -BeExactly $before
    }

    It 'starts the most urgent story that is ready, each once, and then nothing' {
        Update-StoryFrontmatter -Id S-0002 @{ priority = 1 }
        (Start-Story -Next -Owner Ada).Id | Should -Be 'S-0002'
        (Start-Story -Next -Owner Bob).Id | Should -Be 'S-0001'
        Start-Story -Next | Should -BeNullOrEmpty
    }

    It 'starts none whose dependencies are not done' {
        Update-StoryFrontmatter -Id S-0001 @{ priority = 1; dependencies = @('s-0002') }
        $claim = Start-Story -Next
        $claim.Id | Should -Be 'S-0002'
        Start-Story -Next | Should -BeNullOrEmpty
        $claim | Stop-Story -Done -Force
        (Start-Story -Next).Id | Should -Be 'S-0001'
    }

    It 'refuses a story that is <status>, unless one insists, and leaves no claim' -ForEach @{ status = 'backlog' }, @{ status = 'blocked' }, @{ status = 'done' } {
        Set-StoryStatus -Id S-0001 $status -Force
        Get-Fault { Start-Story S-0001 } | Should -Be (Get-FaultOf Start-Story 'StatusNotAllowed InvalidOperation')
        Get-StoryClaim -All | Should -BeNullOrEmpty
        (Start-Story S-0001 -Force).Epoch | Should -Be 1
    }

    It 'gives the claim back where the story cannot be written' {
        Lock-Story
        Get-Fault { Start-Story S-0001 -LockTimeout 0 } | Should -Be (Get-FaultOf Start-Story 'StoryLocked ResourceBusy')
        Unlock-Story
        Get-StoryClaim | Should -BeNullOrEmpty
        (Start-Story S-0001).Epoch | Should -BeGreaterThan 0
    }

    It 'takes up what an agent left that died after it had given back its claim' {
        $claim = Start-Story S-0001
        $claim | Stop-Story
        Set-StoryStatus -Id S-0001 in-progress
        (Start-Story -Next).Id | Should -Be 'S-0001'
    }

    It 'finishes what an agent had done that died before it said so in the story' {
        Start-Story S-0001 -Owner Ada | Stop-Story -Done -Force
        Set-StoryStatus -Id S-0001 in-progress
        (Start-Story -Next).Id | Should -Be 'S-0002'
        (Get-Frontmatter).status | Should -Be 'done'
    }

    It 'waits for a story, as long as it is told to' {
        $claim = Start-Story S-0001
        Get-Fault { Start-Story S-0001 -Wait -Timeout 300 } | Should -Be (Get-FaultOf Start-Story 'StoryClaimed ResourceBusy')
        $module = Get-ModuleUnderTest
        $job = Start-ThreadJob { Import-Module $using:module; Set-Location $using:PWD; Start-Story S-0001 -Owner Bob -Wait }
        Start-Sleep 0.3
        $claim | Stop-Story
        ($job | Receive-Job -Wait -AutoRemoveJob).Owner | Should -Be 'Bob'
    }

    It 'lets one of many have a story' {
        $module = Get-ModuleUnderTest
        $claims = 1..6 | ForEach-Object -ThrottleLimit 6 -Parallel {
            Import-Module $using:module
            Start-Story S-0001 -Owner "agent-$_" -ErrorAction SilentlyContinue
        }
        @($claims) | Should -HaveCount 1
        (Get-Frontmatter).assignee | Should -Be $claims.Owner
    }

    It 'touches nothing with -WhatIf' {
        $before = Get-StoryText
        Start-Story S-0001 -WhatIf
        Start-Story -Next -WhatIf
        Get-StoryText | Should -BeExactly $before
        Get-StoryClaim -All | Should -BeNullOrEmpty
    }

    It 'takes no owner of more than a line' -ForEach @{ owner = "a`nb" }, @{ owner = "a`e[31m" }, @{ owner = ' ' }, @{ owner = 'x' * 201 } {
        Get-Fault { Start-Story S-0001 -Owner $owner } | Should -Be (Get-FaultOf Start-Story 'ParameterArgumentValidationError InvalidData')
    }
}

Describe 'Start-Story where git is <what>' -ForEach @(
    @{ what = 'not there'; script = $null; fault = 'GitFailed ResourceUnavailable' }
    @{ what = 'too old'; script = "#!/bin/sh`necho git version 2.30.9"; fault = 'GitFailed NotInstalled' }
    @{ what = 'broken'; script = "#!/bin/sh`nif [ `"`$1`" = version ]; then echo git version 2.39.0; exit; fi`necho no >&2; exit 3"; fault = 'GitFailed FromStdErr' }
) -Skip:$IsWindows {
    BeforeEach {
        Open-Board $TestDrive
        Set-StoryStatus -Id S-0001 -Status ready
        New-Repository
        $path = $env:PATH
        $env:PATH = Join-Path $TestDrive ([IO.Path]::GetRandomFileName())
        $null = New-Item -ItemType Directory $env:PATH
        if ($script) {
            Set-Content "$env:PATH/git" $script
            [IO.File]::SetUnixFileMode("$env:PATH/git", 'UserRead, UserExecute')
        }
    }
    AfterEach {
        $env:PATH = $path
        Close-Board
    }

    It 'decides nothing, and makes stories all the same where it can' {
        Get-Fault { Start-Story S-0001 } | Should -Be (Get-FaultOf Start-Story $fault)
        (Get-Frontmatter).status | Should -Be 'ready'
        Get-Fault { Get-Story -Ready } | Should -Be (Get-FaultOf Get-Story $fault)
        if ($what -ne 'broken') { (New-Story 'One' -WarningAction SilentlyContinue).Id | Should -Be 'S-0002' }
    }
}

Describe 'Start-Story where a remote decides' {
    BeforeEach {
        Open-Board $TestDrive
        Set-StoryStatus -Id S-0001 -Status ready
        New-Repository
    }
    AfterEach { Close-Board }

    It 'is an error where there is none' {
        Get-Fault { Start-Story S-0001 -Remote nowhere } | Should -Be (Get-FaultOf Start-Story 'GitFailed ConnectionError')
        (Get-Frontmatter).status | Should -Be 'ready'
        (Start-Story S-0001 -Offline).Remote | Should -BeNullOrEmpty
    }

    It 'shuts out the other clones, and their writers' {
        git clone -q --bare . bare.git 2>$null
        git remote add origin bare.git
        git clone -q bare.git other 2>$null
        git config ai-sdlc.remote origin
        $claim = Start-Story S-0001 -Owner Ada
        $claim.Remote | Should -Be 'origin'
        Get-Fault { Start-Story S-0001 -Root other -Remote origin } | Should -Be (Get-FaultOf Start-Story 'StoryClaimed ResourceBusy')
        $claim | Update-StoryFrontmatter @{ a = 1 }
        $claim | Stop-Story
        $null = Start-Story S-0001 -Root other -Remote origin
        Get-Fault { $claim | Update-StoryFrontmatter @{ a = 2 } } | Should -Be (Get-FaultOf Update-StoryFrontmatter 'ClaimLost ResourceUnavailable')
        (Get-Frontmatter).a | Should -Be 1
    }
}
