#Requires -Version 7.4

# A stranger's repository is safe to open. One story that says everything that a terminal or a CI server obeys goes through every cmdlet, and nothing
# of that is in what they show; and in a repository with a program at each place where git would run one, no cmdlet runs it.
# A cmdlet that is new has no case here, and fails.

BeforeDiscovery {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
    $commands = (Get-Command -Module AiSdlc.PowerShell).Name
    $views = foreach ($type in 'Story', 'StoryFinding', 'StoryLockInfo', 'StoryLockHolder', 'StoryOutput', 'StoryClaim', 'StoryReadiness') {
        foreach ($view in 'Out-String', 'Format-Table', 'Format-List', 'Format-Wide', 'Format-Custom', 'after another type', 'from another session') {
            if ($view -notin 'Format-Wide', 'Format-Custom' -or $type -in 'Story', 'StoryFinding', 'StoryLockInfo', 'StoryClaim', 'StoryReadiness') { @{ type = $type; view = $view } }
        }
    }
}

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
    $Evil = "`e[2J`e]52;c;QUFB`a`e]0;title`a`u{9b}2J`u{7f}`u{202e}`u{2028}`r`n::error::forged`n  ::warning::forged`n##[error]forged`t"

    # What each cmdlet is made to show, a line each: $file is the hostile story's, $evil what it says, $folder where its lock may be.
    $EachEdit = '{0} -LiteralPath $file -WhatIf', '{0} -LiteralPath $file -PassThru', '{0} -LiteralPath "$file.none"', '{0} -Id $evil', '{0} "no*$evil"', '{0} -LiteralPath "${evil}:x"'
    $Make = '$null = [IO.Directory]::CreateDirectory($lock)'
    $Remove = '[IO.Directory]::Delete($lock, $true)'
    $Cases = @{
        'Get-Story'               = 'Get-Story', 'Get-Story -LiteralPath $file', 'Get-Story -LiteralPath "$file.none"', 'Get-Story "no*$evil"', 'Get-Story -LiteralPath "${evil}:x"', 'Get-Story -Id $evil', 'Get-Story -Root "${evil}:x"', 'Get-Story -Root "/$evil"'
        'New-Story'               = 'Get-Story | New-Story -WhatIf', 'Get-Story | New-Story', 'New-Story $evil -WhatIf', 'New-Story $evil -Epic $evil -Labels $evil', 'New-Story $evil -Root "${evil}:x"', 'New-Story x -Type $evil', 'New-Story x -Priority $evil'
        'Show-StoryBoard'         = 'Show-StoryBoard', 'Show-StoryBoard -Width 20', 'Show-StoryBoard -Width 2000', 'Show-StoryBoard -LiteralPath "$file.none"', 'Show-StoryBoard -Watch | Select-Object -First 1'
        'Test-Story'              = 'Test-Story', 'Test-Story | ForEach-Object { "$_" }', 'Test-Story -LiteralPath "$file.none"', '[IO.File]::WriteAllText($bad, "---`n`"$evil`": [`n---`n")', 'Test-Story -LiteralPath "$file.bad"', 'Get-Story -LiteralPath "$file.bad"', '[IO.File]::WriteAllText($bad, "---`na: 1`na: 2`n---`n")', 'Test-Story -LiteralPath "$file.bad"', '[IO.File]::Delete($bad)'
        'Get-StoryLock'           = 'Use-StoryLock -LiteralPath $file { Get-StoryLock }', 'Use-StoryLock -LiteralPath $file { Get-StoryLock | ForEach-Object { $_.Holder; "$_" } }', 'Get-StoryLock -LiteralPath "$file.none/x"', $Make, 'Get-StoryLock', $Remove
        'Remove-StaleStoryLock'   = $Make, '[IO.Directory]::SetLastWriteTimeUtc($lock, "2020-01-01")', 'Remove-StaleStoryLock -WhatIf', 'Remove-StaleStoryLock -PassThru', 'Remove-StaleStoryLock -LiteralPath "$file.none/x"'
        'Use-StoryLock'           = 'Use-StoryLock -LiteralPath $file { Update-StoryFrontmatter -Id S-0001 @{ a = 1 }; Get-Story -LiteralPath $file }', 'Use-StoryLock -LiteralPath "$file.none" { }', 'Use-StoryLock -Id $evil { }'
        'Update-StoryFrontmatter' = @($EachEdit -replace '\{0\}', 'Update-StoryFrontmatter -Set @{ "k$evil" = "y$evil" }') + 'Update-StoryFrontmatter -LiteralPath $file -Set @{ TITLE = 1; "K$evil" = 1 }', 'Update-StoryFrontmatter -LiteralPath $file -Set @{ "k$evil" = (Get-Process -Id $PID) }', 'Update-StoryFrontmatter -LiteralPath $file -Transform { throw $evil }', 'Update-StoryFrontmatter -LiteralPath $file -Increment "k$evil"', $Make, 'Update-StoryFrontmatter -LiteralPath $file @{ a = 1 } -LockTimeout 1500', $Remove
        'Set-StoryStatus'         = $EachEdit -replace '\{0\}', 'Set-StoryStatus -Status ready'
        'Block-Story'             = $EachEdit -replace '\{0\}', 'Block-Story -Reason $evil'
        'Unblock-Story'           = @('Update-StoryFrontmatter -LiteralPath $file @{ status = $evil }') + @($EachEdit -replace '\{0\}', 'Unblock-Story')
        'Complete-Story'          = $EachEdit -replace '\{0\}', 'Complete-Story'
        'Reset-Story'             = $EachEdit -replace '\{0\}', 'Reset-Story -CycleReason $evil'
        'Add-StoryReview'         = $EachEdit -replace '\{0\}', 'Add-StoryReview -Decision REJECTED -Feedback $evil -Blockers $evil'
        'Add-StoryRefinement'     = $EachEdit -replace '\{0\}', 'Add-StoryRefinement -AgentType implement -Feedback $evil -Note'
        'Add-StoryContent'        = $EachEdit -replace '\{0\}', 'Add-StoryContent -Section "Notes$evil" -Content $evil'
        'Set-StoryContent'        = @($EachEdit -replace '\{0\}', 'Set-StoryContent -Section "Notes$evil" -Content $evil') + 'Set-StoryContent -LiteralPath $file Notes "a`n# $evil"'
        'Get-StoryContent'        = 'Get-StoryContent -LiteralPath $file "Notes$evil"', 'Get-StoryContent -LiteralPath "$file.none"', 'Get-StoryContent -Id $evil', 'Get-StoryContent -LiteralPath $file "x`n$evil"'
        'Complete-StoryTask'      = $EachEdit -replace '\{0\}', 'Complete-StoryTask -Task $evil'
        'Get-StoryOutput'         = 'Get-StoryOutput -LiteralPath $file research', 'Get-StoryOutput -LiteralPath $file $evil', 'Get-StoryOutput -LiteralPath "$file.none" plan', 'Get-StoryOutput -Id $evil plan'
        'Set-StoryOutput'         = $EachEdit -replace '\{0\}', 'Set-StoryOutput -Phase plan -Content $evil'
        'Start-Story'             = 'Start-Story -LiteralPath $file -Force', 'Start-Story -LiteralPath $file', 'Start-Story -LiteralPath $file -Force -WhatIf', 'Start-Story -Id $evil', 'Start-Story S-0001 -Owner $evil', 'Start-Story S-0001 -Remote $evil -Force', 'Start-Story S-0001 -Owner me -Force', 'Start-Story -Next -Verbose'
        'Stop-Story'              = 'Stop-Story -LiteralPath $file -Force', 'Stop-Story -LiteralPath $file -Claim $evil', 'Stop-Story -LiteralPath $file -Force -WhatIf', 'Stop-Story -LiteralPath "$file.none" -Force'
        'Get-StoryClaim'          = 'Get-StoryClaim', 'Get-StoryClaim -LiteralPath $file', 'Get-StoryClaim -Id $evil', 'Get-StoryClaim -Remote $evil'
        'Update-StoryClaim'       = 'Update-StoryClaim -LiteralPath $file -Claim $evil', 'Update-StoryClaim -LiteralPath $file -Claim x -WhatIf', 'Update-StoryClaim S-0001 -Claim $evil'
        'Use-StoryClaim'          = 'Use-StoryClaim -LiteralPath $file -Claim $evil { }', 'Use-StoryClaim -Id $evil -Claim x { }'
        'Rename-Story'            = 'Rename-Story -LiteralPath $file -WhatIf', 'Rename-Story -LiteralPath $file $evil', 'Rename-Story S-0001 $evil', 'Rename-Story -Id $evil'
        'Merge-Story'             = '[IO.File]::WriteAllText($bad, "---`ntitle: other`n---`n")', 'Merge-Story -Ours $file -Theirs "$file.bad"', 'Merge-Story -Base "$file.bad" -Ours $file -Theirs $file', 'Merge-Story -Ours $file -Theirs "$file.bad" -Destination "$file.none/x"', '[IO.File]::WriteAllText($bad, "---`n`"$evil`": [`n---`n")', 'Merge-Story -Ours $file -Theirs "$file.bad"', '[IO.File]::Delete($bad)', 'Merge-Story -Ours $file -Theirs "$file.none"', 'Merge-Story -Ours $evil -Theirs "${evil}:x"'
        'Resolve-StoryConflict'   = 'Resolve-StoryConflict', 'Resolve-StoryConflict -LiteralPath $file', 'Resolve-StoryConflict -LiteralPath $file -Use ours -Key $evil', 'Resolve-StoryConflict -Id $evil', 'Resolve-StoryConflict -LiteralPath "$file.none" -WhatIf'
        'Register-StoryMergeDriver' = 'Register-StoryMergeDriver', 'Register-StoryMergeDriver -WhatIf', 'Register-StoryMergeDriver -Root "${evil}:x"', 'Register-StoryMergeDriver -Root "/$evil"'
        'Unregister-StoryMergeDriver' = 'Unregister-StoryMergeDriver', 'Unregister-StoryMergeDriver -Root "/$evil"'
        'Wait-Story'              = 'Wait-Story -LiteralPath $file -Status ready -Timeout 0', 'Wait-Story -LiteralPath $file -Status $evil -Timeout 0', 'Wait-Story -LiteralPath "$file.none" -Timeout 0', 'Wait-Story -Id $evil -Timeout 0', 'Wait-Story -Root "${evil}:x" -Timeout 0'
        'Export-StoryBoard'       = 'Export-StoryBoard board.html -WhatIf -Title $evil', 'Export-StoryBoard "no/$evil"', 'Export-StoryBoard -LiteralPath "${evil}:x"', 'Export-StoryBoard board.html -Root "/$evil"', 'Export-StoryBoard board.html -AsOf $evil', 'Export-StoryBoard board.html -Remote $evil', 'Get-Content board.html', 'Remove-Item board.html'
        'Get-StoryHistory'        = 'Get-StoryHistory', 'Get-StoryHistory -Measure', 'Get-StoryHistory -LiteralPath $file -Key $evil', 'Get-StoryHistory -LiteralPath "$file.none"', 'Get-StoryHistory -Id $evil', 'Get-StoryHistory -Since $evil'
        'Set-StoryPullRequest'    = $EachEdit -replace '\{0\}', 'Set-StoryPullRequest -Url $evil'
    }

    # In double quotes of YAML, with everything escaped that needs it.
    function Get-Quoted([string] $Text) {
        '"' + -join ($Text.ToCharArray() | ForEach-Object {
                if ($_ -in [char[]] '"\' -or $_ -lt [char]' ' -or $_ -gt [char]'~') { '\u{0:x4}' -f [int] $_ } else { $_ }
            }) + '"'
    }

    # A story that says it everywhere, its folder's name included where the file system allows that. Gives its file.
    function Add-HostileStory {
        $folder = if ($IsWindows) { 'S-0666' } else { "S-$Evil" }
        $quoted = Get-Quoted "x$Evil"
        $lines = "id: $(Get-Quoted "::error::$Evil")", "$($quoted): $quoted", "labels: [$quoted]"
        $lines += 'title', 'status', 'type', 'slug', 'priority', 'created', 'updated', 'epic' | ForEach-Object { "$($_): $quoted" }
        Add-Story $folder ("---`n" + ($lines -join "`n") + "`n---`n# x`n")
        Get-StoryFile $folder
    }

    # Runs every case in one pwsh, as a CI job would, and gives what it printed, by cmdlet. -WhatIf speaks to the host alone, so nothing less will do.
    function Invoke-Case([string] $File, [string[]] $ErrorView = ('ConciseView', 'NormalView')) {
        $env:AISDLC_TEST_FILE, $env:AISDLC_TEST_EVIL = $File, $Evil
        $script = @(
            '$ErrorActionPreference = $VerbosePreference = $DebugPreference = $WarningPreference = "Continue"; $PSStyle.OutputRendering = "Ansi"'
            '$evil = $env:AISDLC_TEST_EVIL; $lock = "$env:AISDLC_TEST_FILE.lock"; $bad = "$env:AISDLC_TEST_FILE.bad"'
            '$file = "Microsoft.PowerShell.Core\FileSystem::$env:AISDLC_TEST_FILE" # a path with :: is no path to PowerShell'
            foreach ($case in $Cases.GetEnumerator() | Sort-Object Key) {
                '[Console]::Out.WriteLine("`n=== ' + $case.Key + '")'
                foreach ($view in $ErrorView) {
                    "`$ErrorView = '$view'"
                    $case.Value | ForEach-Object { "try { & { $_ } *>&1 | Out-String -Width 300 } catch { `$_ | Out-String }" }
                }
            }
        ) -join "`n"
        $run = Invoke-Process $script
        $shown = @{}
        foreach ($part in "$($run.Output)`n" -split '(?m)^=== ' | Select-Object -Skip 1) {
            $name, $text = $part -split "`r?`n", 2
            $shown[$name] = $text
        }
        $shown['errors'] = $run.Errors
        $shown
    }

    # What a terminal or a CI server would obey in a text. Colours are PowerShell's own: those of a story have lost their escape.
    function Get-Obeyed([string] $Text) {
        $plain = $Text -replace "`e\[[\d;]*m" -replace "`r`n", "`n"
        [regex]::Matches($plain, '[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069].{0,20}|(?m:^\s*::\w.{0,20})|##\w*\[') | ForEach-Object { ConvertTo-Json $_.Value }
    }
}

