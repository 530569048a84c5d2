#Requires -Version 7.4

# How stories are named at the prompt, alike for every cmdlet.

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest

    # Runs a line as it would be typed.
    function Invoke-Line([string] $Line) { & ([scriptblock]::Create($Line)) }
}

Describe 'A story' {
    BeforeEach {
        Open-Board $TestDrive
        Add-Story 'S-0002' "---`nid: S-0002`ntitle: Two`nstatus: blocked`n---`n"
    }
    AfterEach { Close-Board }

    It 'is named by <line>' -ForEach @(
        @{ line = 'Get-Story S-0001'; ids = 'S-0001' }
        @{ line = 'Get-Story s-0001, .ai-sdlc/stories/S-0002'; ids = 'S-0001', 'S-0002' }
        @{ line = 'Get-Story S-00*'; ids = 'S-0001', 'S-0002' }
        @{ line = 'Get-Story -Id *2'; ids = 'S-0002' }
        @{ line = '$story = Get-Story S-0002; Get-Story $story'; ids = 'S-0002' }
        @{ line = "'S-0001' | Get-Story"; ids = 'S-0001' }
        @{ line = "'.ai-sdlc/stories/*', 'S-0001' | Get-Story"; ids = 'S-0001', 'S-0002', 'S-0001' }
        @{ line = "[pscustomobject]@{ Id = 'S-0001' } | Get-Story"; ids = 'S-0001' }
        @{ line = "@{ Id = 'S-0001' }, @{ Path = '.ai-sdlc/stories/S-0002' } | Get-Story"; ids = 'S-0001', 'S-0002' }
        @{ line = "[pscustomobject]@{ Id = 'S-9'; PSPath = (Get-Item .ai-sdlc/stories/S-0002).PSPath; Path = 'x' } | Get-Story"; ids = 'S-0002' }
        @{ line = "[pscustomobject]@{ Path = ''; Id = 'S-0001' } | Get-Story"; ids = 'S-0001' }
        @{ line = 'Get-Story | Select-Object Id, Status, Path | Get-Story'; ids = 'S-0001', 'S-0002' }
        @{ line = 'Get-Story | ConvertTo-Csv | ConvertFrom-Csv | Get-Story'; ids = 'S-0001', 'S-0002' }
        @{ line = 'Get-Story | Select-Object Id | Export-Csv ids.csv; Import-Csv ids.csv | Get-Story'; ids = 'S-0001', 'S-0002' }
        @{ line = 'Get-Story | ConvertTo-Json -Depth 5 | ConvertFrom-Json | Get-Story'; ids = 'S-0001', 'S-0002' }
        @{ line = 'Get-Story | Export-Clixml stories.xml; Import-Clixml stories.xml | Get-Story'; ids = 'S-0001', 'S-0002' }
        @{ line = "Select-String 'status: blocked' .ai-sdlc/stories/*/story.md | Get-Story"; ids = 'S-0002' }
        @{ line = '[IO.FileInfo] (Get-StoryFile S-0002) | Get-Story'; ids = 'S-0002' }
        @{ line = '[IO.DirectoryInfo] [IO.Path]::GetDirectoryName((Get-StoryFile S-0002)) | Get-Story'; ids = 'S-0002' }
        @{ line = "'S-0002' > ids.txt; Get-Content ids.txt | Get-Story"; ids = 'S-0002' }
        @{ line = 'Get-Story -InputObject (Get-Story)'; ids = 'S-0001', 'S-0002' }
        @{ line = 'Set-Location .ai-sdlc/stories; Get-Story S-0002; Set-Location ../..'; ids = 'S-0002' }
        @{ line = '$null = mkdir S-0002; Get-Story S-0002'; ids = 'S-0002' }
    ) {
        @((Invoke-Line $line).Id) | Should -Be $ids
    }

    It 'is not named by <line>' -ForEach @(
        @{ line = 'Get-Story nope'; fault = 'StoryNotFound,* ObjectNotFound' }
        @{ line = 'Get-Story plan.md'; fault = 'StoryNotFound,* ObjectNotFound' }
        @{ line = 'Get-Story -Id S-0009'; fault = 'StoryNotFound,* ObjectNotFound' }
        @{ line = "'S-9*' | Set-StoryStatus ready"; fault = 'StoryNotFound,* ObjectNotFound' }
        @{ line = "[pscustomobject]@{ Path = 'S-*' } | Set-StoryStatus ready"; fault = 'StoryNotFound,* ObjectNotFound' }
        @{ line = "[pscustomobject]@{ Id = 'S-*' } | Set-StoryStatus ready"; fault = 'InvalidStoryId,* InvalidArgument' }
        @{ line = '1 | Get-Story'; fault = 'StoryNotNamed,* InvalidArgument' }
        @{ line = '[pscustomobject]@{ Name = "x" } | Get-Story'; fault = 'StoryNotNamed,* InvalidArgument' }
        @{ line = '$null | Get-Story'; fault = 'StoryNotNamed,* InvalidArgument' }
        @{ line = 'Set-StoryStatus -Status ready'; fault = 'StoryNotNamed,* InvalidArgument' }
        @{ line = 'Get-Story | Set-StoryStatus -Id S-0001 ready'; fault = 'StoryNamedTwice,* InvalidArgument' }
        @{ line = 'Get-Story | Set-StoryStatus -Path S-0001 ready'; fault = 'StoryNamedTwice,* InvalidArgument' }
        @{ line = 'Get-Story | Set-StoryStatus S-0001 ready'; fault = 'StoryNamedTwice,* InvalidArgument' }
        @{ line = 'Get-Story | Get-Story S-0001'; fault = 'StoryNamedTwice,* InvalidArgument' }
    ) {
        Get-Fault ([scriptblock]::Create($line)) | Should -BeLike $fault
        (Get-Frontmatter).status | Should -Be 'backlog'
    }

    It 'that is not one is reported, and the others are read' {
        $stories = 'S-0001', 'S-0009', 'S-0002' | Get-Story -ErrorVariable faults -ErrorAction SilentlyContinue
        $stories.Id | Should -Be 'S-0001', 'S-0002'
        $faults | Should -HaveCount 1
    }

    It 'is told what to type instead' {
        $text = & { 1 | Get-Story; Get-Story nope; Get-Story -Id S-0009; Get-Story ./nope } 2>&1 | ForEach-Object { "$_" }
        $text[0] | Should -BeLike '*Int32 names no story*-Id or -Path*'
        $text[1..3] | Should -BeLike '*Get-Story lists the stories*'
        $text[1] | Should -BeLike 'There is no story nope on the board*'
        $text[2] | Should -BeLike 'There is no story S-0009 on the board*'
        $text[2] | Should -Not -BeLike '*at ''*'
        { Set-StoryStatus -Status ready } | Should -Throw '*Set-StoryStatus S-0001*'
    }

    It 'with a name that looks like a pattern is that file: <_>' -ForEach 'a[1]b', 'x*' {
        $folder = [IO.Path]::Combine($PWD.ProviderPath, '.ai-sdlc', 'stories', $_)
        $null = [IO.Directory]::CreateDirectory($folder)
        [IO.File]::WriteAllText("$folder/story.md", "---`ntitle: odd`n---`n")
        $folder, [IO.DirectoryInfo] $folder, [pscustomobject]@{ Path = $folder } | Update-StoryFrontmatter -Increment count
        (Get-Story -LiteralPath $folder).Frontmatter['count'] | Should -Be 3
    }

    It 'is found whatever is set for -Root by default' {
        $PSDefaultParameterValues = @{ '*-Story*:Root' = $PWD.ProviderPath }
        Get-Story | Set-StoryStatus ready
        Set-Location ([IO.Path]::GetTempPath())
        (Get-Story S-0001).Status | Should -Be 'ready'
    }
}

