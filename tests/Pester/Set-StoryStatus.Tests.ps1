#Requires -Version 7.4

BeforeDiscovery {
    Import-Module $PSScriptRoot/Promises.psm1
}

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
}

Describe 'Set-StoryStatus' {
    BeforeEach { Open-Board $TestDrive }
    AfterEach { Close-Board }

    It '<promise>' -ForEach (Get-EditPromise) { & $check Set-StoryStatus @{ Status = 'ready' } }

    It 'changes status and updated alone' {
        $before = Get-StoryText
        Set-StoryStatus -Id S-0001 in-progress
        Get-StoryText | Should -BeExactly $before.Replace('status: backlog #', 'status: in-progress #').Replace("two`n", "two`nupdated: '$((Get-Frontmatter).updated)'`n")
    }

    It 'knows no other status: "<word>"' -ForEach @{ word = 'open'; fault = 'UnknownWord' }, @{ word = ''; fault = 'ValueMissing' } {
        Get-Fault { Set-StoryStatus -Id S-0001 $word } | Should -Be (Get-FaultOf Set-StoryStatus "$fault InvalidArgument")
        { Set-StoryStatus -Id S-0001 $word } | Should -Throw '*backlog, ready, in-progress, done or blocked.'
    }

    It 'takes a status in any case, and writes it as the Node tool does' {
        Set-StoryStatus S-0001 In-Progress
        (Get-Frontmatter).status | Should -BeExactly 'in-progress'
    }

    It 'sets done only when <flags> is not all that is complete' -ForEach @(
        @{ flags = 'implementation_complete' }
        @{ flags = 'reviews_complete' }
    ) {
        Update-StoryFrontmatter -Id S-0001 @{ $flags = $true }
        $before = Get-StoryText
        Get-Fault { Set-StoryStatus -Id S-0001 done } | Should -Be (Get-FaultOf Set-StoryStatus 'StatusNotAllowed InvalidOperation')
        Get-StoryText | Should -BeExactly $before
    }

    It 'sets done when implementation and reviews are complete' {
        Update-StoryFrontmatter -Id S-0001 @{ implementation_complete = $true; reviews_complete = $true }
        Set-StoryStatus -Id S-0001 done
        (Get-Frontmatter).status | Should -Be 'done'
    }

    It 'sets done all the same with -Force' {
        Set-StoryStatus -Id S-0001 done -Force
        (Get-Frontmatter).status | Should -Be 'done'
    }

    It 'moves what Where-Object finds' {
        2..4 | ForEach-Object { Add-Story "S-000$_" }
        Update-StoryFrontmatter -Id S-0003, S-0004 @{ priority = 5 }
        Get-Story | Where-Object Priority -lt 10 | Set-StoryStatus -Status ready
        (Get-Story -Status ready).Id | Should -Be 'S-0003', 'S-0004'
    }

    It 'lets one of many claim a story that it saw as ready' {
        Set-StoryStatus -Id S-0001 ready
        $module = Get-ModuleUnderTest
        $seen = Get-Story -Id S-0001
        $claimed = 1..6 | ForEach-Object -ThrottleLimit 6 -Parallel {
            Import-Module $using:module
            $using:seen | Set-StoryStatus -Status in-progress -IfUnchanged -PassThru -ErrorAction Ignore
        }
        $claimed | Should -HaveCount 1
    }
}
