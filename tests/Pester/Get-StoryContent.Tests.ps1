#Requires -Version 7.4

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
}

Describe 'Get-StoryContent' {
    BeforeEach {
        Open-Board $TestDrive
        Add-Content (Get-StoryFile) "## One`n`nfirst`n`n### Deeper`n`nmore`n`n## Two`n`n<!--`n## Three`n-->"
    }
    AfterEach { Close-Board }

    It 'emits the whole body, or a section of it' {
        Get-StoryContent -Id S-0001 | Should -BeExactly (Get-Story -Id S-0001).Body
        Get-StoryContent -Id S-0001 'One' | Should -BeExactly "first`n`n### Deeper`n`nmore"
        Get-StoryContent -Id S-0001 '## two' | Should -BeExactly "<!--`n## Three`n-->"
    }

    It 'emits a string for each story of the pipeline' {
        Add-Story 'S-0002' (Get-StoryText).Replace('first', 'second')
        Get-Story | Get-StoryContent -Section One | ForEach-Object { ($_ -split '\n')[0] } | Should -Be 'first', 'second'
    }

    It 'names the sections that there are where the one that is asked for is not' {
        Get-Fault { Get-StoryContent -Id S-0001 'Three' } | Should -Be (Get-FaultOf Get-StoryContent 'StoryContentNotFound ObjectNotFound')
        { Get-StoryContent -Id S-0001 'Three' -ErrorAction Stop } | Should -Throw -ExceptionType ([AiSdlc.StoryContentNotFoundException]) -ExpectedMessage "*'Three'*'One', 'Two'*"
    }

    It 'takes no lock, and waits for none of ours' {
        Use-StoryLock -Id S-0001 { Get-StoryContent -Id S-0001 'One' -LockTimeout 0 } | Should -BeLike 'first*'
    }
}