Describe 'A hostile story' {
    BeforeAll {
        Open-Board $TestDrive
        $file = Add-HostileStory
        $shown = Invoke-Case $file
        $file = "Microsoft.PowerShell.Core\FileSystem::$file"
    }
    AfterAll { Close-Board }

    It 'is in the file as it should be, and would be obeyed as it is' {
        (Get-Story -LiteralPath $file).Frontmatter["k$Evil"] | Should -BeExactly "y$Evil" # what Update-StoryFrontmatter wrote
        Get-Obeyed ([pscustomobject] @{ Title = $Evil } | Out-String) | Should -Not -BeNullOrEmpty
        Get-Obeyed "a`n  ::error::x" | Should -Not -BeNullOrEmpty
        Get-Obeyed "`u{9b}2J" | Should -Not -BeNullOrEmpty
    }

    It 'is harmless in all that <_> shows' -ForEach $commands {
        $Cases.Keys | Should -Contain $_
        # Of a story these show the name of its folder alone, which on Windows is a clean one.
        if (-not ($IsWindows -and $_ -in 'Get-StoryLock', 'Remove-StaleStoryLock')) {
            $shown[$_] | Should -Match 'forged'
            $shown[$_] | Should -Match '\^\['
        }
        Get-Obeyed $shown[$_] | Should -BeNullOrEmpty
    }

    It 'is nowhere else' { $shown['errors'] | Should -BeNullOrEmpty }
}

