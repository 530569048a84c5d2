#Requires -Version 7.4

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
}

Describe 'Get-Story' {
    BeforeEach {
        Open-Board $TestDrive
        Add-Story 'S-0002' "---`nid: S-0002`ntitle: Bug`npriority: 5`nstatus: ready`ntype: bug`nlabels: [two, three]`nepic: reports`n---`nbody`n"
        Add-Story 'S-0003' "---`nid: S-0003`ntitle: Bare`nstatus: blocked`n---`n"
    }
    AfterEach { Close-Board }

    It 'emits the stories of the nearest board, by id' {
        Set-Location .ai-sdlc/stories/S-0002
        $stories = Get-Story
        $stories.Id | Should -Be 'S-0001', 'S-0002', 'S-0003'
        $stories[1].PSTypeNames[0] | Should -Be 'AiSdlc.Story'
        $stories[1].Title, $stories[1].Priority, $stories[1].Epic, $stories[1].Body | Should -Be 'Bug', 5, 'reports', "body`n"
        $stories[1].Version | Should -Be (Get-FileHash (Get-StoryFile 'S-0002')).Hash
    }

    It 'has the fields of the board' {
        $story = Get-Story -Id S-0001
        "$story|$($story.Title)|$($story.Status)|$($story.Priority)|$($story.Type)|$($story.Labels -join '+')|$($story.CreatedText)|$($story.UpdatedText)|$($story.Slug)" |
            Should -BeExactly 'S-0001|A story|backlog|10|feature|one+two|2026-01-15||'
        $story.Body | Should -BeExactly "# A story`n`n--- a line that is no fence`n"
    }

    It 'emits only what is asked for: <script>' -ForEach @(
        @{ script = 'Get-Story -Status ready, blocked'; ids = 'S-0002', 'S-0003' }
        @{ script = 'Get-Story -Root .ai-sdlc'; ids = 'S-0001', 'S-0002', 'S-0003' }
        @{ script = 'Get-Story -Status READY, done'; ids = 'S-0002' }
        @{ script = 'Get-Story -Status bl*, read?'; ids = 'S-0002', 'S-0003' }
        @{ script = 'Get-Story -Label t*'; ids = 'S-0001', 'S-0002' }
        @{ script = 'Get-Story -Type B* -Epic rep*'; ids = 'S-0002' }
        @{ script = 'Get-Story -Status x*'; ids = @() }
        @{ script = 'Get-Story -Label TWO'; ids = 'S-0001', 'S-0002' }
        @{ script = 'Get-Story -Label three, none'; ids = 'S-0002' }
        @{ script = 'Get-Story -Type feature -Label two -Status backlog'; ids = 'S-0001' }
        @{ script = 'Get-Story -Epic reports | Get-Story'; ids = 'S-0002' }
        @{ script = 'Get-Story .ai-sdlc/stories/*'; ids = 'S-0001', 'S-0002', 'S-0003' }
        @{ script = 'Get-Story -Type bug'; ids = 'S-0002' }
        @{ script = 'Get-Story -Epic reports -Status backlog'; ids = @() }
        @{ script = 'Get-Story -Id s-0003'; ids = 'S-0003' }
        @{ script = 'Get-Story .ai-sdlc/stories/S-000[12]'; ids = 'S-0001', 'S-0002' }
        @{ script = 'Get-ChildItem .ai-sdlc -Recurse -Filter story.md | Get-Story -Status ready'; ids = 'S-0002' }
        @{ script = 'Get-Story | Where-Object { $_.Frontmatter.epic } '; ids = 'S-0002' }
        @{ script = 'Get-Story | Where-Object Labels -Contains three'; ids = 'S-0002' }
        @{ script = 'Get-Story | Sort-Object { $_.Priority ?? 99 } | Select-Object -First 2'; ids = 'S-0002', 'S-0001' }
    ) {
        @((& ([scriptblock]::Create($script))).Id) -ne $null | Should -Be $ids
    }

    It 'finds an epic by its field or a label, with epic- or without, as the Node tool does: <_>' -ForEach 'login', 'epic-login', 'LOGIN' {
        Update-StoryFrontmatter -Id S-0001 @{ epic = 'login' }
        Update-StoryFrontmatter -Id S-0002 @{ epic = 'epic-login' }
        Update-StoryFrontmatter -Id S-0003 @{ labels = @('login', 'epic-login'); epic = 'other' }
        Add-Story 'S-0004' (Get-StoryText 'S-0003').Replace('epic-login', 'epic-log').Replace('S-0003', 'S-0004')
        (Get-Story -Epic $_).Id | Should -Be 'S-0001', 'S-0002', 'S-0003'
        (Get-Story -Epic other, log).Id | Should -Be 'S-0003', 'S-0004'
    }

    It 'says so where a copy or a folder cannot be read, and takes no other copy for it' -Skip:($IsWindows -or (id -u) -eq '0') {
        $copy = New-Item -ItemType Directory .ai-sdlc/worktrees/w/.ai-sdlc/stories/S-0001
        Copy-Item (Get-StoryFile) $copy
        foreach ($closed in $copy, $copy.Parent, $copy.Parent.Parent.Parent) {
            chmod 000 $closed.FullName
            try {
                Get-Fault { Get-Story } | Should -Be (Get-FaultOf Get-Story 'StoryReadOnly PermissionDenied')
                Get-Fault { Get-Story -Id S-0001 } | Should -Be (Get-FaultOf Get-Story 'StoryReadOnly PermissionDenied')
                Get-Fault { Update-StoryFrontmatter -Id S-0001 @{ a = 1 } } | Should -Be (Get-FaultOf Update-StoryFrontmatter 'StoryReadOnly PermissionDenied')
            } finally {
                chmod 755 $closed.FullName
            }
        }
        (Get-Story -AllCopies).Frontmatter | ForEach-Object { $_.Contains('a') } | Should -Not -Contain $true
    }

    It 'pipes into an edit that is refused when somebody else was faster' {
        $read = Get-Story
        Set-Content (Get-StoryFile 'S-0002') (Get-StoryText 'S-0002').Replace('Bug', 'Error') -NoNewline
        Get-Fault { $read | Update-StoryFrontmatter -Set @{ seen = 1 } -IfUnchanged } |
            Should -Be (Get-FaultOf Update-StoryFrontmatter 'StoryVersionMismatch ResourceExists')
        (Get-Story | Where-Object { $_.Frontmatter.seen }).Id | Should -Be 'S-0001', 'S-0003'
        (Get-Frontmatter 'S-0002').title | Should -Be 'Error'
    }

    It 'gives a job stories that pipe into an edit when they come back' {
        $stories = Start-Job {
            Import-Module $args[0]
            Get-Story -Root $args[1]
        } -ArgumentList (Get-ModuleUnderTest), $PWD.ProviderPath | Receive-Job -Wait -AutoRemoveJob
        $stories[0].PSTypeNames[0] | Should -Be 'Deserialized.AiSdlc.Story'
        Update-StoryFrontmatter -Id S-0003 @{ meanwhile = 1 }
        Get-Fault { $stories | Set-StoryStatus -Status in-progress -IfUnchanged } |
            Should -Be (Get-FaultOf Set-StoryStatus 'StoryVersionMismatch ResourceExists')
        (Get-Story -Status in-progress).Id | Should -Be 'S-0001', 'S-0002'
    }

    It 'says where a story is malformed, and emits the others' {
        Add-Story 'S-0002' "---`nid: S-0002`nid: again`n---`n"
        $stories = Get-Story -ErrorVariable faults -ErrorAction SilentlyContinue
        $stories.Id | Should -Be 'S-0001', 'S-0003'
        $faults | Should -HaveCount 1
        Format-Fault $faults[0] | Should -Be (Get-FaultOf Get-Story 'InvalidFrontmatter InvalidData')
        $faults[0].TargetObject, $faults[0].Exception.Line, $faults[0].Exception.Rule | Should -Be (Get-StoryFile 'S-0002'), 3, 'duplicate-key'
    }

    It 'emits a worktree''s copy, and all copies with -AllCopies' {
        $copy = New-Item -ItemType Directory .ai-sdlc/worktrees/S-0001-work/.ai-sdlc/stories/S-0001
        Copy-Item (Get-StoryFile) $copy
        (Get-Story | Where-Object Id -EQ S-0001).Path | Should -Be (Join-Path $copy story.md)
        Get-Story | Should -HaveCount 3
        (Get-Story -AllCopies | Where-Object Id -EQ S-0001).Path | Sort-Object | Should -Be (Get-StoryFile), (Join-Path $copy story.md)
    }

    It 'is shown as a table, and converts to JSON' {
        $lines = Get-Story | Format-Table | Out-String -Width 200 -Stream | Where-Object { $_ }
        -split $lines[0] | Should -Be 'Id', 'Status', 'Priority', 'Title', 'Path'
        $lines[3] | Should -BeLike 'S-0002*ready*5 Bug *'
        $json = Get-Story -Id S-0002 | ConvertTo-Json -Depth 4 | ConvertFrom-Json
        $json.Status, $json.Frontmatter.epic | Should -Be 'ready', 'reports'
        $json.Labels | Should -Be 'two', 'three'
    }

    It 'reads a story that another program locked a while ago, and waits for one that it just locked' {
        Lock-Story 'S-0002'
        Lock-Story 'S-0003' -Age 3600
        $stories = Get-Story -LockTimeout 0 -ErrorVariable faults -ErrorAction SilentlyContinue
        $stories.Id | Should -Be 'S-0001', 'S-0003'
        Format-Fault $faults[0] | Should -Be (Get-FaultOf Get-Story 'StoryLocked ResourceBusy')
        Unlock-Story 'S-0002'
        Unlock-Story 'S-0003'
    }

    It 'says where there is no board and no story: <fault>' -ForEach @(
        @{ script = { Get-Story -Root / }; fault = 'StoryRootNotFound ObjectNotFound' }
        @{ script = { Get-Story -Id S-0009 }; fault = 'StoryNotFound ObjectNotFound' }
        @{ script = { Get-Story missing }; fault = 'StoryNotFound ObjectNotFound' }
        @{ script = { Get-Story -Id ../S-0001 }; fault = 'InvalidStoryId InvalidArgument' }
    ) {
        Get-Fault $script | Should -Be (Get-FaultOf Get-Story $fault)
    }
}

