#Requires -Version 7.4

# The README's code, as it stands there. What only fetches, builds or imports is left out.

BeforeDiscovery {
    $readme = [IO.File]::ReadAllText("$PSScriptRoot/../../README.md").Replace("`r", '')
    $elsewhere = 'Import-Module', 'Invoke-Pester' # Module and SampleCheck run these
    $blocks = [regex]::Matches($readme, '(?s)```powershell\n(.*?)```') | ForEach-Object { $_.Groups[1].Value } |
        Where-Object { $code = $_; -not ($elsewhere | Where-Object { $code.StartsWith($_) }) } |
        ForEach-Object { @{ Code = $_; First = ($_ -split '\n')[0] } }
    $rows = $readme -split '\n' -match '^\| `[a-z]\w+`' # of the table of the Node tool's functions
    $recipes = $rows | ForEach-Object { $_.Replace('\|', "`0").Trim('| ') -split ' \| ' | Select-Object -Last 1 } |
        ForEach-Object { [regex]::Matches($_, '`([^`]+)`') | ForEach-Object { $_.Groups[1].Value.Replace("`0", '|') } } |
        Where-Object { $_ -match '^(Update-StoryFrontmatter |\[|\(\(|\$f\[)' -and $_ -notmatch [char] 0x2026 } | ForEach-Object { @{ Recipe = $_ } }
}

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
}

Describe 'The README' {
    BeforeEach {
        Open-Board $TestDrive
        foreach ($story in Get-ChildItem "$PSScriptRoot/../sample/.ai-sdlc/stories") {
            Add-Story $story.Name ([IO.File]::ReadAllText("$story/story.md"))
        }
    }
    AfterEach { Close-Board }

    It 'has code that runs: <First>' -ForEach $blocks {
        $text = 'text'
        $text | Should -Be 'text' # which the code uses
        $refused = & { . ([scriptblock]::Create($Code)) } 2>&1 | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] }
        $refused | Where-Object FullyQualifiedErrorId -NotLike 'StatusNotAllowed,*' | Should -BeNullOrEmpty # which it says of a line
    }

    It 'has a recipe that runs: <Recipe>' -ForEach $recipes {
        Set-StoryContent -Id S-0001 'Review Notes' "### Review`n`nfine"
        Add-StoryReview -Id S-0001 APPROVED 'fine'
        $f = (Get-Story -Id S-0001).Frontmatter
        $f.Count | Should -BeGreaterThan 5
        $done = & ([scriptblock]::Create($(if ($Recipe -like 'Update-*') { "$Recipe -Id S-0001 -PassThru" } else { $Recipe })))
        $done | Should -Not -BeNullOrEmpty
        Test-Story -Id S-0001 | Should -BeNullOrEmpty
    }
}