Describe 'A view' {
    BeforeAll {
        Open-Board $TestDrive
        $real = Add-HostileStory
        $file = "Microsoft.PowerShell.Core\FileSystem::$real"
        $objects = @{
            Story           = Get-Story -LiteralPath $file
            StoryFinding    = Test-Story -LiteralPath $file | Select-Object -First 1
            StoryLockInfo   = Use-StoryLock -LiteralPath $file { Get-StoryLock }
            StoryLockHolder = (Use-StoryLock -LiteralPath $file { Get-StoryLock }).Holder
            StoryOutput     = Set-StoryOutput -LiteralPath $file plan text -PassThru
            StoryClaim      = Start-Story S-0001 -Force
            StoryReadiness  = Get-Story -LiteralPath $file -Why
        }
        # A holder that is called so: the name of a process is anybody's to choose.
        $holder = $objects.StoryLockHolder
        $field = $holder.GetType().GetFields('NonPublic, Instance') | Where-Object Name -Match 'ProcessName'
        $field.SetValue($holder, "pwsh$Evil")
        $owner = $objects.StoryClaim.GetType().GetFields('NonPublic, Instance') | Where-Object Name -Match 'Owner'
        $owner.SetValue($objects.StoryClaim, $Evil) # as another program may have written it
    }
    AfterAll { Close-Board }

    It 'of a <type> is harmless: <view>' -ForEach $views {
        $object = $objects[$type]
        $text = switch ($view) {
            'after another type' { & { Get-Process -Id $PID; $object } | Out-String }
            'from another session' {
                $remains = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($object))
                $remains | Out-String
                $remains | Format-List | Out-String
            }
            'Out-String' { $object | Out-String -Width 400 }
            default { $object | & $view | Out-String -Width 400 }
        }
        "$text".Trim() | Should -Not -BeNullOrEmpty
        Get-Obeyed "$text" | Should -BeNullOrEmpty
    }

    It 'that groups by status is harmless' {
        $text = $objects.Story | Format-Table -View ByStatus | Out-String
        $text | Should -Match 'Status: x\^\['
        Get-Obeyed $text | Should -BeNullOrEmpty
    }

    It 'has no part in the data, which stay as they are' {
        $objects.Story.Title | Should -BeExactly "x$Evil"
        $objects.Story.Path | Should -BeExactly $real
        ($objects.Story | Select-Object Title | ConvertTo-Json | ConvertFrom-Json).Title | Should -BeExactly "x$Evil"
        ($objects.Story | Get-Member -MemberType ScriptProperty | Where-Object Name -NE PSPath) | Should -BeNullOrEmpty
    }

    It 'is what a completion is, too: <line>' -ForEach @(
        @{ line = 'Get-Story -Id ' }, @{ line = 'Get-Story -Label ' }, @{ line = 'Get-Story -Epic ' }, @{ line = 'Update-StoryFrontmatter -Id S-0001 -Remove ' }
    ) {
        Add-Story 'S-0002' "---`nid: S-0002`ntitle: t`nepic: good`nlabels: [good]`n---`n"
        $found = (TabExpansion2 $line $line.Length).CompletionMatches
        $found | Should -Not -BeNullOrEmpty
        $found | ForEach-Object { Get-Obeyed $_.CompletionText; Get-Obeyed $_.ListItemText; Get-Obeyed $_.ToolTip } | Should -BeNullOrEmpty
    }
}

