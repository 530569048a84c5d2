#Requires -Version 7.4

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
}

Describe 'New-Story' {
    BeforeEach { Open-Board $TestDrive }
    AfterEach { Close-Board }

    It 'creates a story with the next id, a slug and the next priority, and emits it' {
        $story = New-Story 'Export a Report, as CSV!'
        $story.Id, $story.Slug, $story.Priority, $story.Status, $story.Type | Should -Be 'S-0002', 'export-a-report-as-csv', 20, 'backlog', 'feature'
        $story.Path | Should -Be (Get-StoryFile 'S-0002')
        $story.CreatedText | Should -BeIn (Get-Today)
        $story.Body | Should -BeLike '# Export a Report, as CSV!*## Acceptance Criteria*'
        Test-Story -Id S-0002 | Should -BeNullOrEmpty
    }

    It 'writes what the Node tool would write' {
        $null = New-Story 'Export: a report, as CSV!'
        Get-StoryText 'S-0002' | Should -BeIn @(Get-Today | ForEach-Object {
                "---`nid: S-0002`ntitle: 'Export: a report, as CSV!'`nslug: export-a-report-as-csv`npriority: 20`nstatus: backlog`ntype: feature`n" +
                "created: '$_'`nlabels: []`nresearch_complete: false`nplan_complete: false`nimplementation_complete: false`nreviews_complete: false`n" +
                "content_type: code`n---`n# Export: a report, as CSV!`n`n## Summary`n`n(Describe the feature, bug, or task here)`n`n" +
                "## Acceptance Criteria`n`n- [ ] (Define acceptance criteria)`n"
            })
    }

    It 'takes everything that is said' {
        $story = New-Story 'Fix it' -Type bug -Label one, 'two: 2' -Priority 3 -Epic reports -Dependencies S-0001 -Content "Text`n"
        $story.Type, $story.Priority, $story.Epic, $story.Body | Should -Be 'bug', 3, 'reports', "Text`n"
        $story.Labels | Should -Be 'one', 'two: 2'
        $story.Frontmatter.dependencies | Should -Be 'S-0001'
    }

    It 'takes assignee and effort' {
        $story = New-Story 'Fix it' -Assignee 'Ada' -EstimatedEffort SMALL
        $story.Frontmatter.assignee, $story.Frontmatter.estimated_effort | Should -Be 'Ada', 'small'
    }

    It 'gives a title without a Latin letter its id as slug, which nothing objects to: <_>' -ForEach "`u{65e5}`u{672c}", '!?' {
        $story = New-Story $_
        $story.Slug, $story.Title | Should -Be 's-0002', $_
        Test-Story -Id S-0002 | Should -BeNullOrEmpty
    }

    It 'takes no id on a full disk, says what was not created, and leaves nothing' -Skip:(-not ($IsLinux -and (id -u) -eq '0')) {
        $disk = New-Item -ItemType Directory disk
        mount -t tmpfs -o size=64k tmpfs $disk
        try {
            [void] (New-Item -ItemType Directory disk/.ai-sdlc)
            [void] (New-Story 'First' -Root $disk)
            [IO.File]::WriteAllBytes("$disk/filler", [byte[]]::new(48KB))
            foreach ($try in 1, 2) {
                { New-Story 'Second' -Root $disk -Content ('text ' * 10KB) -ErrorAction Stop } |
                    Should -Throw -ExpectedMessage 'Story S-0002: * failed with ENOSPC. It was not created.'
            }
            (Get-ChildItem disk/.ai-sdlc/stories -Force).Name | Should -Be 'S-0001'
            Remove-Item $disk/filler
            (New-Story 'Third' -Root $disk).Id | Should -Be 'S-0002'
        } finally {
            umount $disk
        }
    }

    It 'removes what a killed creator left, when it is old, and Test-Story names it until then' {
        $left = foreach ($minutes in 1, 11) {
            $folder = New-Item -ItemType Directory ".ai-sdlc/stories/.story.$('{0:x16}' -f $minutes).lock"
            Set-Content "$folder/story.md" 'x'
            $folder.LastWriteTimeUtc = [DateTime]::UtcNow.AddMinutes(-$minutes)
            $folder
        }
        (Test-Story | Where-Object Rule -EQ 'file-left-behind').Path | Should -Be $left.FullName
        Get-Story | ForEach-Object Id | Should -Be 'S-0001'
        (New-Story 'Next').Id | Should -Be 'S-0002'
        $left | ForEach-Object { Test-Path $_ } | Should -Be $true, $false
        Remove-Item $left[0] -Recurse -Force
    }

    It 'takes the rows of a CSV file' {
        Set-Content stories.csv "Title,Type,Priority,Labels`nFirst,bug,7,a`nSecond,chore,8,b"
        $stories = Import-Csv stories.csv | New-Story
        $stories | ForEach-Object { "$($_.Id) $($_.Title) $($_.Type) $($_.Priority) $($_.Labels)" } |
            Should -Be 'S-0002 First bug 7 a', 'S-0003 Second chore 8 b'
    }

    It 'takes titles from the pipeline, and ends where Select-Object has enough' {
        $made = 'one', 'two', 'three' | New-Story | Select-Object -First 2
        $made.Id | Should -Be 'S-0002', 'S-0003'
        (Get-Story).Id | Should -Be 'S-0001', 'S-0002', 'S-0003'
    }

    It 'makes the first story of a board, also from outside of it' {
        $root = New-Item -ItemType Directory other/.ai-sdlc
        (New-Story 'First' -Root $root).Path | Should -Be (Join-Path $root stories S-0001 story.md)
    }

    It 'creates nothing with -WhatIf' {
        New-Story 'Not yet' -WhatIf | Should -BeNullOrEmpty
        Get-ChildItem .ai-sdlc/stories | Should -HaveCount 1
    }

    It 'answers <script> with <fault>, and creates nothing' -ForEach @(
        @{ script = 'New-Story "x" -Label ([pscustomobject]@{ id = 1 })'; fault = 'ParameterArgumentTransformationError InvalidData' }
        @{ script = 'New-Story ""'; fault = 'ParameterArgumentValidationError InvalidData' }
        @{ script = 'New-Story "   "'; fault = 'ParameterArgumentValidationError InvalidData' }
        @{ script = 'New-Story "two`nlines"'; fault = 'ParameterArgumentValidationError InvalidData' }
        @{ script = 'New-Story "x" -EstimatedEffort huge'; fault = 'UnknownWord InvalidArgument' }
        @{ script = 'New-Story "x" -Type epic'; fault = 'UnknownWord InvalidArgument' }
        @{ script = 'New-Story "x" -Root /'; fault = 'StoryRootNotFound ObjectNotFound' }
        @{ script = 'New-Story "x" -Content "---`na: ["'; fault = 'InvalidFrontmatter InvalidData' }
    ) {
        Get-Fault ([scriptblock]::Create($script)) | Should -Be (Get-FaultOf New-Story $fault)
        Get-ChildItem .ai-sdlc/stories | Should -HaveCount 1
    }

    It 'gives each of many its own id, in parallel blocks and a job' {
        $module = Get-ModuleUnderTest
        $job = Start-Job {
            Import-Module $args[0]
            1..20 | ForEach-Object { "job $_" } | New-Story -Root $args[1]
        } -ArgumentList $module, $PWD.ProviderPath
        $made = 1..36 | ForEach-Object -ThrottleLimit 6 -Parallel {
            Import-Module $using:module
            New-Story "block $_"
        }
        $made = @($made) + @($job | Receive-Job -Wait -AutoRemoveJob)
        $made.Id | Sort-Object | Should -Be (2..57 | ForEach-Object { 'S-{0:0000}' -f $_ })
        $made | ForEach-Object { (Get-Frontmatter $_.Id).title } | Should -Be $made.Title
    }
}
