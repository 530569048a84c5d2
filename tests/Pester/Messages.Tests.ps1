#Requires -Version 7.4

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest

    # Runs a script in a runspace of its own and gives its streams. With an action, that is called at each message for debugging.
    function Get-Stream([string] $Script, [scriptblock] $OnDebug) {
        $state = [initialsessionstate]::CreateDefault2()
        $state.ImportPSModule([string[]] (Get-ModuleUnderTest))
        $shell = [powershell]::Create($state)
        [void] $shell.AddScript("Set-Location -LiteralPath '$PWD'; $Script")
        $run = $shell.BeginInvoke()
        while ($OnDebug -and -not $run.IsCompleted) {
            & $OnDebug @($shell.Streams.Debug)
            [void] $run.AsyncWaitHandle.WaitOne(5)
        }
        [void] $shell.EndInvoke($run)
        $shell.Streams
    }

    function Get-Message($Stream) { @($Stream | ForEach-Object Message) }
}

Describe 'What is told besides' {
    BeforeEach { Open-Board $TestDrive }
    AfterEach { Close-Board }

    It 'is the wait for another program, and the steps of the protocol' {
        $seen = @{}
        Lock-Story
        $told = Get-Stream 'Update-StoryFrontmatter -Id S-0001 @{ a = 1 } -Verbose -Debug -LockTimeout 60000 -StaleTimeout 600000 3>$null' {
            if (-not $seen.Held -and $args.Message -like '*is held*') { $seen.Held = $true; Unlock-Story }
        }
        $lock = Get-LockPath
        (Get-Message $told.Verbose) -like 'Waited *' | Should -HaveCount 1
        (Get-Message $told.Verbose) -like 'Held the lock of story S-0001 for *' | Should -HaveCount 1
        $steps = Get-Message $told.Debug
        $steps[0] | Should -BeLike "'$lock' is held, last refreshed *"
        $steps[-3..-1] | Should -Be "Created '$lock'.", 'The change: Done.', "Removed '$lock'."
    }

    It 'is the hold of a block, once, when it ends' {
        $told = Get-Stream 'Use-StoryLock -Id S-0001 -Verbose { Update-StoryFrontmatter -Id S-0001 @{ a = 1 } -Verbose; Update-StoryFrontmatter -Id S-0001 @{ b = 2 } -Verbose }'
        (Get-Message $told.Verbose) -like 'Held the lock of story S-0001 for *' | Should -HaveCount 1
    }

    It 'is a takeover' {
        Lock-Story -Age 3600
        (Get-Message (Get-Stream 'Update-StoryFrontmatter -Id S-0001 @{ a = 1 } -Verbose').Verbose) -like 'Took over the abandoned lock *' | Should -HaveCount 1
    }

    It 'is nothing for nobody: <_>' -ForEach @(
        'Update-StoryFrontmatter -Id S-0001 @{ a = 1 }'
        '$VerbosePreference = "Continue"; Update-StoryFrontmatter -Id S-0001 @{ a = 1 } -Verbose:$false'
    ) {
        $told = Get-Stream $_
        $told.Verbose.Count, $told.Debug.Count | Should -Be 0, 0
        (Get-Frontmatter).a | Should -Be 1
    }

    It 'is told for a preference as for a parameter' {
        (Get-Stream '$VerbosePreference = "Continue"; Update-StoryFrontmatter -Id S-0001 @{ a = 1 }').Verbose.Count | Should -BeGreaterThan 0
    }

    It 'is the progress on a large board, unless it is not wanted' {
        2..400 | ForEach-Object { Add-Story ('S-{0:0000}' -f $_) }
        (Get-Stream 'Get-Story').Progress.Activity | Should -Contain 'Reading stories'
        (Get-Stream 'Get-Story -ProgressAction Ignore').Progress.Activity | Should -Not -Contain 'Reading stories'
    }
}

Describe 'An error says what was, what is and what to type' {
    BeforeEach { Open-Board $TestDrive }
    AfterEach { Close-Board }

    It 'in <script>' -ForEach @(
        @{ script = { Add-Story 'S-0001' "---`na: 1`na: 2`n---`n"; Get-Story S-0001 }; says = '*story.md(3,*`[duplicate-key`] Correct the file by hand; Test-Story checks it.' }
        @{ script = { Add-Story 'S-0001' "---`na: 1`na: 2`n---`n"; Set-StoryStatus S-0001 ready }; says = '*The story was not changed. Correct the file by hand*' }
        @{ script = { Get-Story -Id S-0009 }; says = 'There is no story S-0009 on the board *.ai-sdlc''. Get-Story lists the stories*' }
        @{ script = { Set-StoryStatus S-0001 done }; says = '*was not changed: it can be done only when*-Force sets it all the same.' }
        @{ script = { Get-Story -Root ([IO.Path]::GetPathRoot($PWD.ProviderPath)) }; says = 'There is no .ai-sdlc folder in*-Root or AISDLC_ROOT.' }
        @{ script = { Block-Story S-0001 }; says = 'Give -Reason.' }
        @{ script = { Update-StoryFrontmatter S-0001 }; says = 'Say what to change: *-Remove*' }
    ) {
        $text = try { & $script 2>&1 | ForEach-Object { "$_" } } catch { "$_" }
        $text | Should -BeLike $says
    }

    It 'and does not speak of a change where a story is only read' -Skip:($IsWindows -or [Environment]::UserName -eq 'root') {
        chmod 000 (Get-StoryFile)
        Get-Story S-0001 2>&1 | Should -BeLike 'Story S-0001 cannot be read:*must be readable.'
        chmod 644 (Get-StoryFile)
    }
}