Describe 'A repository of a stranger, <layout>' -Skip:($IsWindows -or -not (Get-Command git -ErrorAction Ignore)) -ForEach @(
    @{ layout = 'with programs in its configuration' }, @{ layout = 'with a bare repository for a board' }
) {
    BeforeAll {
        Open-Board $TestDrive
        $marker = "$($PWD.ProviderPath).ran"
        $pathBefore = $env:PATH

        # A program that leaves a mark when it runs. Gives its path.
        function Add-Program([string] $Path) {
            Set-Content -LiteralPath $Path "#!/bin/sh`necho '$Path' >> '$marker'"
            chmod 755 $Path
            [IO.Path]::GetFullPath($Path, $PWD.ProviderPath)
        }

        function Get-Ran {
            if (Test-Path -LiteralPath $marker) { Get-Content -LiteralPath $marker | Split-Path -Leaf | Sort-Object -Unique; Remove-Item -LiteralPath $marker }
        }

        $null = mkdir tools
        $repository = $PWD.ProviderPath
        git init -q .
        if ($layout -like '*bare*') {
            $repository = "$repository/.ai-sdlc"
            git init -q --bare $repository
            git -C $repository config core.bare false
            git -C $repository config core.worktree $repository
        }
        Set-Content "$repository/.gitattributes" '* filter=mine diff=mine'
        Set-Content "$repository/file" text
        git -C $repository add file
        git -C $repository -c user.name=x -c user.email=x@example.org commit -q -m x
        foreach ($hook in 'reference-transaction', 'post-index-change', 'pre-commit') { $null = Add-Program "tools/$hook" }
        foreach ($setting in 'core.fsmonitor', 'core.sshCommand', 'core.pager', 'core.askPass', 'filter.mine.clean', 'filter.mine.smudge', 'diff.mine.textconv', 'gpg.program') {
            git -C $repository config $setting (Add-Program "tools/$setting")
        }
        git -C $repository config alias.mine "!$(Add-Program tools/alias)"
        git -C $repository config core.hooksPath (Resolve-Path tools).ProviderPath
        'git', '.ai-sdlc/git', '.ai-sdlc/stories/S-0001/git' | ForEach-Object { $null = Add-Program $_ }
        $null = Get-Ran
    }
    AfterAll {
        $env:PATH = $pathBefore
        Close-Board
    }

    It 'would run them' {
        git -C $repository check-ignore -q a
        git -C $repository mine
        git -C $repository update-ref refs/x HEAD
        git -C $repository hash-object file > $null
        git -C $repository log -p > $null
        git -C $repository ls-remote ssh://nobody@localhost:1/x *> $null
        $ran = Get-Ran
        'alias', 'core.fsmonitor', 'core.sshCommand', 'diff.mine.textconv', 'filter.mine.clean', 'reference-transaction' | Should -BeIn $ran
        $null = Invoke-Process '$start = [Diagnostics.ProcessStartInfo]::new("git", "version"); $start.UseShellExecute = $false; [Diagnostics.Process]::Start($start).WaitForExit()'
        Get-Ran | Should -Be 'git'
    }

    It 'runs nothing, whatever cmdlet is used in it' {
        $env:PATH = '.', '', $PWD.ProviderPath, "$($PWD.ProviderPath)/.ai-sdlc", $pathBefore -join ':'
        $file = Add-HostileStory
        (Invoke-Case $file ConciseView).Keys | Should -Contain 'Test-Story'
        $null = Test-Story
        Get-Ran | Should -BeNullOrEmpty
    }
}