Describe 'After a pipeline the values come first' {
    BeforeEach { Open-Board $TestDrive }
    AfterEach { Close-Board }

    It '<line>' -ForEach @(
        @{ line = 'Get-Story -Id S-0001 | Set-StoryStatus ready'; key = 'status'; value = 'ready' }
        @{ line = "'S-0001' | Set-StoryStatus -Status ready"; key = 'status'; value = 'ready' }
        @{ line = 'Get-Story -Id S-0001 | Update-StoryFrontmatter @{ x = 1 }'; key = 'x'; value = 1 }
        @{ line = 'Get-Story -Id S-0001 | Update-StoryFrontmatter ([pscustomobject]@{ x = 1 })'; key = 'x'; value = 1 }
        @{ line = 'Get-Story S-0001 | Block-Story "no time"'; key = 'blocked_reason'; value = 'no time' }
        @{ line = 'Get-Story S-0001 | Set-StoryPullRequest https://example.org/1'; key = 'pr_url'; value = 'https://example.org/1' }
        @{ line = 'Get-Story S-0001 | Reset-Story plan, research'; key = 'research_complete'; value = 'false' }
        @{ line = 'Get-Story S-0001 | Add-StoryRefinement implement "Round last."'; key = 'refinement_count'; value = 1 }
        @{ line = 'Get-Story S-0001 | Add-StoryReview approved "Good."; Get-Story S-0001 | Update-StoryFrontmatter @{ x = (Get-Story S-0001).Frontmatter.review_history[0].decision }'; key = 'x'; value = 'APPROVED' }
        @{ line = 'Get-Story S-0001 | Add-StoryReview "Bad." -Decision rejected; Update-StoryFrontmatter S-0001 @{ x = (Get-Story S-0001).Frontmatter.review_history[0].feedback }'; key = 'x'; value = 'Bad.' }
        @{ line = 'Get-Story S-0001 | Use-StoryLock { $_ | Set-StoryStatus done -Force }'; key = 'status'; value = 'done' }
    ) {
        Invoke-Line $line | Should -BeNullOrEmpty
        (Get-Frontmatter)[$key] | Should -Be $value
    }

    It 'also two of them, and one beside one that is named' {
        Get-Story S-0001 | Add-StoryContent Notes 'first'
        Get-Story S-0001 | Add-StoryContent 'second' -Section Notes
        Get-Story S-0001 | Add-StoryContent Notes -Content 'third'
        (Get-Story S-0001).Body | Should -BeLike "*## Notes`n`nfirst`n`nsecond`n`nthird`n"
        Get-Story S-0001 | Set-StoryOutput plan 'one' -PassThru | Get-Content -Raw | Should -BeLike '*one'
    }

    It 'and are refused as ever: <line>' -ForEach @(
        @{ line = 'Get-Story S-0001 | Set-StoryStatus reddy'; fault = 'UnknownWord,* InvalidArgument' }
        @{ line = 'Get-Story S-0001 | Set-StoryStatus'; fault = 'ValueMissing,* InvalidArgument' }
        @{ line = 'Get-Story S-0001 | Set-StoryStatus ready done'; fault = 'StoryNamedTwice,* InvalidArgument' }
        @{ line = 'Get-Story S-0001 | Set-StoryOutput text plan'; fault = 'UnknownWord,* InvalidArgument' }
        @{ line = 'Get-Story S-0001 | Update-StoryFrontmatter ready'; fault = 'ValueMismatch,* InvalidArgument' }
    ) {
        $before = Get-StoryText
        Get-Fault ([scriptblock]::Create($line)) | Should -BeLike $fault
        Get-StoryText | Should -BeExactly $before
    }

    It 'but text is the content, where stories are named and it is missing' {
        'one', '', 'two' | Set-StoryOutput S-0001 plan -PassThru | Get-Content -Raw | Should -BeLike "*`n`none`n`ntwo"
        Set-Content draft.md "a`nb"
        Get-Content -Raw draft.md | Set-StoryOutput -Id S-0001 research -PassThru | Get-Content -Raw | Should -BeLike "*`n`na`nb`n"
        Get-Content draft.md | Add-StoryContent S-0001 Notes
        (Get-Story S-0001).Body | Should -BeLike "*## Notes`n`na`nb`n"
        Get-Fault { @() | Set-StoryOutput -Id S-0001 plan } | Should -Be (Get-FaultOf Set-StoryOutput 'ValueMissing InvalidArgument')
    }
}

