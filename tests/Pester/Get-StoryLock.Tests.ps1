#Requires -Version 7.4

BeforeDiscovery {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
}

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
}

Describe 'Get-StoryLock' {
    BeforeEach {
        Open-Board $TestDrive
        Add-Story 'S-0002'
    }
    AfterEach { Close-Board }

    It 'finds nothing where nothing is locked' {
        Get-StoryLock | Should -BeNullOrEmpty
        Get-StoryLock -Id S-0001 | Should -BeNullOrEmpty
        Get-StoryLock .ai-sdlc/stories/* | Should -BeNullOrEmpty
    }

    It 'shows the lock of another program' {
        Lock-Story -Age 1
        $lock = Get-StoryLock
        $lock.PSTypeNames[0] | Should -Be 'AiSdlc.StoryLockInfo'
        $lock.StoryId | Should -Be 'S-0001'
        $lock.Path | Should -Be (Get-StoryFile)
        $lock.LockPath | Should -Be (Get-LockPath)
        (Get-Item $lock.PSPath).FullName | Should -Be (Get-StoryFile)
        $lock.State | Should -Be 'Held'
        $lock.IsStale | Should -BeFalse
        $lock.Age | Should -BeGreaterOrEqual ([timespan]'0:00:01')
        $lock.LastRefreshed.Kind | Should -Be 'Utc'
        ($lock.StaleAt - $lock.LastRefreshed).TotalMilliseconds | Should -Be 10000
        $lock.Holder | Should -BeNullOrEmpty
        Unlock-Story
    }

    It 'calls a lock stale after the stale time' {
        Lock-Story -Age 3
        (Get-StoryLock).State | Should -Be 'Held'
        $lock = Get-StoryLock -StaleTimeout 2000
        $lock.State | Should -Be 'Stale'
        $lock.IsStale | Should -BeTrue
        Unlock-Story
    }

    It 'takes no stale time below two seconds' {
        Get-Fault { Get-StoryLock -StaleTimeout 1999 } | Should -Be 'ParameterArgumentValidationError,AiSdlc.Commands.GetStoryLockCommand InvalidData'
    }

    It 'shows who holds a lock of this module' {
        $seen = @{}
        Update-StoryFrontmatter -Id S-0001 -Transform { $seen.Lock = Get-StoryLock }
        $seen.Lock.State | Should -Be 'Held'
        $seen.Lock.Holder.ProcessId | Should -Be $PID
        "$($seen.Lock.Holder)" | Should -Be "pwsh ($PID)"
        $seen.Lock.Holder.Machine | Should -Be ([Environment]::MachineName)
        $seen.Lock.Holder.User | Should -Be ([Environment]::UserName)
        $seen.Lock.Holder.IsThisProcess | Should -BeTrue
        Get-StoryLock | Should -BeNullOrEmpty
    }

    It 'calls a lock orphaned whose holder was killed' {
        $holder = Start-ModuleProcess 'Update-StoryFrontmatter -Id S-0001 -Transform { [Console]::WriteLine("holding"); [Console]::In.ReadLine() }'
        try {
            $holder.StandardOutput.ReadLine() | Should -Be 'holding'
            $before = Get-StoryLock
        } finally {
            $holder.Kill()
            $holder.WaitForExit()
        }
        $before.State | Should -Be 'Held'
        $before.Holder.ProcessId | Should -Be $holder.Id
        $before.Holder.IsThisProcess | Should -BeFalse
        $after = Get-StoryLock
        $after.State | Should -Be 'Orphaned'
        $after.IsStale | Should -BeTrue
        Remove-StaleStoryLock
    }

    It 'calls invalid what is no lock' {
        [IO.File]::WriteAllText((Get-LockPath), '')
        (Get-StoryLock).State | Should -Be 'Invalid'
        Remove-Item (Get-LockPath)
    }

    It 'looks at the stories it is given: <script>' -ForEach @(
        @{ script = 'Get-StoryLock .ai-sdlc/stories/S-0002' }
        @{ script = 'Get-StoryLock .ai-sdlc/stories/S-0002/story.md' }
        @{ script = 'Get-StoryLock -LiteralPath .ai-sdlc/stories/S-0002' }
        @{ script = 'Get-StoryLock -Id s-0002' }
        @{ script = 'Get-Item .ai-sdlc/stories/S-0002 | Get-StoryLock' }
        @{ script = 'Get-StoryLock .ai-sdlc/stories/*2' }
        @{ script = 'Get-StoryLock | Where-Object StoryId -eq S-0002 | Get-StoryLock' }
    ) {
        Lock-Story
        Lock-Story 'S-0002'
        (& ([scriptblock]::Create($script))).StoryId | Should -Be 'S-0002'
        Unlock-Story
        Unlock-Story 'S-0002'
    }

    It 'looks at the nearest board without arguments, and at another with -Root' {
        Lock-Story
        $root = $PWD.ProviderPath
        Set-Location .ai-sdlc/stories/S-0002
        (Get-StoryLock).StoryId | Should -Be 'S-0001'
        Set-Location /
        (Get-StoryLock -Root $root).StoryId | Should -Be 'S-0001'
        Unlock-Story
    }

    It 'looks at no board when the pipeline is empty' {
        Lock-Story
        @() | Get-StoryLock | Should -BeNullOrEmpty
        Unlock-Story
    }

    It 'says where there is no board and no story' {
        Get-Fault { Get-StoryLock -Root / } | Should -Be 'StoryRootNotFound,AiSdlc.Commands.GetStoryLockCommand ObjectNotFound'
        Get-Fault { Get-StoryLock -Id S-9 } | Should -Be 'StoryNotFound,AiSdlc.Commands.GetStoryLockCommand ObjectNotFound'
        Get-Fault { Get-StoryLock -Id a/b } | Should -Be 'InvalidStoryId,AiSdlc.Commands.GetStoryLockCommand InvalidArgument'
        Get-Fault { Get-StoryLock missing } | Should -Be 'StoryNotFound,AiSdlc.Commands.GetStoryLockCommand ObjectNotFound'
    }

    It 'disturbs no lock' {
        Lock-Story -Age 3600
        $before = (Get-Item (Get-LockPath)).LastWriteTimeUtc
        1..50 | ForEach-Object { Get-StoryLock } | Should -HaveCount 50
        (Get-Item (Get-LockPath)).LastWriteTimeUtc | Should -Be $before
        Unlock-Story
    }

    It 'is shown as a table' {
        Lock-Story -Age 3600
        $lines = Get-StoryLock | Out-String -Width 200 -Stream | Where-Object { $_ }
        -split $lines[0] | Should -Be 'StoryId', 'State', 'Age', 'Holder', 'Path'
        $lines[2] | Should -Match '^S-0001 +Stale +36\d\d\.\d s \(no record\) +\S+'
        Unlock-Story
    }
}
