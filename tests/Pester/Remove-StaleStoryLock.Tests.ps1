#Requires -Version 7.4

BeforeDiscovery {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
}

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
}

Describe 'Remove-StaleStoryLock' {
    BeforeEach {
        Open-Board $TestDrive
        Add-Story 'S-0002'
    }
    AfterEach { Close-Board }

    It 'is silent where nothing is locked' {
        Remove-StaleStoryLock -PassThru | Should -BeNullOrEmpty
        Remove-StaleStoryLock -Id S-0001 | Should -BeNullOrEmpty
    }

    It 'removes a stale lock and no live one' {
        Lock-Story -Age 3600
        Lock-Story 'S-0002'
        Remove-StaleStoryLock | Should -BeNullOrEmpty
        (Get-StoryLock).StoryId | Should -Be 'S-0002'
        Unlock-Story 'S-0002'
    }

    It 'leaves a lock that this module holds' {
        Update-StoryFrontmatter -Id S-0001 -Transform {
            Remove-StaleStoryLock
            $_.state = "$((Get-StoryLock).State)"
        }
        (Get-Frontmatter).state | Should -Be 'Held'
    }

    It 'emits what it removed with -PassThru' {
        Lock-Story -Age 3600
        $removed = Remove-StaleStoryLock -PassThru
        $removed.StoryId | Should -Be 'S-0001'
        $removed.State | Should -Be 'Stale'
        Test-Path (Get-LockPath) | Should -BeFalse
    }

    It 'takes the stale time from the caller' {
        Lock-Story -Age 3
        Remove-StaleStoryLock -PassThru | Should -BeNullOrEmpty
        (Remove-StaleStoryLock -StaleTimeout 2000 -PassThru).StoryId | Should -Be 'S-0001'
    }

    It 'removes many in the time of one' {
        $ids = 3..20 | ForEach-Object { 'S-{0:0000}' -f $_ }
        foreach ($id in $ids) {
            Add-Story $id
            Lock-Story $id -Age 3600
        }
        $taken = Measure-Command { Remove-StaleStoryLock -PassThru | Should -HaveCount 18 }
        $taken | Should -BeLessThan ([timespan]'0:00:05')
    }

    It 'removes nothing with -WhatIf' {
        Lock-Story -Age 3600
        Remove-StaleStoryLock -PassThru -WhatIf | Should -BeNullOrEmpty
        Test-Path (Get-LockPath) | Should -BeTrue
        Unlock-Story
    }

    It 'takes locks from the pipeline, also of a story that is gone' {
        Lock-Story -Age 3600
        Remove-Item (Get-StoryFile)
        (Get-StoryLock | Remove-StaleStoryLock -PassThru).StoryId | Should -Be 'S-0001'
    }

    It 'removes what a killed process left: lock, record and temporary file' {
        $holder = Start-ModuleProcess 'Update-StoryFrontmatter -Id S-0001 -Transform { [Console]::WriteLine("holding"); [Console]::In.ReadLine() }'
        try {
            $holder.StandardOutput.ReadLine() | Should -Be 'holding'
        } finally {
            $holder.Kill()
            $holder.WaitForExit()
        }
        Get-Leftover | Should -Contain (Get-LockPath)
        (Remove-StaleStoryLock -PassThru).State | Should -Be 'Orphaned'
        Get-Leftover | Should -BeNullOrEmpty
    }

    It 'deletes nothing that is no lock: <what>' -ForEach @(
        @{ what = 'a file'; make = { [IO.File]::WriteAllText($args[0], 'mine') } }
        @{ what = 'a folder with a file in it'; make = { [void][IO.Directory]::CreateDirectory($args[0]); Set-Content "$($args[0])/mine" 'mine' } }
    ) {
        & $make (Get-LockPath)
        (Get-Item (Get-LockPath)).LastWriteTimeUtc = [DateTime]::UtcNow.AddHours(-1)
        Get-Fault { Remove-StaleStoryLock } | Should -Be 'StoryLockInvalid,AiSdlc.Commands.RemoveStaleStoryLockCommand InvalidData'
        Test-Path (Get-LockPath) | Should -BeTrue
        Remove-Item (Get-LockPath) -Recurse
    }

    It 'says where there is no board and no story' {
        Get-Fault { Remove-StaleStoryLock -Root / } | Should -Be 'StoryRootNotFound,AiSdlc.Commands.RemoveStaleStoryLockCommand ObjectNotFound'
        Get-Fault { Remove-StaleStoryLock -Id S-9 } | Should -Be 'StoryNotFound,AiSdlc.Commands.RemoveStaleStoryLockCommand ObjectNotFound'
        Get-Fault { Remove-StaleStoryLock -Id .. } | Should -Be 'InvalidStoryId,AiSdlc.Commands.RemoveStaleStoryLockCommand InvalidArgument'
    }
}
