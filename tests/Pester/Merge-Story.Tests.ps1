#Requires -Version 7.4

BeforeDiscovery { $noGit = -not (Get-Command git -CommandType Application -ErrorAction Ignore) }

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1, $PSScriptRoot/Merges.psm1
    Import-ModuleUnderTest

    function Write-File([string] $Name, [string] $Text) { [IO.File]::WriteAllText((Join-Path $PWD.ProviderPath $Name), $Text) }

    function New-Version([string] $Name, [string] $Frontmatter, [string] $Body = "body`n") { Write-File $Name "---`n$Frontmatter`n---`n$Body" }
}

Describe 'Merge-Story' {
    BeforeEach { Open-Board $TestDrive }
    AfterEach { Close-Board }

    It 'emits the merged text' {
        New-Version base 's: a # why'
        New-Version ours "s: b # why"
        New-Version theirs "s: a # why`nlabels: [x]" "body`nmore`n"
        $result = Merge-Story -Base base -Ours ours -Theirs theirs
        $result.IsClean | Should -BeTrue
        $result.Text | Should -BeExactly "---`ns: b # why`nlabels: [x]`n---`nbody`nmore`n"
    }

    It 'writes the merged file, over one that is there, or anew' {
        New-Version base 's: a'
        New-Version ours 's: b'
        New-Version theirs "s: a`nt: 1"
        (Merge-Story -Base base -Ours ours -Theirs theirs -Destination new).Text | Should -BeNullOrEmpty
        Merge-Story -Base base -Ours ours -Theirs theirs -Destination ours | Out-Null
        (Get-Content -Raw new), (Get-Content -Raw ours) | Should -Be (@("---`ns: b`nt: 1`n---`nbody`n") * 2)
        Merge-Story -Base base -Ours base -Theirs theirs -Destination never -WhatIf
        Test-Path never | Should -BeFalse
    }

    It 'names what both sides changed, and is an error then' {
        New-Version base 's: a'
        New-Version ours 's: b'
        New-Version theirs 's: c'
        $result = Merge-Story -Base base -Ours ours -Theirs theirs -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure.FullyQualifiedErrorId | Should -BeLike 'StoryMergeConflict,*'
        $failure.Exception.Conflicts.Key | Should -Be 's'
        $result.Conflicts[0].Base, $result.Conflicts[0].Ours, $result.Conflicts[0].Theirs | Should -Be 'a', 'b', 'c'
        $result.Text | Should -BeExactly "---`ns: b`nmerge_conflicts:`n  s:`n    base: a`n    theirs: c`n---`nbody`n"
    }

    It 'merges without a base: lists unite, the rest is in doubt' {
        New-Version ours "s: a`nl: [x, y]"
        New-Version theirs "s: a`nl: [x, z]"
        (Merge-Story -Ours ours -Theirs theirs).Text | Should -BeExactly "---`ns: a`nl: [x, y, z]`n---`nbody`n"
    }

    It 'reports a file that is not there, and one that cannot be read' {
        New-Version ours 's: a'
        New-Version broken 's: ['
        Merge-Story -Ours ours -Theirs none -ErrorVariable missing -ErrorAction SilentlyContinue
        $missing.FullyQualifiedErrorId | Should -BeLike 'StoryNotFound,*'
        Merge-Story -Ours ours -Theirs broken -ErrorVariable broken -ErrorAction SilentlyContinue
        $broken.FullyQualifiedErrorId | Should -BeLike 'InvalidFrontmatter,*'
        $broken.Exception.StoryPath | Should -BeLike '*broken'
    }

    # Ten operations on one story, each pair of them on two branches. git's own merge of text, and its union, for comparison.
    It 'merges our own operations pair by pair, <days>: <conflicts> disagree, <text> do as text, <doubled> have keys twice as a union' -Skip:$noGit -ForEach @(
        @{ days = 'on one day'; later = $false; conflicts = 2; text = 54; doubled = 24 }
        @{ days = 'on two days'; later = $true; conflicts = 2; text = 90; doubled = 90 }
    ) {
        $operations = [ordered]@{
            status   = { Set-StoryStatus -Id S-0001 ready }
            block    = { Block-Story -Id S-0001 -Reason 'Waits' }
            label    = { Update-StoryFrontmatter -Id S-0001 -Add @{ labels = 'three' } -Touch }
            retry    = { Update-StoryFrontmatter -Id S-0001 -Increment retry_count -Touch }
            priority = { Update-StoryFrontmatter -Id S-0001 -Set @{ priority = 20 } -Touch }
            review   = { Add-StoryReview -Id S-0001 -Decision APPROVED -Feedback 'Good' }
            refine   = { Add-StoryRefinement -Id S-0001 -AgentType plan -Feedback 'Again' }
            pull     = { Set-StoryPullRequest -Id S-0001 -Url 'https://example.org/1' }
            content  = { Add-StoryContent -Id S-0001 -Section 'Notes' -Content 'A note' }
            complete = { Complete-Story -Id S-0001 -KeepStatus }
        }
        $file = Get-StoryFile 'S-0001'
        $start = Get-Content -Raw $file
        Write-File base ($start -replace 'labels:', "updated: '2026-01-15'`nretry_count: 0`nlabels:")
        foreach ($name in $operations.Keys) {
            Copy-Item base $file
            & $operations[$name]
            Copy-Item $file $name
        }
        $result = @{ conflicts = [Collections.Generic.List[string]]::new(); text = 0; doubled = 0 }
        foreach ($ours in $operations.Keys) {
            foreach ($theirs in $operations.Keys -ne $ours) {
                Write-File theirs ((Get-Content -Raw $theirs) -replace "(?m)^updated: .*$", ($later ? "updated: '2099-01-01'" : '$0'))
                $merged = Merge-Story -Base base -Ours $ours -Theirs theirs -ErrorAction SilentlyContinue
                if (-not $merged.IsClean) { $result.conflicts.Add("$ours and ${theirs}: $($merged.Conflicts.Key)") }
                git merge-file -p $ours base theirs *> $null
                if ($LASTEXITCODE) { $result.text++ }
                $union = git merge-file -p --union $ours base theirs
                $keys = @($union | Select-Object -Skip 1 | ForEach-Object { if ($_ -eq '---') { $done = $true }; if (-not $done -and $_ -match '^(\w+):') { $Matches[1] } } -Begin { $done = $false })
                if ($keys.Count -ne @($keys | Select-Object -Unique).Count) { $result.doubled++ }
            }
        }
        $result.conflicts | Should -Be 'status and block: status', 'block and status: status'
        $result.text, $result.doubled | Should -Be $text, $doubled
    }
}
