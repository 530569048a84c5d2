#Requires -Version 7.4

BeforeDiscovery {
    Import-Module $PSScriptRoot/Promises.psm1
}

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
}

Describe 'Complete-Story' {
    BeforeEach { Open-Board $TestDrive }
    AfterEach { Close-Board }

    It '<promise>' -ForEach (Get-EditPromise) { & $check Complete-Story @{} }

    It 'sets all four flags' {
        Complete-Story -Id S-0001
        $data = (Get-Story -Id S-0001).Frontmatter
        'research', 'plan', 'implementation', 'reviews' | ForEach-Object { $data["$($_)_complete"] } | Should -Be $true, $true, $true, $true
    }

    It 'makes of <before> <after>' -ForEach @(
        @{ before = 'in-progress'; after = 'done' }
        @{ before = 'ready'; after = 'ready' }
        @{ before = 'blocked'; after = 'blocked' }
    ) {
        Set-StoryStatus -Id S-0001 $before
        (Complete-Story -Id S-0001 -PassThru).Status | Should -Be $after
    }

    It 'leaves the status with -KeepStatus' {
        Set-StoryStatus -Id S-0001 in-progress
        (Complete-Story -Id S-0001 -KeepStatus -PassThru).Status | Should -Be 'in-progress'
    }

    It 'lets Set-StoryStatus close the story' {
        Get-Story | Complete-Story -KeepStatus -PassThru | Set-StoryStatus -Status done -IfUnchanged
        (Get-Frontmatter).status | Should -Be 'done'
    }

    It 'needs a story that was read for -IfUnchanged' {
        Get-Fault { Complete-Story -Id S-0001 -IfUnchanged } | Should -Be (Get-FaultOf Complete-Story 'NothingToCompare InvalidArgument')
        Get-StoryText | Should -BeExactly $StoryText
    }

    It 'writes nothing the second time' {
        Complete-Story -Id S-0001
        $before = (Get-Item (Get-StoryFile)).LastWriteTimeUtc
        Complete-Story -Id S-0001
        (Get-Item (Get-StoryFile)).LastWriteTimeUtc | Should -Be $before
    }
}
