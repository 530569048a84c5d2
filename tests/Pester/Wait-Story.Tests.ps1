#Requires -Version 7.4

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest

    # Waits in a runspace of its own, and gives what was emitted. -Do runs once the wait has begun, which the baseline of a version makes sure of.
    function Invoke-Wait([scriptblock] $Wait, [scriptblock] $Do) {
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript('Set-Location -LiteralPath $args[0]; Import-Module $args[1]').AddArgument($PWD.ProviderPath).AddArgument((Get-ModuleUnderTest)).Invoke()
            $shell.Commands.Clear()
            $run = $shell.AddScript($Wait.ToString()).BeginInvoke()
            & $Do
            $run.AsyncWaitHandle.WaitOne(60000) | Should -BeTrue
            $shell.EndInvoke($run)
            $shell.Streams.Error | ForEach-Object { throw $_ }
        } finally {
            $shell.Dispose()
        }
    }
}

Describe 'Wait-Story' {
    BeforeEach {
        Open-Board $TestDrive
        Add-Story 'S-0002'
    }
    AfterEach { Close-Board }

    It 'emits at once what is so already' {
        (Wait-Story S-0001 -Status BACK*).Id | Should -Be 'S-0001'
        (Wait-Story -Id S-0002 -Property @{ priority = 10; labels = 'one', 'two'; assignee = $null }).Id | Should -Be 'S-0002'
        (Wait-Story -Status backlog -All).Id | Should -Be 'S-0001', 'S-0002'
        (Get-Story | Wait-Story -Status backlog -All).Id | Should -Be 'S-0001', 'S-0002'
        (Wait-Story S-0001 -SinceVersion other).Id | Should -Be 'S-0001'
    }

    It 'waits for a story that is on no board, right below the root' {
        $file = Join-Path ([IO.Path]::GetTempPath()) "$([guid]::NewGuid()).md"
        try {
            Set-Content $file '---', 'id: S-0007', 'status: ready', '---'
            (Wait-Story -LiteralPath $file -Status ready -Timeout 0).Status | Should -Be 'ready'
        } finally {
            Remove-Item $file
        }
    }

    It 'says that the time is over, and what is not so' {
        Get-Fault { Wait-Story S-0001 -Status done -Timeout 0 } | Should -Be (Get-FaultOf Wait-Story 'StoryWaitTimedOut OperationTimeout')
        Get-Fault { Wait-Story S-0001 -Property @{ priority = '10' } -Timeout ([timespan]::Zero) } | Should -BeLike 'StoryWaitTimedOut,*'
        { Wait-Story -Timeout 20ms -ErrorAction Stop } | Should -Throw -ExceptionType ([AiSdlc.StoryWaitException])
        $Error[0].Exception.Waited.TotalMilliseconds | Should -BeGreaterOrEqual 20
    }

    It 'emits of several those that are so, and with -All waits for the others' {
        Set-StoryStatus S-0002 ready
        (Wait-Story -Id S-0001, S-0002 -Status ready).Id | Should -Be 'S-0002'
        Get-Fault { Wait-Story -Id S-0001, S-0002 -Status ready -All -Timeout 0 } | Should -BeLike 'StoryWaitTimedOut,*'
    }

    It 'refuses names of no story, and goes on with the others' {
        Get-Fault { Wait-Story -Id S-0009 } | Should -Be (Get-FaultOf Wait-Story 'StoryNotFound ObjectNotFound')
        (Wait-Story -Id S-0009, S-0001 -Status backlog -ErrorAction SilentlyContinue).Id | Should -Be 'S-0001'
        Get-Fault { Wait-Story S-0001 -Property @{ a = { } } } | Should -BeLike 'UnsupportedValue,*'
    }

    It 'wakes when <how>' -ForEach @(
        @{ how = 'this module replaces the story'; do = { Set-StoryStatus S-0001 ready } }
        @{ how = 'another program writes it in place'; do = { [IO.File]::WriteAllText((Get-StoryFile), (Get-StoryText).Replace('backlog', 'ready')) } }
        @{ how = 'another program replaces it'; do = {
                [IO.File]::WriteAllText("$(Get-StoryFile).new", (Get-StoryText).Replace('backlog', 'ready'))
                [IO.File]::Move("$(Get-StoryFile).new", (Get-StoryFile), $true)
            }
        }
        @{ how = 'its folder goes and comes back, as in a checkout'; do = {
                $text = (Get-StoryText).Replace('backlog', 'ready')
                Remove-Item -LiteralPath ([IO.Path]::GetDirectoryName((Get-StoryFile))) -Recurse -Force
                Add-Story 'S-0001' $text
            }
        }
    ) {
        (Invoke-Wait { Wait-Story S-0001 -Status ready -Timeout 50s } $do).Status | Should -Be 'ready'
    }

    It 'takes no story that another program is still writing' {
        Lock-Story
        $story = Invoke-Wait { Wait-Story S-0001 -Property @{ title = 'Whole' } -Timeout 50s } {
            $whole = $StoryText.Replace('title: A story', 'title: Whole')
            Add-Story 'S-0001' ($whole -replace '(?s)labels:.*?---', '---')
            Get-Fault { Wait-Story S-0001 -Property @{ title = 'Whole' } -Timeout 0 -LockTimeout 0 } | Should -BeLike 'StoryLocked,*'
            Add-Story 'S-0001' $whole
            Unlock-Story
        }
        $story.Labels | Should -Be 'one', 'two'
    }

    It 'does not miss what happened since the piped story was read' {
        $seen = Get-Story S-0001
        Set-StoryStatus S-0001 ready
        ($seen | Wait-Story -Timeout 0).Status | Should -Be 'ready'
        Get-Fault { Get-Story S-0001 | Wait-Story -Timeout 0 } | Should -BeLike 'StoryWaitTimedOut,*'
    }

    It 'notices a new story of the board' {
        (Invoke-Wait { Wait-Story -Property @{ title = 'New' } -Timeout 50s } { $null = New-Story 'New' }).Title | Should -Be 'New'
    }

    It 'waits for the copy of a worktree' {
        $copy = [IO.Path]::Combine($PWD.ProviderPath, '.ai-sdlc', 'worktrees', 'w', '.ai-sdlc', 'stories', 'S-0001')
        [void] [IO.Directory]::CreateDirectory($copy)
        [IO.File]::WriteAllText("$copy/story.md", $StoryText)
        $story = Invoke-Wait { Wait-Story -Id S-0001 -Status ready -Timeout 50s } { Set-StoryStatus -Path $copy ready }
        $story.Path | Should -Be (Get-Item -LiteralPath "$copy/story.md").FullName
    }

    It 'waits until a claim ends, and until a story can be started' {
        New-Repository
        Set-StoryStatus S-0001 ready
        $claim = Start-Story S-0001 -Owner Ada
        Get-Fault { Wait-Story S-0001 -Unclaimed -Timeout 0 } | Should -BeLike 'StoryWaitTimedOut,*'
        Get-Fault { Wait-Story -Ready -Timeout 0 } | Should -BeLike 'StoryWaitTimedOut,*'
        (Wait-Story S-0002 -Unclaimed).Id | Should -Be 'S-0002'
        (Invoke-Wait { Wait-Story S-0001 -Unclaimed -Timeout 50s } { $claim | Stop-Story }).Id | Should -Be 'S-0001'
        (Wait-Story -Ready -Timeout 0).Id | Should -Be 'S-0001'
    }

    Context 'with a remote' {
        BeforeEach {
            New-Repository
            git init -q --bare ../up.git
            git remote add origin ../up.git
            git push -q -u origin HEAD:refs/heads/main
            git clone -q -b main ../up.git ../clone
            # A change that somebody else pushes.
            function Push-Change([string] $Id, [string] $Text) {
                $file = "$PWD/../clone/.ai-sdlc/stories/$Id/story.md"
                $null = New-Item -ItemType Directory -Force (Split-Path $file)
                [IO.File]::WriteAllText($file, $Text)
                git -C ../clone add -A
                git -C ../clone -c user.name=x -c user.email=x@example.org commit -q -m x
                git -C ../clone push -q origin main
            }
        }
        AfterEach { Remove-Item ../up.git, ../clone -Recurse -Force }

        It 'sees what others push, and leaves files and refs here as they are' {
            $seen = Get-Story S-0001
            $refs = git for-each-ref
            $done = $StoryText.Replace('backlog', 'done').Replace('# A story', '# There')
            Push-Change 'S-0001' $done
            $story = Wait-Story S-0001 -Status done -Remote origin -Timeout 0
            $story.Status, $story.Path, $story.Commit | Should -Be 'done', (Get-StoryFile), (git -C ../clone rev-parse HEAD)
            $story.Body | Should -BeLike '# There*'
            ($seen | Wait-Story -Remote origin -Timeout 0).Version | Should -Be $story.Version
            Get-Fault { $seen | Wait-Story -Timeout 0 } | Should -BeLike 'StoryWaitTimedOut,*'
            git for-each-ref | Should -Be $refs
            Get-StoryText | Should -Be $StoryText
            git status --porcelain | Should -BeNullOrEmpty
        }

        It 'takes no heed of what is older there, nor of what was pulled' {
            Set-StoryStatus S-0001 ready
            Get-Fault { Wait-Story S-0001 -Status backlog -Remote origin -Timeout 0 } | Should -BeLike 'StoryWaitTimedOut,*'
            git checkout -q -- .
            Push-Change 'S-0001' $StoryText.Replace('backlog', 'done')
            git pull -q origin main
            Set-StoryStatus S-0001 ready
            Get-Fault { Wait-Story S-0001 -Status done -Remote origin -Timeout 0 } | Should -BeLike 'StoryWaitTimedOut,*'
        }

        It 'wakes for a new story there' {
            $wait = [scriptblock]::Create('Wait-Story -Property @{ title = "New" } -Remote origin -Timeout 50s')
            $story = Invoke-Wait $wait { Push-Change 'S-0009' $StoryText.Replace('S-0001', 'S-0009').Replace('A story', 'New') }
            $story.Id, $story.Path | Should -Be 'S-0009', (Get-StoryFile 'S-0009')
            Test-Path -LiteralPath $story.Path | Should -BeFalse
        }

        It 'needs an answer at first' {
            Get-Fault { Wait-Story S-0001 -Remote nowhere -Timeout 0 } | Should -Be (Get-FaultOf Wait-Story 'GitFailed ConnectionError')
        }
    }

    It 'says that a story is gone' {
        $fault = Invoke-Wait { try { Wait-Story S-0001 -Status done -Timeout 50s -ErrorAction Stop } catch { $_.Exception.ErrorId } } {
            Remove-Item -LiteralPath ([IO.Path]::GetDirectoryName((Get-StoryFile))) -Recurse -Force
        }
        $fault | Should -Be 'StoryNotFound'
    }

    It 'ends at once when it is stopped' {
        $shell = [powershell]::Create()
        $null = $shell.AddScript('Set-Location -LiteralPath $args[0]; Import-Module $args[1]; "ready"; Wait-Story').AddArgument($PWD.ProviderPath).AddArgument((Get-ModuleUnderTest))
        $output = [Management.Automation.PSDataCollection[psobject]]::new()
        $run = $shell.BeginInvoke([Management.Automation.PSDataCollection[psobject]]::new(), $output)
        while ($output.Count -eq 0) { [Threading.Thread]::Yield() | Out-Null }
        $shell.Stop()
        $run.AsyncWaitHandle.WaitOne(10000) | Should -BeTrue
        $shell.Dispose()
    }
}
