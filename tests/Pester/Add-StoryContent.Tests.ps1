#Requires -Version 7.4

BeforeDiscovery {
    Import-Module $PSScriptRoot/Promises.psm1
}

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
}

Describe 'Add-StoryContent' {
    BeforeEach { Open-Board $TestDrive }
    AfterEach { Close-Board }

    It '<promise>' -ForEach (Get-EditPromise) { & $check Add-StoryContent @{ Section = 'Notes'; Content = 'a note' } }

    It 'makes the section at the end where there is none' {
        Add-StoryContent -Id S-0001 'Notes' 'first'
        Get-StoryText | Should -BeLike "*`n# A story`n`n--- a line that is no fence`n`n## Notes`n`nfirst`n"
    }

    It 'adds at the end of the section where there is one, and keeps what follows' {
        Add-Content (Get-StoryFile) "## Notes`n`nfirst`n`n## Later`n`nlast`n" -NoNewline
        Add-StoryContent -Id S-0001 'Notes' 'second'
        Get-StoryText | Should -BeLike "*`n## Notes`n`nfirst`n`nsecond`n`n## Later`n`nlast`n"
    }

    It 'takes no heading in a block of code for the section' {
        Add-Content (Get-StoryFile) "``````markdown`n## Notes`n```````n`n## Later`n" -NoNewline
        Add-StoryContent -Id S-0001 'Notes' 'first'
        Get-StoryText | Should -BeLike "*`n## Later`n`n## Notes`n`nfirst`n"
    }

    It 'keeps the line ends of the body' {
        [IO.File]::WriteAllText((Get-StoryFile), (Get-StoryText).Replace("`n", "`r`n"))
        Get-Content (Get-StoryFile) -TotalCount 2 | Out-String | ForEach-Object { Add-StoryContent -Id S-0001 'Notes' $_ }
        Get-StoryText | Should -Not -Match '[^\r]\n'
        (Get-Story -Id S-0001).Body | Should -Match '---\r\nid: S-0001\r\n$'
    }

    It 'takes no heading in a comment for the section, and ends it at a heading of the first level' {
        Add-Content (Get-StoryFile) "<!--`n## Notes`n-->`n`n## Notes`n`nfirst`n`n# Chapter"
        Add-StoryContent -Id S-0001 'Notes' 'second'
        Get-StoryText | Should -BeLike "*`n-->`n`n## Notes`n`nfirst`n`nsecond`n`n# Chapter`n"
    }

    It 'doubles no heading: <section>' -ForEach @(
        @{ section = 'Notes'; content = "## Notes`n`nfirst" }
        @{ section = '## Notes'; content = 'first' }
        @{ section = ' notes '; content = "`n##  NOTES ##`nfirst`n`n" }
    ) {
        Add-Content (Get-StoryFile) '## Notes'
        Add-StoryContent -Id S-0001 $section $content
        Get-StoryText | Should -BeLike "*`n## Notes`n`nfirst`n"
        [regex]::Matches((Get-StoryText), '(?i)## *notes').Count | Should -Be 1
    }

    It 'closes what its text leaves open, or what the body does' {
        Add-StoryContent -Id S-0001 'Notes' "``````sh`ncode"
        Add-StoryContent -Id S-0001 'Later' 'last'
        Add-StoryContent -Id S-0001 'Notes' '<!-- hidden'
        Get-StoryText | Should -Match '\n## Notes\n\n```sh\ncode\n```\n\n<!-- hidden\n-->\n\n## Later\n\nlast\n\z'
        Add-Content (Get-StoryFile) '~~~'
        Add-StoryContent -Id S-0001 'New' 'text'
        (Get-Story -Id S-0001).Body | Should -BeLike "*`nlast`n~~~`n~~~`n`n## New`n`ntext`n"
    }

    It 'takes text from the pipeline, line by line or as a whole' {
        Set-Content notes.md "one`n`ntwo"
        Get-Content notes.md | Add-StoryContent -Id S-0001 'Notes'
        Get-Content notes.md -Raw | Add-StoryContent -Id S-0001 'Notes'
        Get-StoryContent -Id S-0001 'Notes' | Should -BeExactly "one`n`ntwo`n`none`n`ntwo"
    }

    It 'answers <fault>, and changes nothing' -ForEach @(
        @{ script = { Add-StoryContent -Id S-0001 'Notes' "text`n# Title" }; fault = 'HeadingInContent InvalidArgument' }
        @{ script = { Add-StoryContent -Id S-0001 'Notes' ' ' }; fault = 'NothingToWrite InvalidArgument' }
    ) {
        $before = Get-StoryText
        Get-Fault $script | Should -Be (Get-FaultOf Add-StoryContent $fault)
        Get-StoryText | Should -BeExactly $before
    }

    It 'takes no section of several lines: <_>' -ForEach "a`nb", ' ' {
        Get-Fault { Add-StoryContent -Id S-0001 $_ 'x' } | Should -Be (Get-FaultOf Add-StoryContent 'InvalidHeading InvalidArgument')
    }

    It 'keeps what many add at once' {
        $module = Get-ModuleUnderTest
        1..20 | ForEach-Object -ThrottleLimit 5 -Parallel {
            Import-Module $using:module
            Add-StoryContent -Id S-0001 'Notes' "- note $_"
        }
        $notes = (Get-Story -Id S-0001).Body -split '\n' -like '- note *'
        $notes | Sort-Object { [int] ($_ -split ' ')[2] } | Should -Be (1..20 | ForEach-Object { "- note $_" })
    }
}
