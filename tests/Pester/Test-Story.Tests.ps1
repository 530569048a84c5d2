#Requires -Version 7.4

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest

    # A story that nothing is wrong with.
    function Get-GoodText([string] $Id = 'S-0001') {
        "---`nid: $Id`ntitle: A story`nslug: a-story`npriority: 10`nstatus: ready`ntype: bug`ncreated: '2026-01-15'`nlabels: []`n---`nbody`n"
    }

    # "<severity> <rule> <line>:<column>" of each finding.
    function Get-Finding { Test-Story @args | ForEach-Object { "$($_.Severity) $($_.Rule) $($_.Line):$($_.Column)" } }
}

Describe 'Test-Story' {
    BeforeEach {
        Open-Board $TestDrive
        Add-Story 'S-0001' (Get-GoodText)
    }
    AfterEach { Close-Board }

    It 'finds nothing where nothing is wrong' {
        Test-Story | Should -BeNullOrEmpty
        Test-Story -Quiet | Should -BeTrue
    }

    It 'finds in a story: <finding>' -ForEach @(
        @{ finding = 'Error missing-field 1:1'; from = 'title: A story'; to = 'other: x' }
        @{ finding = 'Warning missing-field 1:1'; from = 'slug: a-story'; to = 'other: x' }
        @{ finding = 'Warning missing-field 1:1'; from = 'labels: \[\]\n' }
        @{ finding = 'Error unknown-status 6:9'; from = 'status: ready'; to = 'status: open' }
        @{ finding = 'Warning unknown-type 7:7'; from = 'type: bug'; to = 'type: enhancement' }
        @{ finding = 'Error wrong-type 7:7'; from = 'type: bug'; to = 'type: [bug]' }
        @{ finding = 'Error wrong-type 3:8'; from = 'title: A story'; to = 'title: [A, story]' }
        @{ finding = 'Error wrong-type 3:8'; from = 'title: A story'; to = 'title: 2026' }
        @{ finding = 'Error wrong-type 5:11'; from = 'priority: 10'; to = "priority: '10'" }
        @{ finding = 'Error wrong-type 9:9'; from = 'labels: \[\]'; to = 'labels: one' }
        @{ finding = 'Error wrong-type 9:16'; from = 'labels: \[\]'; to = "plan_complete: 'false'`nlabels: []" }
        @{ finding = 'Warning cut-by-comment 3:8'; from = 'title: A story'; to = 'title: Fix bug #12' }
        @{ finding = 'Error conflict-markers 3:1'; from = 'title: A story'; to = "<<<<<<< HEAD`ntitle: A story`n=======`ntitle: B story`n>>>>>>> other" }
        @{ finding = 'Warning conflict-markers 12:1'; from = 'body'; to = "one`n<<<<<<< HEAD`na`n=======`nb`n>>>>>>> other" }
        @{ finding = 'Error conflict-markers 1:1'; from = '(?s)^(.*)$'; to = "<<<<<<< HEAD`n`$1=======`n`$1>>>>>>> other`n" }
        @{ finding = 'Error id-not-folder 2:5'; from = 'id: S-0001'; to = 'id: S-0007' }
        @{ finding = 'Warning plain-date 8:10'; from = "'2026-01-15'"; to = '2026-01-15' }
        @{ finding = 'Warning plain-date 4:6', 'Warning missing-field 1:1'; from = 'slug: a-story'; to = 'due: 2026-01-01 10:00:00' }
        @{ finding = 'Error body-starts-with-fence 11:1'; from = 'body'; to = '---' }
        @{ finding = 'Error duplicate-key 4:1'; from = 'slug:'; to = 'title:' }
        @{ finding = 'Error yaml-syntax 5:1'; from = 'title: A story'; to = 'title: [' }
        @{ finding = 'Error unclosed-block 1:1'; from = "---`nbody"; to = 'body' }
        @{ finding = 'Error root-not-map 2:1'; from = '(?s)id:.*labels: \[\]'; to = '- item' }
        @{ finding = 'Error missing-frontmatter 1:1'; from = '(?s)---.*---'; to = 'text' }
        @{ finding = @(); from = 'title: A story'; to = "title: 'Fix bug #12'" }
    ) {
        Add-Story 'S-0001' ((Get-GoodText) -replace $from, $to)
        Get-Finding | Should -Be $finding
        Test-Story -Quiet | Should -Be (-not (@($finding) -like 'Error*'))
    }

    It 'finds nothing wrong with types that the board names, so that a gate can be green' {
        Add-Story 'S-0001' (Get-GoodText).Replace('type: bug', 'type: enhancement')
        Add-Story 'S-0002' (Get-GoodText 'S-0002').Replace('type: bug', 'type: refactor')
        Test-Story -Quiet | Should -BeTrue
        Test-Story -KnownType enhancement | ForEach-Object StoryId | Should -Be 'S-0002'
        Test-Story -KnownType enhancement, refactor | Should -BeNullOrEmpty
    }

    It 'waits for an empty story while it is young, and not for one that is old' {
        Add-Story 'S-0001' ''
        (Get-Item (Get-StoryFile)).LastWriteTimeUtc = [DateTime]::UtcNow.AddMinutes(-1)
        $watch = [Diagnostics.Stopwatch]::StartNew()
        Get-Finding | Should -Be 'Error empty-file 1:1'
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 4 # the wait is 5
    }

    It 'finds what dead holders left: <finding>' -ForEach @(
        @{ finding = 'Warning lock-left-behind 1:1'; make = { Lock-Story -Age 3600 } }
        @{ finding = 'Error lock-invalid 1:1'; make = { Set-Content (Get-LockPath) 'mine' } }
        @{ finding = 'Warning file-left-behind 1:1'; make = { Set-Content .ai-sdlc/stories/S-0001/.story.md.0123456789abcdef.lock 'x' } }
    ) {
        & $make
        $findings = Get-Finding
        Get-Leftover | Remove-Item -Force
        $findings | Should -Be $finding
    }

    It 'finds what only the board shows: <finding>' -ForEach @(
        @{ finding = 'Warning no-story 1:1'; path = 'S-0002'; make = { New-Item -ItemType Directory .ai-sdlc/stories/S-0002 } }
        @{ finding = 'Error id-not-folder 2:5', 'Error duplicate-id 1:1'; path = 'S-0002', 'S-0002'; make = { Add-Story 'S-0002' (Get-GoodText) } }
    ) {
        & $make
        Get-Finding | Should -Be $finding
        (Test-Story).StoryId | Should -Be $path
    }

    It 'finds an id that two stories have, whatever its case, and not that of a copy in a worktree' {
        Add-Story 's-0003' (Get-GoodText)
        $copy = New-Item -ItemType Directory .ai-sdlc/worktrees/w/.ai-sdlc/stories/S-0001
        Copy-Item (Get-StoryFile) $copy
        Get-Finding | Should -Be 'Error id-not-folder 2:5', 'Error duplicate-id 1:1'
    }

    It 'finds nothing any more where an update has cleaned up' {
        Lock-Story -Age 3600
        Set-Content .ai-sdlc/stories/S-0001/.story.md.0123456789abcdef.lock 'x'
        Get-Finding | Should -Be 'Warning lock-left-behind 1:1', 'Warning file-left-behind 1:1'
        Update-StoryFrontmatter -Id S-0001 -Touch
        Get-Finding | Should -BeNullOrEmpty
    }

    It 'finds nothing wrong with a lock that is held, but a story that cannot be read for it' {
        Use-StoryLock -Id S-0001 { Get-Finding } | Should -BeNullOrEmpty
        Lock-Story
        Get-Finding -LockTimeout 0 | Should -Be 'Error unreadable 1:1'
        Unlock-Story
        Get-Finding -LiteralPath nowhere.md -ErrorAction Ignore | Should -Be 'Error unreadable 1:1'
    }

    It 'asks git whether locks would be committed' -Skip:(-not (Get-Command git -CommandType Application -ErrorAction Ignore)) {
        git init --quiet .
        git config core.excludesFile none # not what the user ignores everywhere
        Get-Finding | Should -Be 'Warning lock-not-ignored 1:1', 'Warning lock-not-ignored 1:1'
        Test-Story -Quiet | Should -BeTrue
        Add-Content .gitignore '.ai-sdlc/**/*.lock/' # hides the folders, and not the files
        Get-Finding | Should -Be 'Warning lock-not-ignored 1:1'
        Set-Content .gitignore '**/.ai-sdlc/**/*.lock'
        Test-Story | Should -BeNullOrEmpty
        Remove-Item .gitignore -Force # a hidden file, by its name
        Set-Content .ai-sdlc/.gitignore '*.lock'
        Test-Story | Should -BeNullOrEmpty
    }

    It 'looks at the stories that are named, and no others' {
        Add-Story 'S-0002' 'text'
        Test-Story -Id S-0001 | Should -BeNullOrEmpty
        Get-Story -Id S-0002 | Test-Story | ForEach-Object Rule | Should -Be 'missing-frontmatter'
        Get-ChildItem .ai-sdlc/stories | Test-Story -Quiet | Should -BeFalse
    }

    It 'says where: a finding is a line that editors know, and pipes into what takes a path' {
        Add-Story 'S-0001' (Get-GoodText).Replace('status: ready', 'status:  open')
        $finding = Test-Story
        "$finding" | Should -BeExactly "$(Get-StoryFile)(6,10): error unknown-status: 'open' is no status: backlog, ready, in-progress, done, blocked."
        ($finding | Get-Story).Id | Should -Be 'S-0001'
        $finding | Get-Content | Select-Object -Index ($finding.Line - 1) | Should -Be 'status:  open'
        $finding | Update-StoryFrontmatter -Set @{ status = 'ready' }
        Test-Story | Should -BeNullOrEmpty
    }

    It 'counts by rule, as CSV and in a table' {
        2..4 | ForEach-Object { Add-Story "S-000$_" 'text' }
        (Test-Story | Group-Object Rule | Where-Object Count -EQ 3).Name | Should -Be 'missing-frontmatter'
        Test-Story | Select-Object StoryId, Rule | ConvertTo-Csv | Select-Object -Last 1 | Should -Be '"S-0004","missing-frontmatter"'
    }

    It 'changes nothing' {
        Lock-Story -Age 3600
        Test-Story -Quiet | Should -BeTrue
        Test-Path (Get-LockPath) | Should -BeTrue
        Get-StoryText | Should -BeExactly (Get-GoodText)
        Unlock-Story
    }

    It 'is an error where there is no board and no story' {
        Get-Fault { Test-Story -Root / } | Should -Be (Get-FaultOf Test-Story 'StoryRootNotFound ObjectNotFound')
        Get-Fault { Test-Story -Id S-0009 } | Should -Be (Get-FaultOf Test-Story 'StoryNotFound ObjectNotFound')
        Test-Story -Id S-0009 -Quiet -ErrorAction Ignore | Should -BeFalse
    }
}

