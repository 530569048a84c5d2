#Requires -Version 7.4

BeforeDiscovery {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
}

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest

    # Edits one story in four ways, drawn by a seed, and emits what it did each time the cmdlet has returned.
    function Get-Worker {
        {
            param($Module, $Story, $Number, $Seed)
            $ErrorActionPreference = 'Stop'
            $WarningPreference = 'Ignore'
            Import-Module $Module
            $random = [Random]::new(1000 * $Seed + $Number)
            foreach ($round in 1..20) {
                $name = "n$Number-$round"
                switch ($random.Next(4)) {
                    0 { Update-StoryFrontmatter -LiteralPath $Story -Increment count; 'count' }
                    1 { Update-StoryFrontmatter -LiteralPath $Story -Transform { $_['count'] = 1 + $_['count'] }; 'count' }
                    2 { Update-StoryFrontmatter -LiteralPath $Story -Set @{ $name = $round }; "key $name" }
                    3 { Update-StoryFrontmatter -LiteralPath $Story -Add @{ tokens = $name }; "token $name" }
                }
            }
        }
    }

    # Fails unless exactly what the workers emitted is in the story, and the rest of it is as it was.
    function Assert-EveryUpdate([string[]] $Done, [int] $Workers) {
        $Done | Should -HaveCount (20 * $Workers)
        $story = Get-Frontmatter
        $story['count'] | Should -Be @($Done -eq 'count').Count
        $story['tokens'] | ForEach-Object { "token $_" } | Sort-Object | Should -Be @($Done -like 'token *' | Sort-Object)
        $story.Keys -match '^n\d' | ForEach-Object { "key $_" } | Sort-Object | Should -Be @($Done -like 'key *' | Sort-Object)
        Get-StoryText | Should -BeLike "---`nid: S-0001`n*status: backlog # where it stands`n*`n---`n# A story`n`n--- a line that is no fence`n"
    }

    # Starts a script in so many runspaces of one pool, which have the module imported. Its arguments are the path of story
    # S-0001, what else it needs, and its number.
    function Invoke-Pool([int] $Runspaces, [scriptblock] $Script, [object[]] $Argument) {
        $state = [initialsessionstate]::CreateDefault2()
        $state.ImportPSModule([string[]] (Get-ModuleUnderTest))
        $pool = [runspacefactory]::CreateRunspacePool($state)
        [void]$pool.SetMaxRunspaces($Runspaces)
        $pool.Open()
        foreach ($number in 1..$Runspaces) {
            $shell = [powershell]::Create()
            $shell.RunspacePool = $pool
            [void]$shell.AddScript("`$ErrorActionPreference = 'Stop'; & { $Script } @args").AddArgument((Get-StoryFile))
            @($Argument) + $number | Where-Object { $null -ne $_ } | ForEach-Object { [void]$shell.AddArgument($_) }
            [pscustomobject]@{ Shell = $shell; Run = $shell.BeginInvoke(); Pool = $pool }
        }
    }

    # Waits for them and emits their output; throws what they threw.
    function Wait-Pool([object[]] $Started) {
        try {
            $Started | ForEach-Object { $_.Shell.EndInvoke($_.Run) }
        } finally {
            $Started | ForEach-Object { $_.Shell.Dispose() }
            $Started[0].Pool.Dispose()
        }
    }

    # Holds the lock of story S-0001 in a runspace of this process until the event is set.
    function Invoke-Holder {
        [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'Used in the transformation.')]
        param([Threading.ManualResetEventSlim] $Release)
        $holding = [Threading.ManualResetEventSlim]::new()
        $holder = Invoke-Pool -Runspaces 1 -Argument $holding, $Release -Script {
            param($Story, $Holding, $Release)
            Update-StoryFrontmatter -LiteralPath $Story -Transform { $_['held'] = 1; $Holding.Set(); $Release.Wait() }
        }
        $holding.Wait([timespan]'0:00:20') | Should -BeTrue
        $holder
    }
}

