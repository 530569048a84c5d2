#Requires -Version 7.4

# The story object in what PowerShell makes of objects: JSON, CSV, lists, other sessions.

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
    $page = Convert-Path "$PSScriptRoot/../../docs/story-object.md"
}

Describe 'The story object' {
    BeforeEach {
        Open-Board $TestDrive
        Update-StoryFrontmatter S-0001 @{ updated = '2026-02-03T04:05:06.789Z'; links = @{ pr = 7 } }
    }
    AfterEach { Close-Board }

    It 'is in JSON as documented, in that order' {
        $json = Get-Story S-0001 | ConvertTo-Json -Depth 6 | ConvertFrom-Json
        $json.psobject.Properties.Name | Should -Be ((Get-Content $page) -match '^\| `' -replace '^\| `(\w+)`.*', '$1')
        $json.SchemaVersion | Should -Be 1
        Get-Content $page -Raw | Should -BeLike '*This is version 1,*'
        $json.Labels | Should -Be 'one', 'two'
        $json.CreatedText | Should -BeExactly '2026-01-15'
        $json.Frontmatter.links.pr | Should -Be 7
        Get-Story S-0001 | ConvertTo-Json -Depth 6 | Should -BeLike '*"Created": "2026-01-15T00:00:00",*"Updated": "2026-02-03T04:05:06.789Z",*'
    }

    It 'is as short as is wanted' {
        (Get-Story | Select-Object * -ExcludeProperty Body, Frontmatter, PSPath | ConvertTo-Json | ConvertFrom-Json).psobject.Properties.Name |
            Should -Not -Contain 'Body'
    }

    It 'has dates that compare, and the text beside them' {
        $story = Get-Story S-0001
        $story.Created | Should -Be ([datetime]'2026-01-15')
        $story.Created.Kind | Should -Be 'Unspecified'
        $story.Updated | Should -Be ([datetime]::new(2026, 2, 3, 4, 5, 6, 789, [DateTimeKind]::Utc))
        $story.CreatedText, $story.UpdatedText | Should -Be '2026-01-15', '2026-02-03T04:05:06.789Z'
        Get-Story | Where-Object Created -LT ([datetime]'2026-01-16') | Should -HaveCount 1
        Get-Story | Where-Object Created -LT ([datetime]'2026-01-15') | Should -BeNullOrEmpty
    }

    It 'keeps a day when its date is written again' {
        $story = Get-Story S-0001
        $story | Update-StoryFrontmatter @{ created = $story.Created; updated = $story.Updated }
        (Get-Story S-0001).CreatedText, (Get-Story S-0001).UpdatedText | Should -Be $story.CreatedText, $story.UpdatedText
    }

    It 'has no date where the story has none: <text>' -ForEach @(
        @{ text = 'soon' }, @{ text = '2026-13-01' }, @{ text = '15/01/2026' }, @{ text = '2026' }
    ) {
        Update-StoryFrontmatter S-0001 @{ created = $text }
        (Get-Story S-0001).Created | Should -BeNullOrEmpty
        (Get-Story S-0001).CreatedText | Should -BeExactly $text
    }

    It 'has labels that read as text in CSV' {
        (Get-Story | ConvertTo-Csv | ConvertFrom-Csv).Labels | Should -BeExactly 'one, two'
        (Get-Story S-0001).Labels -contains 'two' | Should -BeTrue
        (Get-Story S-0001).Labels | Should -HaveCount 2
    }

    It 'is a list of what matters, here and when it comes back' {
        $story = Get-Story S-0001
        $back = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($story, 3))
        foreach ($one in $story, $back) {
            $text = $one | Format-List | Out-String
            $text | Should -Match 'Created +: 2026-01-15'
            $text | Should -Match 'Labels +: one, two'
            $text | Should -Match 'Frontmatter +: id, title'
            $text | Should -Not -Match 'Body|no fence|SchemaVersion'
            -split ($one | Format-Table | Out-String -Width 200).Trim().Split("`n")[0] | Should -Be 'Id', 'Status', 'Priority', 'Title', 'Path'
        }
        $back.Created | Should -Be $story.Created
        $back.Labels | Should -Be 'one', 'two'
    }
}