Describe 'Test-Story beside other worktrees, branches and claims' {
    BeforeEach {
        Open-Board $TestDrive
        Add-Story 'S-0002'
        Add-Story 'S-0003'
    }
    AfterEach { Close-Board }

    It 'finds dependencies that can never be done' {
        Update-StoryFrontmatter -Id S-0001 @{ dependencies = @('S-0002') }
        Update-StoryFrontmatter -Id S-0002 @{ dependencies = @('S-0001') }
        Update-StoryFrontmatter -Id S-0003 @{ dependencies = @('S-0001', 'S-0099') }
        $found = Test-Story | Where-Object Rule -Like '*-dependency'
        $found | ForEach-Object { "$($_.Rule) $($_.StoryId)" } | Should -Be 'unknown-dependency S-0003', 'circular-dependency S-0001'
        $found[1].Message | Should -BeLike '*S-0001 → S-0002 → S-0001*'
    }

    It 'finds the id of another story on a branch' {
        New-Repository
        git checkout -q -b other 2>$null
        (Get-StoryText 'S-0002').Replace('A story', 'Another').Replace('2026-01-15', '2026-01-16') | Set-Content (Get-StoryFile 'S-0002') -NoNewline
        git -c user.name=x -c user.email=x@example.org commit -q -a -m x
        git checkout -q - 2>$null
        $found = Test-Story | Where-Object Rule -EQ id-elsewhere
        $found.StoryId | Should -Be 'S-0002'
        $found.Message | Should -BeLike "*'Another' in 'refs/heads/other:S-0002'*"
    }

    It 'finds claims that say something else than their story, and claims of no story' {
        New-Repository
        Set-StoryStatus -Id S-0001, S-0002 -Status ready
        Start-Story S-0001 | Stop-Story -Done -Force
        Set-StoryStatus -Id S-0001 in-progress
        $null = Start-Story S-0002
        Remove-Item -Recurse (Split-Path (Get-StoryFile 'S-0002'))
        $blob = 'garbage' | git hash-object -w --stdin
        git update-ref refs/ai-sdlc/claims/S-0003 $blob
        Test-Story | Where-Object Rule -Like 'claim-*' | ForEach-Object { "$($_.Rule) $($_.StoryId)" } | Sort-Object |
            Should -Be 'claim-and-status S-0001', 'claim-of-nobody S-0002', 'claim-unreadable S-0003'
    }
}
