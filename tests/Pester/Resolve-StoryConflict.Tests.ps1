#Requires -Version 7.4

BeforeDiscovery { $noGit = -not (Get-Command git -CommandType Application -ErrorAction Ignore) }

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1, $PSScriptRoot/Merges.psm1
    Import-ModuleUnderTest

    # What does not go together as text, and does as data.
    $labelOurs = { Update-StoryFrontmatter -Id S-0001 -Set @{ updated = '2026-01-16' } -Add @{ labels = 'ours' } }
    $labelTheirs = { Update-StoryFrontmatter -Id S-0001 -Set @{ updated = '2026-01-17' } -Add @{ labels = 'theirs' } }

    function Set-Status([string] $Status) { Update-StoryFrontmatter -Id S-0001 -Set @{ status = $Status } }
}

Describe 'Resolve-StoryConflict' -Skip:$noGit {
    BeforeEach {
        Open-Board $TestDrive
        Initialize-Repository
    }
    AfterEach { Close-Board }

    It 'ends <how> that stopped at edits that go together' -ForEach @(
        @{ how = 'a merge'; start = { Invoke-Git merge other }; finish = { Invoke-Git commit -q --no-edit } }
        @{ how = 'a rebase'; start = { Invoke-Git rebase other }; finish = { Invoke-Git rebase --continue } }
        @{ how = 'a cherry-pick'; start = { Invoke-Git cherry-pick other }; finish = { Invoke-Git cherry-pick --continue } }
        @{ how = 'a stash pop'; start = { Invoke-Git checkout -q main~1; & $labelOurs; Invoke-Git stash; Invoke-Git checkout -q other; Invoke-Git stash pop }; finish = { } }
    ) {
        New-Divergence $labelOurs $labelTheirs
        & $start | Out-Null
        Get-Unmerged | Should -Be '.ai-sdlc/stories/S-0001/story.md'
        $result = Resolve-StoryConflict
        $result.IsClean, $result.IsStaged | Should -Be $true, $true
        Get-Unmerged | Should -BeNullOrEmpty
        & $finish | Out-Null
        Invoke-Git status --porcelain --untracked-files=no | Where-Object { $_ -notmatch '^M  ' } | Should -BeNullOrEmpty
        $story = Get-Story -Id S-0001
        $story.Labels | Should -Be 'one', 'two', 'ours', 'theirs'
        $story.Frontmatter['updated'] | Should -Be '2026-01-17'
        Get-StoryFile 'S-0001' | Should -FileContentMatch 'status: backlog # where it stands'
    }

    It 'asks where both sides changed a value, and takes the answer' {
        New-Divergence { Set-Status 'ready'; & $labelOurs } { Set-Status 'blocked'; & $labelTheirs }
        Invoke-Git merge other | Out-Null
        $result = Resolve-StoryConflict -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure.FullyQualifiedErrorId | Should -BeLike 'StoryMergeConflict,*'
        $failure.CategoryInfo.Category | Should -Be 'InvalidResult'
        $failure.Exception.Message | Should -BeLike '*status (ours: ready, theirs: blocked)*'
        $result.IsClean, $result.IsStaged | Should -Be $false, $false
        $result.Conflicts.Key | Should -Be 'status'
        Get-Unmerged | Should -Be '.ai-sdlc/stories/S-0001/story.md'

        $story = Get-Story -Id S-0001
        $story.Status, $story.Frontmatter.merge_conflicts.status.theirs, $story.Frontmatter.merge_conflicts.status.base | Should -Be 'ready', 'blocked', 'backlog'
        $story.Labels | Should -Be 'one', 'two', 'ours', 'theirs'
        (Test-Story | Where-Object Severity -EQ 'Error' | Where-Object Rule -EQ 'merge-conflict').Message | Should -BeLike '*status (ours: ready, theirs: blocked)*'

        (Resolve-StoryConflict -Id s-0001 -Use theirs).IsStaged | Should -BeTrue
        (Get-Story -Id S-0001).Status | Should -Be 'blocked'
        Get-StoryFile 'S-0001' | Should -Not -FileContentMatch 'merge_conflicts'
        Get-Unmerged | Should -BeNullOrEmpty
        Invoke-Git diff --stat | Should -BeNullOrEmpty
    }

    It 'takes one side for some keys, and the other for the rest' {
        New-Divergence { Update-StoryFrontmatter -Id S-0001 -Set @{ status = 'ready'; priority = 1 } } { Update-StoryFrontmatter -Id S-0001 -Set @{ status = 'blocked'; priority = 2 } }
        Invoke-Git merge other | Out-Null
        (Resolve-StoryConflict -Use Theirs -Key prio* -ErrorAction SilentlyContinue).Conflicts.Key | Should -Be 'status'
        (Resolve-StoryConflict -Use Ours).IsStaged | Should -BeTrue
        $story = Get-Story -Id S-0001
        $story.Status, $story.Priority | Should -Be 'ready', 2
    }

    It 'leaves markers in the body only, and takes a side there, too' {
        Add-Story S-0001 "---`nid: S-0001`n---`na`nold`nb`n"
        Save-Commit 'another base'
        New-Divergence { Add-Story S-0001 "---`nid: S-0001`nretry_count: 1`n---`na`nours`nb`n" } { Add-Story S-0001 "---`nid: S-0001`nretry_count: 2`n---`na`ntheirs`nb`n" }
        Invoke-Git merge other | Out-Null
        $result = Resolve-StoryConflict -ErrorAction SilentlyContinue
        $result.BodyConflicts, $result.Conflicts.Count, $result.IsStaged | Should -Be 1, 0, $false
        Get-Content (Get-StoryFile 'S-0001') | Should -Be '---', 'id: S-0001', 'retry_count: 3', '---', 'a', '<<<<<<< ours', 'ours', '=======', 'theirs', '>>>>>>> theirs', 'b'
        (Test-Story | Where-Object Rule -EQ 'conflict-markers').Line | Should -Be 6
        (Resolve-StoryConflict -Use Theirs).IsStaged | Should -BeTrue
        Get-Content (Get-StoryFile 'S-0001') | Should -Be '---', 'id: S-0001', 'retry_count: 3', '---', 'a', 'theirs', 'b'
    }

    It 'leaves alone what somebody edited since, unless it is forced to' {
        New-Divergence $labelOurs $labelTheirs
        Invoke-Git merge other | Out-Null
        Add-Story S-0001 "---`nid: S-0001`ntitle: mine`n---`n"
        Resolve-StoryConflict -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure.Exception.Message | Should -BeLike '*was edited since*'
        (Get-Story -Id S-0001).Title | Should -Be 'mine'
        (Resolve-StoryConflict -Force).IsStaged | Should -BeTrue
        (Get-Story -Id S-0001).Labels | Should -Be 'one', 'two', 'ours', 'theirs'
    }

    It 'merges nothing where two stories got one id, one got two, or one side deleted it: <message>' -ForEach @(
        @{ message = '*two stories*'; ours = { Add-Story S-0002 "---`nid: S-0002`ntitle: a`n---`n" }; theirs = { Add-Story S-0002 "---`nid: S-0002`ntitle: b`n---`n" } }
        @{ message = '*got another name on each side*--ours*'; ours = { Rename-Story -Id S-0001 -NewId S-0008 }; theirs = { Rename-Story -Id S-0001 -NewId S-0009 } }
        @{ message = '*was deleted on one side*'; ours = $null; theirs = { Remove-Item -Recurse (Split-Path (Get-StoryFile 'S-0001')) } }
    ) {
        New-Divergence ($ours ?? $labelOurs) $theirs
        Invoke-Git merge other | Out-Null
        $before = Invoke-Git status --porcelain
        Resolve-StoryConflict -ErrorVariable failure -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'StoryMergeConflict,*'
        $failure[0].Exception.Message | Should -BeLike $message
        Invoke-Git status --porcelain | Should -Be $before
    }

    It 'merges one story that both branches have without a common ancestor' {
        New-Divergence { Add-Story S-0002 "---`nid: S-0002`ntitle: a`ncreated: '2026-01-13'`nlabels: [one]`n---`na`n`nb`n" } {
            Add-Story S-0002 "---`nid: S-0002`ntitle: a`ncreated: '2026-01-13'`nlabels: [two]`n---`na`n"
        }
        Invoke-Git merge other | Out-String | Should -BeLike '*CONFLICT (add/add)*'
        (Resolve-StoryConflict).IsStaged | Should -BeTrue
        Get-Content -Raw (Get-StoryFile 'S-0002') | Should -BeExactly "---`nid: S-0002`ntitle: a`ncreated: '2026-01-13'`nlabels: [one, two]`n---`na`n`nb`n"
    }

    It 'keeps the line ends of the work tree, and those of the repository' {
        Invoke-Git config core.autocrlf true | Out-Null
        New-Divergence $labelOurs $labelTheirs
        Invoke-Git checkout -q other | Out-Null
        Invoke-Git checkout -q main | Out-Null
        Remove-Item (Get-StoryFile 'S-0001')
        Invoke-Git checkout -q -- . | Out-Null
        [IO.File]::ReadAllText((Get-StoryFile 'S-0001')) | Should -BeLike "*`r`n*"
        Invoke-Git merge other | Out-Null
        (Resolve-StoryConflict).IsStaged | Should -BeTrue
        [IO.File]::ReadAllText((Get-StoryFile 'S-0001')) -replace "`r`n" | Should -Not -BeLike "*`n*"
        Invoke-Git ls-files --eol | Where-Object { $_ -match 'story.md' } | Should -Match '^i/lf +w/crlf'
        Invoke-Git diff --stat | Where-Object { $_ -notmatch '^warning' } | Should -BeNullOrEmpty
    }

    It 'says nothing where there is no conflict, and does nothing with -WhatIf' {
        Resolve-StoryConflict | Should -BeNullOrEmpty
        Resolve-StoryConflict -Id S-0001 | Should -BeNullOrEmpty
        New-Divergence $labelOurs $labelTheirs
        Invoke-Git merge other | Out-Null
        $before = Get-Content -Raw (Get-StoryFile 'S-0001')
        Resolve-StoryConflict -WhatIf | Should -BeNullOrEmpty
        Get-Content -Raw (Get-StoryFile 'S-0001') | Should -Be $before
    }

    It 'settles what was committed in doubt' {
        Update-StoryFrontmatter -Id S-0001 -Set @{ status = 'ready'; merge_conflicts = @{ status = @{ base = 'backlog'; theirs = 'blocked' } } }
        Save-Commit 'in doubt'
        $result = Resolve-StoryConflict -Id S-0001 -Use Theirs
        $result.IsClean, $result.IsStaged | Should -Be $true, $false
        (Get-Story -Id S-0001).Status | Should -Be 'blocked'
    }
}