Describe 'Concurrent updates' {
    BeforeEach { Open-Board $TestDrive }
    AfterEach { Close-Board }

    Context 'every one is there at the end' {
        It 'counts exactly, runspaces: <_>' -ForEach 1, 2, 4, 8 {
            Wait-Pool (Invoke-Pool -Runspaces $_ -Script {
                    param($Story)
                    foreach ($round in 1..25) { Update-StoryFrontmatter -LiteralPath $Story -Increment count }
                })
            (Get-Frontmatter).count | Should -Be (25 * $_)
        }

        It 'keeps different edits of 6 runspaces, seed <_>' -ForEach 1, 2 {
            $worker = [scriptblock]::Create("param(`$Story, `$Module, `$Seed, `$Number) & { $(Get-Worker) } `$Module `$Story `$Number `$Seed")
            $done = Wait-Pool (Invoke-Pool -Runspaces 6 -Script $worker -Argument (Get-ModuleUnderTest), $_)
            Assert-EveryUpdate $done -Workers 6
        }

        It 'keeps those of ForEach-Object -Parallel' {
            $worker = "$(Get-Worker)"
            $module = Get-ModuleUnderTest
            $story = Get-StoryFile
            $done = 1..6 | ForEach-Object -ThrottleLimit 6 -Parallel { & ([scriptblock]::Create($using:worker)) $using:module $using:story $_ 4 }
            Assert-EveryUpdate $done -Workers 6
        }

        It 'keeps those of background jobs' {
            $jobs = 1..2 | ForEach-Object { Start-Job (Get-Worker) -ArgumentList (Get-ModuleUnderTest), (Get-StoryFile), $_, 5 }
            $done = $jobs | Receive-Job -Wait -AutoRemoveJob
            Assert-EveryUpdate $done -Workers 2
        }

        It 'keeps those of thread jobs' -Skip:(-not (Get-Command Start-ThreadJob -ErrorAction Ignore)) {
            $jobs = 1..6 | ForEach-Object { Start-ThreadJob (Get-Worker) -ArgumentList (Get-ModuleUnderTest), (Get-StoryFile), $_, 6 -ThrottleLimit 6 }
            $done = $jobs | Receive-Job -Wait -AutoRemoveJob
            Assert-EveryUpdate $done -Workers 6
        }

        It 'keeps those of separate processes' {
            $processes = 1..3 | ForEach-Object { Start-ModuleProcess "& { $(Get-Worker) } '$(Get-ModuleUnderTest)' '$(Get-StoryFile)' $_ 7" }
            $done = $processes | ForEach-Object { $_.StandardOutput.ReadToEnd() -split '\r?\n' -ne '' }
            $processes | ForEach-Object { $_.WaitForExit(); $_.ExitCode } | Should -Be 0, 0, 0
            Assert-EveryUpdate $done -Workers 3
        }

        It 'keeps those of runspaces beside a process' {
            $process = Start-ModuleProcess "& { $(Get-Worker) } '$(Get-ModuleUnderTest)' '$(Get-StoryFile)' 1 8"
            $module = Get-ModuleUnderTest
            $story = Get-StoryFile
            $worker = "$(Get-Worker)"
            $done = @(2..4 | ForEach-Object -Parallel { & ([scriptblock]::Create($using:worker)) $using:module $using:story $_ 8 })
            $done += $process.StandardOutput.ReadToEnd() -split '\r?\n' -ne ''
            $process.WaitForExit()
            $process.ExitCode | Should -Be 0
            Assert-EveryUpdate $done -Workers 4
        }

        It 'counts exactly with 32 runspaces, and leaves none behind' {
            $times = Wait-Pool (Invoke-Pool -Runspaces 32 -Argument ([Threading.Barrier]::new(32)) -Script {
                    param($Story, $Barrier)
                    Update-StoryFrontmatter -LiteralPath $Story -WhatIf -Increment count # compiled before the time is taken
                    $Barrier.SignalAndWait()
                    $watch = [Diagnostics.Stopwatch]::StartNew()
                    foreach ($round in 1..100) { Update-StoryFrontmatter -LiteralPath $Story -Increment count }
                    $watch.Elapsed.TotalSeconds
                })
            (Get-Frontmatter).count | Should -Be 3200
            $spread = $times | Measure-Object -Minimum -Maximum
            $spread.Maximum | Should -BeLessOrEqual (2 * $spread.Minimum)
        }

        It 'keeps every entry of 32 runspaces that use four cmdlets' {
            Wait-Pool (Invoke-Pool -Runspaces 32 -Script {
                    param($Story, $Number)
                    $there = @{ LiteralPath = $Story; LockTimeout = 60000 }
                    foreach ($round in 1..5) {
                        Add-StoryRefinement @there plan "by $Number, $round"
                        Add-StoryReview @there REJECTED "by $Number, $round"
                        Reset-Story @there -CycleReason again
                        Add-StoryContent @there Notes "- by $Number, $round."
                    }
                })
            $expected = foreach ($number in 1..32) { foreach ($round in 1..5) { "by $number, $round" } }
            $story = (Get-Story -Id S-0001).Frontmatter
            $story.refinement_iterations.reviewFeedback | Sort-Object | Should -Be ($expected | Sort-Object)
            $story.refinement_iterations.iteration | Should -Be (1..160)
            $story.retry_count, $story.refinement_count, $story.review_history.Count | Should -Be 160, 160, 10
            $notes = (Get-StoryText) -split "`n" -like '- by *'
            $notes | Sort-Object | Should -Be ($expected | ForEach-Object { "- $_." } | Sort-Object)
        }

        It 'would lose some if the story were read before the lock' {
            $barrier = [Threading.Barrier]::new(4)
            Wait-Pool (Invoke-Pool -Runspaces 4 -Argument $barrier -Script {
                    param($Story, $Barrier)
                    $count = if ([IO.File]::ReadAllText($Story) -match 'count: (\d+)') { [int] $Matches[1] } else { 0 }
                    $Barrier.SignalAndWait()
                    Update-StoryFrontmatter -LiteralPath $Story -Set @{ count = $count + 1 }
                })
            (Get-Frontmatter).count | Should -Be 1
        }
    }

    Context 'readers' {
        BeforeAll {
            # Two whole stories that differ in length; the writers turn one into the other.
            function Get-Version([char] $Letter, [int] $Length) {
                "---`nid: S-0001`nfiller: $([string]::new($Letter, $Length))`nstate: $Letter`n---`n$('body ' * 2000)`n"
            }

            function Get-BothVersion {
                Get-Version 'a' 40000
                Get-Version 'b' 3
            }

            # Two writers, until the event is set.
            function Invoke-Writer([Threading.ManualResetEventSlim] $Stop) {
                Invoke-Pool -Runspaces 2 -Argument $Stop -Script {
                    param($Story, $Stop)
                    while (-not $Stop.IsSet) {
                        Update-StoryFrontmatter -LiteralPath $Story -Set @{ filler = 'b' * 3; state = 'b' }
                        Update-StoryFrontmatter -LiteralPath $Story -Set @{ filler = 'a' * 40000; state = 'a' }
                    }
                }
            }

            # Reads until it saw the story change often enough, and says what it saw besides the two versions.
            function Get-Reader {
                {
                    param($Read, $Story, $Known)
                    $changes = 0
                    $last = $null
                    $watch = [Diagnostics.Stopwatch]::StartNew()
                    while ($changes -lt 60 -and $watch.Elapsed.TotalSeconds -lt 20) {
                        try { $text = & $Read $Story } catch [IO.IOException] {
                            if (-not $IsWindows) { throw }
                            continue # it is being replaced, and this reader shares it with nobody who does that
                        }
                        if ($text -cnotin $Known) { "torn: $($text.Length) characters" }
                        if ($text -cne $last) { $changes++ }
                        $last = $text
                    }
                    "changes: $changes"
                }
            }
        }

        BeforeEach { Add-Story 'S-0001' (Get-BothVersion)[0] }

        It 'see a whole story with ReadAllText' {
            $stop = [Threading.ManualResetEventSlim]::new()
            $writers = Invoke-Writer $stop
            try {
                & (Get-Reader) { [IO.File]::ReadAllText($args[0]) } (Get-StoryFile) (Get-BothVersion) | Should -Be 'changes: 60'
            } finally {
                $stop.Set()
                Wait-Pool $writers
            }
        }

        It 'see a whole story with Get-Content in another process' {
            $stop = [Threading.ManualResetEventSlim]::new()
            $writers = Invoke-Writer $stop
            try {
                $job = Start-Job {
                    & ([scriptblock]::Create($args[0])) { Get-Content -LiteralPath $args[0] -Raw -ErrorAction Stop } $args[1] $args[2]
                } -ArgumentList "$(Get-Reader)", (Get-StoryFile), (Get-BothVersion)
                $job | Receive-Job -Wait -AutoRemoveJob | Should -Be 'changes: 60'
            } finally {
                $stop.Set()
                Wait-Pool $writers
            }
        }

        It 'see a whole story with -WhatIf' {
            $stop = [Threading.ManualResetEventSlim]::new()
            $writers = Invoke-Writer $stop
            try {
                Wait-Pool (Invoke-Pool -Runspaces 1 -Script {
                        param($Story)
                        foreach ($round in 1..100) {
                            Update-StoryFrontmatter -LiteralPath $Story -WhatIf -Transform {
                                if ($_.filler -cnotin ('a' * 40000), 'bbb' -or $_.filler[0] -cne $_.state) { throw 'torn' }
                            }
                        }
                    }) | Should -BeNullOrEmpty
            } finally {
                $stop.Set()
                Wait-Pool $writers
            }
        }
    }

    Context 'a lock of somebody else' {
        BeforeEach { Add-Story 'S-0002' }

        It 'is waited for as long as -LockTimeout says' {
            Update-StoryFrontmatter -Id S-0002 -Increment warm
            $times = foreach ($round in 1..3) {
                Lock-Story
                $watch = [Diagnostics.Stopwatch]::StartNew()
                $fault = Get-Fault { Update-StoryFrontmatter -Id S-0001 @{ a = 1 } -LockTimeout 500 }
                $watch.ElapsedMilliseconds
                $fault | Should -Be 'StoryLocked,AiSdlc.Commands.UpdateStoryFrontmatterCommand ResourceBusy'
                Unlock-Story
            }
            ($times | Measure-Object -Minimum).Minimum | Should -BeGreaterOrEqual 500
            ($times | Measure-Object -Minimum).Minimum | Should -BeLessOrEqual 800
            ($times | Measure-Object -Maximum).Maximum | Should -BeLessOrEqual 2000
            (Get-Frontmatter).Keys | Should -Not -Contain 'a'
        }

        It 'is not waited for with a timeout of 0' {
            $release = [Threading.ManualResetEventSlim]::new()
            $holder = Invoke-Holder $release
            try {
                Update-StoryFrontmatter -Id S-0001 @{ a = 1 } -LockTimeout 0 -ErrorVariable faults -ErrorAction SilentlyContinue
            } finally {
                $release.Set()
                Wait-Pool $holder
            }
            $faults[0].CategoryInfo.Category | Should -Be 'ResourceBusy'
            $faults[0].TargetObject | Should -Be (Get-StoryFile)
            $faults[0].Exception.Holder.ProcessId | Should -Be $PID
            $faults[0].Exception.Holder.IsThisProcess | Should -BeTrue
            (Get-Frontmatter).Keys | Should -Contain 'held'
        }

        It 'lets others in when it is released' {
            $release = [Threading.ManualResetEventSlim]::new()
            $holder = Invoke-Holder $release
            $waiters = Invoke-Pool -Runspaces 3 -Script {
                param($Story)
                Update-StoryFrontmatter -LiteralPath $Story -Increment held -LockTimeout 60000
            }
            $release.Set()
            Wait-Pool $holder
            Wait-Pool $waiters
            (Get-Frontmatter).held | Should -Be 4
        }

        It 'does not concern another story' {
            $release = [Threading.ManualResetEventSlim]::new()
            $holder = Invoke-Holder $release
            try {
                Get-Fault { Update-StoryFrontmatter -Id S-0002 @{ a = 1 } -LockTimeout 0 } | Should -BeNullOrEmpty
            } finally {
                $release.Set()
                Wait-Pool $holder
            }
            (Get-Frontmatter 'S-0002').a | Should -Be 1
        }

        It 'is not waited for beyond the timeout by two who lock two stories crosswise' {
            $slowest = Wait-Pool (Invoke-Pool -Runspaces 2 -Argument (Get-StoryFile 'S-0002') -Script {
                    param($First, $Second, $Number)
                    $outer, $inner = if ($Number -eq 1) { $First, $Second } else { $Second, $First }
                    foreach ($round in 1..300) {
                        $watch = [Diagnostics.Stopwatch]::StartNew()
                        Update-StoryFrontmatter -LiteralPath $outer -LockTimeout 20 -ErrorAction Ignore -Transform {
                            Update-StoryFrontmatter -LiteralPath $inner -Increment inner -LockTimeout 20 -ErrorAction Ignore
                            $_.outer++
                        }
                        $watch.ElapsedMilliseconds
                    }
                }) | Measure-Object -Maximum
            $slowest.Maximum | Should -BeLessOrEqual 2000 # two waits of at most 20 ms each
        }

        It 'ends in half a second when the wait is stopped, and leaves nothing' {
            Lock-Story
            # The best of five: the claim is about the wait, not about what else this machine is doing.
            $best = 1..5 | ForEach-Object {
                $waiting = [Threading.ManualResetEventSlim]::new()
                $waiter = Invoke-Pool -Runspaces 1 -Argument $waiting -Script {
                    param($Story, $Waiting)
                    $Waiting.Set()
                    Update-StoryFrontmatter -LiteralPath $Story -Set @{ a = 1 } -LockTimeout 60000 -StaleTimeout 120000
                }
                $waiting.Wait([timespan]'0:00:20') | Should -BeTrue
                (Measure-Command { $waiter.Shell.Stop() }).TotalMilliseconds
                $waiter.Shell.InvocationStateInfo.State | Should -Be 'Stopped'
                $waiter.Shell.Dispose()
                $waiter.Pool.Dispose()
            } | Measure-Object -Minimum
            $best.Minimum | Should -BeLessThan 500
            Unlock-Story
            Update-StoryFrontmatter -Id S-0001 @{ a = 2 }
            (Get-Frontmatter).a | Should -Be 2
        }

        It 'does not keep a job from being stopped' -Skip:(-not (Get-Command Start-ThreadJob -ErrorAction Ignore)) {
            Lock-Story
            $waiting = [Threading.ManualResetEventSlim]::new()
            $job = Start-ThreadJob {
                Import-Module $args[0]
                ($args[2]).Set()
                Update-StoryFrontmatter -LiteralPath $args[1] -Set @{ a = 1 } -LockTimeout 60000 -StaleTimeout 120000
            } -ArgumentList (Get-ModuleUnderTest), (Get-StoryFile), $waiting
            $waiting.Wait([timespan]'0:00:20') | Should -BeTrue
            Measure-Command { $job | Stop-Job } | Should -BeLessThan ([timespan]'0:00:05')
            $job.State | Should -Be 'Stopped'
            $job | Remove-Job
            Unlock-Story
        }

        It 'is released when <command> is stopped that holds it' -ForEach @(
            @{ command = 'Start-Job' }
            @{ command = 'Start-ThreadJob' }
        ) {
            if (-not (Get-Command $command -ErrorAction Ignore)) {
                Set-ItResult -Skipped -Because "there is no $command"
                return
            }
            $before = Get-StoryText
            $job = & $command {
                Import-Module $args[0]
                Update-StoryFrontmatter -LiteralPath $args[1] -Transform { $_.held = $true; while ($true) { } }
            } -ArgumentList (Get-ModuleUnderTest), (Get-StoryFile)
            $deadline = [DateTime]::UtcNow.AddSeconds(60)
            while (-not (Test-Path -LiteralPath (Get-LockPath)) -and [DateTime]::UtcNow -lt $deadline) { Start-Sleep -Milliseconds 20 }
            Get-LockPath | Should -Exist
            $job | Stop-Job
            $job | Remove-Job -Force

            # A process may be ended before it could clean up: then its lock is taken over at once.
            Update-StoryFrontmatter -Id S-0001 @{ next = 1 } -LockTimeout 1000
            Get-StoryText | Should -BeExactly $before.Replace("`n---`n", "`nnext: 1`n---`n")
        }

        It 'is taken over by one of many when it is stale' {
            Lock-Story -Age 3600
            Wait-Pool (Invoke-Pool -Runspaces 8 -Script {
                    param($Story)
                    foreach ($round in 1..5) { Update-StoryFrontmatter -LiteralPath $Story -Increment count }
                })
            (Get-Frontmatter).count | Should -Be 40
        }

        It 'is taken over when it turns stale while somebody waits' {
            Lock-Story -Age 1
            $taken = Measure-Command { Update-StoryFrontmatter -Id S-0001 @{ a = 1 } -StaleTimeout 2000 -LockTimeout 20000 -WarningAction Ignore }
            (Get-Frontmatter).a | Should -Be 1
            $taken | Should -BeGreaterThan ([timespan]'0:00:00.9')
            $taken | Should -BeLessThan ([timespan]'0:00:10')
        }
    }

    Context 'killed processes' {
        It 'lose nothing that was done when they died, seed <_>' -ForEach 11 {
            # A process killed right after it made the lock, before it could say whose it is, is waited out by the stale time.
            $patience = @{ LockTimeout = 20000; StaleTimeout = 2000; WarningAction = 'Ignore' }
            $random = [Random]::new($_)
            $processes = 1..3 | ForEach-Object {
                Start-ModuleProcess '
                    $patience = @{ LockTimeout = 20000; StaleTimeout = 2000; WarningAction = "Ignore" }
                    while ($true) { Update-StoryFrontmatter -Id S-0001 -Increment count @patience; [Console]::WriteLine("done") }'
            }
            $errors = $processes | ForEach-Object { $_.StandardError.ReadToEndAsync() }
            $lines = foreach ($process in $processes) {
                1..$random.Next(5, 30) | ForEach-Object { "$($process.StandardOutput.ReadLine())" }
                $process.Kill()
            }
            $lines = @($lines) + @($processes | ForEach-Object { $_.WaitForExit(); $_.StandardOutput.ReadToEnd() -split '\r?\n' -ne '' })
            $errors.Result -ne '' | Should -BeNullOrEmpty
            $lines -ne 'done' | Should -BeNullOrEmpty
            Update-StoryFrontmatter -Id S-0001 -Increment count @patience

            # Each of them may have been killed after its last write and before it could say so.
            (Get-Frontmatter).count - $lines.Count - 1 | Should -BeIn 0, 1, 2, 3
        }

        It 'leave a lock that the next one takes at once' {
            $holder = Start-ModuleProcess 'Update-StoryFrontmatter -Id S-0001 -Transform { $_.held = 1; [Console]::WriteLine("holding"); [Console]::In.ReadLine() }'
            try {
                $holder.StandardOutput.ReadLine() | Should -Be 'holding'
            } finally {
                $holder.Kill()
                $holder.WaitForExit()
            }
            Get-Leftover | Should -Contain (Get-LockPath)
            Update-StoryFrontmatter -Id S-0001 @{ next = 1 } -LockTimeout 0
            (Get-Frontmatter).next | Should -Be 1
            (Get-Frontmatter).Keys | Should -Not -Contain 'held'
        }
    }
}
