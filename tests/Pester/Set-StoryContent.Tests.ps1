#Requires -Version 7.4

BeforeDiscovery {
    Import-Module $PSScriptRoot/Promises.psm1
}

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
}

Describe 'Set-StoryContent' {
    BeforeEach { Open-Board $TestDrive }
    AfterEach { Close-Board }

    It '<promise>' -ForEach (Get-EditPromise) { & $check Set-StoryContent @{ Section = 'Notes'; Content = 'a note' } }

    It 'makes the section where there is none, and replaces it where there is one' {
        Set-StoryContent -Id S-0001 'Notes' 'first'
        Add-Content (Get-StoryFile) "`n## Later`n`nlast"
        Set-StoryContent -Id S-0001 '## Notes' "second`n"
        Get-StoryText | Should -BeLike "*`n--- a line that is no fence`n`n## Notes`n`nsecond`n`n## Later`n`nlast`n"
        Get-StoryContent -Id S-0001 'Notes' | Should -BeExactly 'second'
    }

    It 'replaces all of a section: subsections, code and comments' {
        Add-Content (Get-StoryFile) "## Notes`n`n### One`n`n``````sh`n## no heading`n```````n<!--`n## nor this`n-->`n`n# Chapter"
        Set-StoryContent -Id S-0001 'notes' 'new'
        Get-StoryText | Should -BeLike "*`n## Notes`n`nnew`n`n# Chapter`n"
    }

    It 'reads back what it set, whatever the text leaves open' {
        Set-StoryContent -Id S-0001 'Notes' "## Notes`n`n``````ps1`nGet-Story"
        Add-StoryContent -Id S-0001 'Later' 'last'
        Get-StoryContent -Id S-0001 'Notes' | Should -BeExactly "``````ps1`nGet-Story`n``````"
        Get-StoryContent -Id S-0001 'Later' | Should -BeExactly 'last'
    }

    It 'writes nothing where nothing changes' {
        Set-StoryContent -Id S-0001 'Notes' 'text'
        $before = (Get-Item (Get-StoryFile)).LastWriteTimeUtc
        Set-StoryContent -Id S-0001 'Notes' 'text'
        (Get-Item (Get-StoryFile)).LastWriteTimeUtc | Should -Be $before
    }

    It 'takes text from the pipeline, as <how>' -ForEach @(
        @{ how = 'lines'; read = { Get-Content notes.md } }
        @{ how = 'a whole'; read = { Get-Content notes.md -Raw } }
    ) {
        Set-Content notes.md "one`n`ntwo"
        & $read | Set-StoryContent -Id S-0001 'Notes'
        Get-StoryContent -Id S-0001 'Notes' | Should -BeExactly "one`n`ntwo"
    }

    It 'answers <fault>, and changes nothing' -ForEach @(
        @{ script = { Set-StoryContent -Id S-0001 'Notes' ' ' }; fault = 'NothingToWrite InvalidArgument' }
        @{ script = { '', ' ' | Set-StoryContent -Id S-0001 'Notes' }; fault = 'NothingToWrite InvalidArgument' }
        @{ script = { Set-StoryContent -Id S-0001 'Notes' '## Notes' }; fault = 'NothingToWrite InvalidArgument' }
        @{ script = { Set-StoryContent -Id S-0001 'Notes' "text`n## Other`nmore" }; fault = 'HeadingInContent InvalidArgument' }
        @{ script = { Set-StoryContent -Id S-0001 'Notes' '# Title' }; fault = 'HeadingInContent InvalidArgument' }
        @{ script = { Set-StoryContent -Id S-0001 ' ' 'x' }; fault = 'InvalidHeading InvalidArgument' }
        @{ script = { Set-StoryContent -Id S-0001 'Notes' }; fault = 'ValueMissing InvalidArgument' }
    ) {
        $before = Get-StoryText
        Get-Fault $script | Should -Be (Get-FaultOf Set-StoryContent $fault)
        Get-StoryText | Should -BeExactly $before
    }

    It 'shows with -WhatIf what it would do' {
        $shown = Invoke-Process "Set-StoryContent -LiteralPath '$(Get-StoryFile)' '## Notes' 'text' -WhatIf"
        $shown.Output | Should -BeLike '*## Notes: = text*'
        $shown.Output | Should -Not -BeLike '*## ## *'
    }
}