Describe 'AISDLC_ROOT' {
    BeforeEach {
        Open-Board $TestDrive
        $board = $PWD.ProviderPath
        $env:AISDLC_ROOT = $board
        $null = New-Item -ItemType Directory "$board.elsewhere/.ai-sdlc/stories"
        Set-Location "$board.elsewhere"
    }
    AfterEach {
        $env:AISDLC_ROOT = $null
        Close-Board
        Remove-Item "$board.elsewhere" -Recurse -Force
    }

    It 'is the board where none is named, for every cmdlet' {
        (Get-Story).Id, (Get-Story S-0001).Id, (Get-Story -Id S-0001).Id | Should -Be 'S-0001', 'S-0001', 'S-0001'
        'S-0001' | Set-StoryStatus ready
        (New-Story 'Another').Path | Should -BeLike "$board*S-0002*story.md"
        Show-StoryBoard | Out-String | Should -BeLike '*S-0002 Another*'
        Test-Story -Quiet | Should -BeTrue
        Use-StoryLock S-0001 { (Get-StoryLock).StoryId } | Should -Be 'S-0001'
        (TabExpansion2 'Get-Story -Id S-0001' 20).CompletionMatches.CompletionText | Should -Be 'S-0001'
    }

    It 'gives way to -Root' {
        Get-Story -Root . | Should -BeNullOrEmpty
    }

    It 'that names no board is an error that says so' {
        $env:AISDLC_ROOT = [IO.Path]::GetPathRoot($board)
        Get-Fault { Get-Story } | Should -Be (Get-FaultOf Get-Story 'StoryRootNotFound ObjectNotFound')
        Get-Story 2>&1 | Should -BeLike '*AISDLC_ROOT*'
    }
}
