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

    It 'needs a repository, but no commit' {
        Remove-Item .git -Recurse -Force
        Get-Fault { Get-StoryHistory S-0001 } | Should -Be (Get-FaultOf Get-StoryHistory 'GitFailed ObjectNotFound')
        git init -q .
        (Get-StoryHistory S-0001 -Key title).Commit | Should -BeNullOrEmpty
    }
}
