#Requires -Version 7.4

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest

    function Save-Commit([string] $Message = 'x', [string] $Name = 'Ada') {
        git add -A
        git -c user.name=$Name -c user.email=x@example.org commit -q --allow-empty -m $Message
    }

    function Format-Change { process { "$($_.Id) $($_.Key): $($_.OldText) > $($_.NewText)" } }

    # What reading each version of the first-parent history by another parser, and comparing, says.
    function Get-Expected([string] $File) {
        $before = @{}
        foreach ($commit in git rev-list --reverse HEAD) {
            $text = (git show "${commit}:$File" 2>$null) -join "`n"
            $now = @{}
            if ($text -match '\A---\n(?s:(.*?\n))---') {
                foreach ($pair in (Get-YamlReader).Deserialize($Matches[1]).GetEnumerator()) { $now[$pair.Key] = ConvertTo-Json $pair.Value -Compress }
            }
            foreach ($key in @($before.Keys) + @($now.Keys) | Sort-Object -Unique) {
                if ($before[$key] -cne $now[$key]) { "$commit $key" }
            }
            $before = $now
        }
    }
}

Describe 'Get-StoryHistory' {
    BeforeEach {
        Open-Board $TestDrive
        Add-Story 'S-0002'
        New-Repository
    }
    AfterEach { Close-Board }

    It 'shows who changed which key, the oldest first' {
        Set-StoryStatus S-0001 ready
        Save-Commit -Name Ada
        Update-StoryFrontmatter S-0001 @{ assignee = 'Bob' } -Add @{ labels = 'three' }
        Save-Commit -Name Bob
        $changes = Get-StoryHistory S-0001
        $changes | Where-Object Author -EQ x | Format-Change | Should -Contain 'S-0001 title:  > A story'
        $later = $changes | Where-Object Author -NE x
        $later | Where-Object Key -NE updated | Format-Change | Should -Be 'S-0001 status: backlog > ready', 'S-0001 labels: [one, two] > [one, two, three]', 'S-0001 assignee:  > Bob'
        $later[-1].Author, $later[-1].Commit, $later[-1].IsMerge | Should -Be 'Bob', (git rev-parse HEAD), $false
        $later[-1].Time.Kind, $later[-1].Path | Should -Be 'Utc', (Get-StoryFile)
        $later[0].Old, $later[0].New | Should -Be 'backlog', 'ready'
        (Get-StoryHistory -Key stat* | Where-Object Id -EQ S-0001).New | Should -Be 'backlog', 'ready'
    }

    It 'shows what is not committed as the last' {
        Set-StoryStatus S-0001 ready
        $last = (Get-StoryHistory S-0001 -Key status)[-1]
        $last.NewText, $last.Commit, $last.Author | Should -Be 'ready', $null, $null
        Add-Story 'S-0003'
        $new = Get-StoryHistory S-0003
        $new.Key | Should -Contain 'title'
        $new | Where-Object Commit | Should -BeNullOrEmpty
    }

    It 'shows nothing but those of the time since' {
        Get-StoryHistory -Since ([DateTime]::UtcNow.AddHours(1)) | Should -BeNullOrEmpty
        Get-StoryHistory S-0001 -Key id -Since ([DateTime]::UtcNow.AddHours(-1)) | Should -Not -BeNullOrEmpty
    }

    It 'shows how many lines of the body changed' {
        Add-Story 'S-0001' "$StoryText`nmore`n"
        Save-Commit
        Add-Story 'S-0001' $StoryText.Replace('# A story', '# The story')
        $changes = Get-StoryHistory S-0001 -Key '(body)'
        $changes | Format-Change | Should -Be 'S-0001 (body): 0 lines > 3 lines', 'S-0001 (body): 0 lines > 2 lines', 'S-0001 (body): 3 lines > 1 line'
        $changes[2].Old, $changes[2].New, $changes[2].Commit | Should -Be 3, 1, $null
    }

    It 'follows a story that was renamed' {
        Set-StoryStatus S-0001 ready
        Save-Commit
        git mv .ai-sdlc/stories/S-0001 .ai-sdlc/stories/S-0007
        Update-StoryFrontmatter S-0007 @{ id = 'S-0007' }
        Save-Commit
        Get-StoryHistory S-0007 -Key status, id | Format-Change | Should -Be 'S-0007 id:  > S-0001', 'S-0007 status:  > backlog', 'S-0007 status: backlog > ready', 'S-0007 id: S-0001 > S-0007'
    }

    It 'tells a merge by what no parent has' {
        git checkout -q -b other
        Set-StoryStatus S-0001 ready
        Save-Commit
        git checkout -q -
        Update-StoryFrontmatter S-0001 @{ priority = 3 }
        Save-Commit
        git -c user.name=M -c user.email=x@example.org merge -q --no-commit --no-ff other *> $null
        git checkout -q HEAD -- .
        Update-StoryFrontmatter S-0001 @{ status = 'ready'; assignee = 'Merger' }
        Save-Commit -Name M
        $changes = Get-StoryHistory S-0001 | Where-Object { $_.Author -ne 'x' -and $_.Key -ne 'updated' }
        $changes | Where-Object IsMerge | Format-Change | Should -Be 'S-0001 assignee:  > Merger'
        $changes | Where-Object { -not $_.IsMerge } | Format-Change | Sort-Object | Should -Be 'S-0001 priority: 10 > 3', 'S-0001 status: backlog > ready'
    }

    It 'takes a version that is no story for one without frontmatter' {
        Add-Story 'S-0001' "---`na: [`n---`n"
        Save-Commit
        Add-Story 'S-0001'
        Save-Commit
        (Get-StoryHistory S-0001 -Key title).NewText | Should -Be 'A story', $null, 'A story'
        Get-StoryHistory S-0001 -Verbose 4>&1 | Out-String | Should -BeLike '*cannot be read*'
    }

    It 'is what reading each version by another parser says' {
        $random = [Random]::new(7)
        foreach ($i in 1..40) {
            Update-StoryFrontmatter S-0001 @{ priority = $random.Next(4); "k$($random.Next(4))" = @($random.Next(3)) * $random.Next(3); "m$($random.Next(3))" = @{ a = $random.Next(2) } }
            if ($random.Next(4) -eq 0) { Update-StoryFrontmatter S-0001 -Remove "k$($random.Next(4))" -WarningAction SilentlyContinue }
            Save-Commit
        }
        $changes = Get-StoryHistory S-0001 | Where-Object Key -NE '(body)' | ForEach-Object { "$($_.Commit) $($_.Key)" }
        $changes.Count | Should -BeGreaterThan 60
        $changes | Sort-Object | Should -Be (Get-Expected .ai-sdlc/stories/S-0001/story.md | Sort-Object)
    }

    It 'has views that hide nothing and obey nothing' {
        Update-StoryFrontmatter S-0001 @{ title = "a`e[31mb" }
        Save-Commit -Name "x`e[2Jy"
        $text = Get-StoryHistory S-0001 | Format-Table | Out-String -Width 200
        $text | Should -Not -Match "\e\[(31|2J)"
        $text | Should -BeLike '*title*'
        Get-StoryHistory S-0001 | Format-List | Out-String | Should -BeLike '*Author*'
    }

    Context 'measured' {
        BeforeAll {
            # Commits what is there as of a day in January 2026.
            function Save-Day([int] $Day) {
                $env:GIT_COMMITTER_DATE = $env:GIT_AUTHOR_DATE = '2026-01-{0:00}T12:00:00Z' -f $Day
                Save-Commit
                $env:GIT_COMMITTER_DATE = $env:GIT_AUTHOR_DATE = $null
            }

            # Two stories that take 6 and 2 days in progress, with one blocked for a day, and one that came as it is.
            function New-Past {
                Remove-Item .git -Recurse -Force
                git init -q .
                Save-Day 5
                Set-StoryStatus S-0001, S-0002 in-progress
                Save-Day 7
                Set-StoryStatus S-0001 blocked
                Set-StoryStatus S-0002 done -Force
                Add-Story S-0003 "---`nstatus: done`nupdated: '2025-12-24'`n---`n"
                Save-Day 9
                Set-StoryStatus S-0001 in-progress
                Save-Day 10
                Set-StoryStatus S-0001 done -Force
                Save-Day 14
            }
        }

        It 'is how long stories were in each status, and how many were done each week' {
            New-Past
            $flow = Get-StoryHistory -Measure
            $flow.Times | ForEach-Object { "$_" } | Should -Be 'S-0001 backlog 2 d', 'S-0001 in-progress 6 d', 'S-0001 blocked 1 d', 'S-0002 backlog 2 d', 'S-0002 in-progress 2 d'
            $flow.Medians | ForEach-Object { "$_" } | Should -Be 'backlog 2 d (of 2)', 'in-progress 4 d (of 2)', 'blocked 1 d (of 1)'
            $flow.Weeks | ForEach-Object { "$_" } | Should -Be '2025-12-22 1', '2026-01-05 1', '2026-01-12 1'
            $flow.Medians[1].Time, $flow.Weeks[0].Done | Should -Be ([timespan]::FromDays(4)), 1
            $flow | Out-String -Width 200 | Should -BeLike '*in-progress 4 d (of 2)*'
        }

        It 'counts what ended since, of the stories that are named' {
            New-Past
            $flow = Get-StoryHistory S-0001 -Measure -Since '2026-01-10T00:00:00Z'
            $flow.Times | ForEach-Object { "$_" } | Should -Be 'S-0001 in-progress 4 d', 'S-0001 blocked 1 d'
            $flow.Weeks | ForEach-Object { "$_" } | Should -Be '2026-01-12 1'
        }

        It 'is what the frontmatter tells where there is no repository' {
            Remove-Item .git -Recurse -Force
            Update-StoryFrontmatter S-0001 @{ status = 'done'; merged_at = '2026-01-15T09:30:00.000Z' }
            $flow = Get-StoryHistory -Measure
            $flow.Weeks | ForEach-Object { "$_" } | Should -Be '2026-01-12 1'
            $flow.Medians.Count, $flow.Times.Count | Should -Be 0, 0
        }

        It 'is the status alone' {
            Get-Fault { Get-StoryHistory -Measure -Key title } | Should -Be (Get-FaultOf Get-StoryHistory 'MeasureWithKey InvalidArgument')
        }
    }

    It 'needs a repository, but no commit' {
        Remove-Item .git -Recurse -Force
        Get-Fault { Get-StoryHistory S-0001 } | Should -Be (Get-FaultOf Get-StoryHistory 'GitFailed ObjectNotFound')
        git init -q .
        (Get-StoryHistory S-0001 -Key title).Commit | Should -BeNullOrEmpty
    }
}