Describe 'Get-Story -Ready' {
    BeforeEach {
        Open-Board $TestDrive
        2..5 | ForEach-Object { Add-Story "S-000$_" }
        Set-StoryStatus -Id S-0001, S-0002, S-0003, S-0004 -Status ready
    }
    AfterEach { Close-Board }

    It 'has the order of the Node tool: priority, less what is complete, and later stages later' {
        Update-StoryFrontmatter -Id S-0001 @{ research_complete = $true } # 10 + 300 - 10
        Update-StoryFrontmatter -Id S-0002 @{ priority = 20 } # 220
        Update-StoryFrontmatter -Id S-0003 @{ priority = 120 } # 320
        Update-StoryFrontmatter -Id S-0004 @{ created = '2026-01-14' } # 210
        (Get-Story -Ready).Id | Should -Be 'S-0004', 'S-0002', 'S-0001', 'S-0003'
    }

    It 'leaves out what waits, is claimed, or is not ready, and says why' {
        Update-StoryFrontmatter -Id S-0002 @{ dependencies = @('S-0005') }
        Update-StoryFrontmatter -Id S-0003 @{ dependencies = @('S-0099') }
        $null = Start-Story S-0004 -Owner Ada
        (Get-Story -Ready).Id | Should -Be 'S-0001'
        $why = @{}
        Get-Story -Why | ForEach-Object { $why[$_.Id] = $_.Reason }
        $why['S-0001'] | Should -BeNullOrEmpty
        $why['S-0002'] | Should -Be 'it depends on S-0005, whose status is backlog.'
        $why['S-0003'] | Should -Be 'it depends on S-0099, which does not exist.'
        $why['S-0004'] | Should -BeLike 'Ada has claimed it*'
        $why['S-0005'] | Should -Be 'its status is backlog.'
    }

    It 'knows the board of a story that is named, and filters' {
        Update-StoryFrontmatter -Id S-0002 @{ dependencies = @('S-0001'); type = 'bug' }
        Get-Story -Id S-0002 -Ready | Should -BeNullOrEmpty
        (Get-Story S-0002 -Why).IsReady | Should -BeFalse
        Set-StoryStatus -Id S-0001 done -Force
        (Get-Story -Id S-0002 -Ready).Id | Should -Be 'S-0002'
        (Get-Story -Ready -Type bug).Id | Should -Be 'S-0002'
    }

    It 'knows what is done in another worktree' {
        Update-StoryFrontmatter -Id S-0002 @{ dependencies = @('S-0001') }
        New-Repository
        $tree = Join-Path $TestDrive "$([IO.Path]::GetRandomFileName())"
        git worktree add -q $tree 2>$null
        Set-StoryStatus -Id S-0001 done -Force -Root $tree
        (Get-Story -Ready).Id | Should -Be 'S-0002', 'S-0003', 'S-0004'
        (Get-Story S-0001 -Why).Reason | Should -BeLike '*is done in*'
        Remove-Item -Recurse -Force $tree
    }
}
