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
