#Requires -Version 7.4

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
}

Describe 'Use-StoryLock' {
    BeforeAll {
        # Runs a script in a runspace of its own until it says that it is inside; gives the shell and its run.
        function Invoke-Inside([string] $Script) {
            $inside = [Threading.ManualResetEventSlim]::new()
            $shell = [powershell]::Create()
            $go = [Threading.ManualResetEventSlim]::new()
            [void] $shell.AddScript("param(`$Module, `$Story, `$Inside, `$Go) Import-Module `$Module; $Script")
            (Get-ModuleUnderTest), (Get-StoryFile), $inside, $go | ForEach-Object { [void] $shell.AddArgument($_) }
            $run = $shell.BeginInvoke()
            $inside.Wait([timespan]'0:00:20') | Should -BeTrue
            @{ Shell = $shell; Run = $run; Go = $go }
        }
    }

    BeforeEach {
        Open-Board $TestDrive
        Add-Story 'S-0002'
    }
    AfterEach { Close-Board }

    It 'holds the locks of the stories that are named while the block runs, and emits its output' {
        Use-StoryLock -Id S-0002, S-0001 { (Get-StoryLock).StoryId } | Should -Be 'S-0001', 'S-0002'
        Get-StoryLock | Should -BeNullOrEmpty
    }

    It 'lets the cmdlets inside join' {
        Use-StoryLock -Id S-0001, S-0002 {
            $first = Set-StoryStatus -Id S-0001 ready -PassThru
            Update-StoryFrontmatter -Id S-0002 -Add @{ dependencies = $first.Id }
            Get-Story | Add-StoryContent -Section Notes -Content 'by a block'
            Use-StoryLock -Id S-0002 { Block-Story -Id S-0002 'nested' }
            (Get-StoryLock).State
        } | Should -Be 'Held', 'Held'
        (Get-Story).Status | Should -Be 'ready', 'blocked'
        (Get-Frontmatter 'S-0002').dependencies | Should -Be 'S-0001'
    }

    It 'takes stories from the pipeline, all for one block' {
        Get-Story | Where-Object Status -EQ backlog | Use-StoryLock -ScriptBlock { (Get-StoryLock).Count } | Should -Be 2
    }

    It 'gives the block its stories as $_, as they are under their locks' {
        $seen = Get-Story S-0001
        Set-StoryStatus S-0001 ready
        $seen | Use-StoryLock { "$($_.Count) $($_.Status)" } | Should -Be '1 ready'
        'S-0002', 'S-0001' | Use-StoryLock { $_ | Set-StoryStatus in-progress; $_.Id } | Should -Be 'S-0002', 'S-0001'
        (Get-Story).Status | Should -Be 'in-progress', 'in-progress'
        $_ = 'mine'
        Use-StoryLock S-0001 { }
        $_ | Should -Be 'mine'
    }

    It 'locks a story that cannot be read, to be mended' {
        Add-Story 'S-0001' "---`na: [`n---`n"
        Use-StoryLock S-0001, S-0002 { $_.Id; Add-Story 'S-0001' } -WarningVariable told -WarningAction SilentlyContinue | Should -Be 'S-0002'
        $told | Should -BeLike '*story.md(*The block does not get it*'
        (Get-Story S-0001).Id | Should -Be 'S-0001'
    }

    It 'emits what the block emits at once' {
        $order = [Collections.ArrayList]::new()
        Use-StoryLock S-0001 { 'a'; $null = $order.Add('between'); 'b' } | ForEach-Object { $null = $order.Add($_) }
        $order | Should -Be 'a', 'between', 'b'
        $rich = Use-StoryLock S-0001 { [pscustomobject]@{ A = 1 }; 'text' | Add-Member -PassThru Note 5; $null; , (1, 2) }
        $rich[0].A, $rich[1].Note, $rich[2] | Should -Be 1, 5, $null
        $rich[3] | Should -Be 1, 2
    }

    It 'is ended by an error inside under -ErrorAction Stop' {
        $seen = [Collections.ArrayList]::new()
        { Use-StoryLock S-0001 { Get-Story S-9; $null = $seen.Add('after') } -ErrorAction Stop } | Should -Throw -ExceptionType ([AiSdlc.StoryNotFoundException])
        $seen | Should -BeNullOrEmpty
        Get-Leftover | Should -BeNullOrEmpty
    }

    It 'is the caller''s scope to read, and its own to write' {
        $seen = 'outside'
        Use-StoryLock -Id S-0001 { $seen; $seen = 'inside' } | Should -Be 'outside'
        $seen | Should -Be 'outside'
    }

    It 'keeps others waiting until the block ends' {
        $holder = Invoke-Inside 'Use-StoryLock -LiteralPath $Story { $Inside.Set(); $Go.Wait(); Update-StoryFrontmatter -LiteralPath $Story -Increment count }'
        Get-Fault { Update-StoryFrontmatter -Id S-0001 -Increment count -LockTimeout 0 } | Should -Be (Get-FaultOf Update-StoryFrontmatter 'StoryLocked ResourceBusy')
        $holder.Go.Set()
        Update-StoryFrontmatter -Id S-0001 -Increment count -LockTimeout 20000
        (Get-Frontmatter).count | Should -Be 2
        $holder.Shell.EndInvoke($holder.Run)
        $holder.Shell.Dispose()
    }

    It 'locks no story that was not named' {
        Get-Fault { Use-StoryLock -Id S-0001 { Set-StoryStatus -Id S-0002 ready } } | Should -Be (Get-FaultOf Set-StoryStatus 'NestedStoryLock InvalidOperation')
        (Get-Frontmatter 'S-0002').status | Should -Be 'backlog'
    }

    It 'lets errors inside be its own, and goes on after them' {
        $output = Use-StoryLock -Id S-0001 { Set-StoryStatus -Id S-0009 ready; 'went on' } -ErrorVariable faults 2>$null
        $output | Should -Be 'went on'
        Format-Fault $faults[0] | Should -Be (Get-FaultOf Set-StoryStatus 'StoryNotFound ObjectNotFound')
    }

    It 'leaves no lock after <what>' -ForEach @(
        @{ what = 'a throw'; script = { try { Use-StoryLock -Id S-0001, S-0002 { throw 'no' } } catch { "caught $_" } }; output = 'caught no' }
        @{ what = 'an error that stops'; script = { try { Use-StoryLock -Id S-0001 { Get-Story -Id S-9 -ErrorAction Stop } } catch [AiSdlc.StoryNotFoundException] { 'caught' } }; output = 'caught' }
        @{ what = 'return'; script = { Use-StoryLock -Id S-0001 { return 'early' } }; output = 'early' }
        @{ what = 'break'; script = { foreach ($one in 1, 2) { $one; Use-StoryLock -Id S-0001 { break } } }; output = 1 }
    ) {
        & $script | Should -Be $output
        Get-Leftover | Should -BeNullOrEmpty
        Set-StoryStatus -Id S-0002 ready -LockTimeout 0 # a scope left open would refuse a story that it does not name
    }

    It 'ends as soon as a pipeline has enough, and leaves no lock' {
        Use-StoryLock -Id S-0001 { 'one'; Update-StoryFrontmatter -Id S-0001 @{ went = 'on' } } | Select-Object -First 1 | Should -Be 'one'
        Get-Leftover | Should -BeNullOrEmpty
        (Get-Frontmatter).Keys | Should -Not -Contain 'went'
        Set-StoryStatus -Id S-0002 ready -LockTimeout 0
    }

    It 'leaves no lock after a stop inside, as Ctrl+C makes it' {
        $holder = Invoke-Inside 'Use-StoryLock -LiteralPath $Story { Update-StoryFrontmatter -LiteralPath $Story @{ before = 1 }; $Inside.Set(); Start-Sleep 60; Update-StoryFrontmatter -LiteralPath $Story @{ after = 1 } }'
        (Get-StoryLock).StoryId | Should -Be 'S-0001'
        Measure-Command { $holder.Shell.Stop() } | Should -BeLessThan ([timespan]'0:00:05')
        $holder.Shell.InvocationStateInfo.State | Should -Be 'Stopped'
        $holder.Shell.Dispose()
        Get-Leftover | Should -BeNullOrEmpty
        (Get-Frontmatter).Keys | Should -Contain 'before'
        (Get-Frontmatter).Keys | Should -Not -Contain 'after'
    }

    It 'leaves no lock after Stop-Job' -Skip:(-not (Get-Command Start-ThreadJob -ErrorAction Ignore)) {
        $inside = [Threading.ManualResetEventSlim]::new()
        $job = Start-ThreadJob {
            Import-Module $args[0]
            $inside = $args[2]
            Use-StoryLock -LiteralPath $args[1] { $inside.Set(); while ($true) { Start-Sleep -Milliseconds 20 } }
        } -ArgumentList (Get-ModuleUnderTest), (Get-StoryFile), $inside
        $inside.Wait([timespan]'0:00:20') | Should -BeTrue
        $job | Stop-Job
        $job.State | Should -Be 'Stopped'
        $job | Remove-Job
        Get-Leftover | Should -BeNullOrEmpty
    }

    It 'writes nothing more after its lock is lost, and says so at the end' {
        Get-Fault {
            Use-StoryLock -Id S-0001 {
                Update-StoryFrontmatter -Id S-0001 @{ before = 1 }
                Unlock-Story
                Update-StoryFrontmatter -Id S-0001 @{ after = 1 }
            }
        } | Should -Be (Get-FaultOf Update-StoryFrontmatter 'StoryLockCompromised ResourceBusy'), (Get-FaultOf Use-StoryLock 'StoryLockCompromised ResourceBusy')
        (Get-Frontmatter).Keys | Should -Contain 'before'
        (Get-Frontmatter).Keys | Should -Not -Contain 'after'
    }

    It 'does not wait for one that names the same stories in another order' {
        $module = Get-ModuleUnderTest
        @('S-0001', 'S-0002'), @('S-0002', 'S-0001') | ForEach-Object -Parallel {
            Import-Module $using:module
            $ids = $_
            1..50 | ForEach-Object { Use-StoryLock -Id $ids { Update-StoryFrontmatter -Id S-0001, S-0002 -Increment count } -LockTimeout 60000 }
        }
        (Get-Frontmatter).count, (Get-Frontmatter 'S-0002').count | Should -Be 100, 100
    }

    It 'does not run the block without all locks' {
        Lock-Story 'S-0002'
        Get-Fault { Use-StoryLock -Id S-0001, S-0002 { Set-StoryStatus -Id S-0001 ready } -LockTimeout 0 } | Should -Be (Get-FaultOf Use-StoryLock 'StoryLocked ResourceBusy')
        Get-Fault { Use-StoryLock -Id S-0001, S-0009 { Set-StoryStatus -Id S-0001 ready } } | Should -Be (Get-FaultOf Use-StoryLock 'StoryNotFound ObjectNotFound')
        Use-StoryLock none* { Set-StoryStatus -Id S-0001 ready }
        (Get-Frontmatter).status | Should -Be 'backlog'
        Unlock-Story 'S-0002'
    }
}
