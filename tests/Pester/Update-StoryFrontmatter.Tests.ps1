#Requires -Version 7.4

BeforeDiscovery {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
}

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
}

Describe 'Update-StoryFrontmatter' {
    BeforeEach { Open-Board $TestDrive }
    AfterEach { Close-Board }

    Context 'what it changes' {
        It 'changes the value and no other byte' {
            $before = Get-StoryText
            Update-StoryFrontmatter -Id S-0001 @{ status = 'ready' } | Should -BeNullOrEmpty
            Get-StoryText | Should -BeExactly $before.Replace('status: backlog #', 'status: ready #')
        }

        It 'adds new keys at the end, in the order given' {
            Update-StoryFrontmatter -Id S-0001 ([ordered]@{ zebra = 1; apple = 2 })
            Get-StoryText | Should -BeLike "*  - two`nzebra: 1`napple: 2`n---`n*"
        }

        It 'removes keys' {
            Update-StoryFrontmatter -Id S-0001 -Remove priority, labels, absent
            (Get-Frontmatter).Keys | Should -Be 'id', 'title', 'status', 'type', 'created'
        }

        It 'appends the items of an array, and a scalar only once' {
            Update-StoryFrontmatter -Id S-0001 -Add @{ labels = 'three', 'four' }
            Update-StoryFrontmatter -Id S-0001 -Add @{ labels = 'one' }
            (Get-Frontmatter).labels | Should -Be 'one', 'two', 'three', 'four'
        }

        It 'makes a list of a key that was missing' {
            Update-StoryFrontmatter -Id S-0001 -Add @{ tags = 'x' }
            Get-StoryText | Should -BeLike "*`ntags:`n  - x`n---`n*"
        }

        It 'raises an integer, and makes a missing one 1' {
            Update-StoryFrontmatter -Id S-0001 -Increment priority, count
            (Get-Frontmatter).priority | Should -Be 11
            (Get-Frontmatter).count | Should -Be 1
        }

        It 'raises integers by amounts, names and tables mixed' {
            Update-StoryFrontmatter -Id S-0001 -Increment @{ priority = 5; count = -2 }, rounds
            $now = Get-Frontmatter
            $now.priority, $now.count, $now.rounds | Should -Be 15, -2, 1
        }

        It 'removes items of a list, names and tables mixed' {
            Update-StoryFrontmatter -Id S-0001 @{ more = 1, 2, 3 }
            Update-StoryFrontmatter -Id S-0001 -Remove @{ labels = 'one'; more = 1, 3; absent = 'x' }, priority
            $now = Get-Frontmatter
            $now.labels | Should -Be 'two'
            $now.more | Should -Be 2
            $now.Keys | Should -Not -Contain 'priority'
        }

        It 'refuses <script>' -ForEach @(
            @{ script = 'Update-StoryFrontmatter -Id S-0001 -Remove @{ title = "x" }'; fault = 'UnsupportedValue*InvalidArgument' }
            @{ script = 'Update-StoryFrontmatter -Id S-0001 -Increment @{ priority = "5" }'; fault = 'UnsupportedValue*InvalidArgument' }
            @{ script = 'Update-StoryFrontmatter -Id S-0001'; fault = 'NothingToDo*InvalidArgument' }
            @{ script = 'Update-StoryFrontmatter -Id S-0001 -Add @{ labels = @{ id = 1 } }'; fault = 'UnsupportedValue*InvalidArgument' }
            @{ script = 'Update-StoryFrontmatter -Id S-0001 -Increment 1.5'; fault = 'ParameterArgumentValidationError*InvalidData' }
            @{ script = 'Update-StoryFrontmatter -Id S-0001 @{ x = [xml]"<a/>" }'; fault = 'UnsupportedValue*InvalidArgument' }
        ) {
            $before = Get-StoryText
            Get-Fault ([scriptblock]::Create($script)) | Should -BeLike $fault
            Get-StoryText | Should -BeExactly $before
        }

        It 'takes labels as the JSON of GitHub has them, by name' {
            $labels = '[{"id":"L1","name":"bug","color":"d73a4a"},{"id":"L2","name":"help wanted"}]' | ConvertFrom-Json
            Update-StoryFrontmatter -Id S-0001 -Add @{ labels = $labels }
            (Get-Frontmatter).labels | Should -Be 'one', 'two', 'bug', 'help wanted'
            Update-StoryFrontmatter -Id S-0001 -Remove @{ labels = $labels[1] }
            Update-StoryFrontmatter -Id S-0001 ([ordered]@{ labels = $labels[0]; kept = $labels[0] })
            (Get-Frontmatter).labels | Should -Be 'bug'
            (Get-Story S-0001).Frontmatter.kept.id | Should -Be 'L1'
        }

        It 'replaces a map, or merges into it with -Merge' {
            Update-StoryFrontmatter -Id S-0001 @{ map = @{ a = 1; b = 1 } }
            Update-StoryFrontmatter -Id S-0001 @{ map = @{ b = 2; c = 3 } } -Merge
            (Get-Frontmatter).map.Keys | Should -Be 'a', 'b', 'c'
            Update-StoryFrontmatter -Id S-0001 @{ map = @{ d = 4 } }
            (Get-Frontmatter).map.Keys | Should -Be 'd'
        }

        It 'sets updated to today with -Touch' {
            $days = [DateTime]::UtcNow, [DateTime]::UtcNow.AddMinutes(1) | ForEach-Object { $_.ToString('yyyy-MM-dd') }
            Update-StoryFrontmatter -Id S-0001 -Touch
            (Get-Frontmatter).updated | Should -BeIn $days
        }

        It 'does remove, set, add, increment and touch as one edit' {
            Update-StoryFrontmatter -Id S-0001 @{ labels = @('new'); count = 4 } -Remove priority -Add @{ labels = 'more' } -Increment count -Touch
            $now = Get-Frontmatter
            $now.labels | Should -Be 'new', 'more'
            $now.count | Should -Be 5
            $now.Keys | Should -Not -Contain 'priority'
            $now.Keys | Should -Contain 'updated'
        }

        It 'writes nothing when nothing changes' {
            $before = (Get-Item (Get-StoryFile)).LastWriteTimeUtc
            Update-StoryFrontmatter -Id S-0001 @{ status = 'backlog' }
            (Get-Item (Get-StoryFile)).LastWriteTimeUtc | Should -Be $before
        }

        It 'keeps line ends and a byte order mark' {
            [IO.File]::WriteAllText((Get-StoryFile), "---`r`na: 1`r`n---`r`nbody", [Text.UTF8Encoding]::new($true))
            Update-StoryFrontmatter -Id S-0001 @{ a = 2; b = 3 }
            $bytes = [IO.File]::ReadAllBytes((Get-StoryFile))
            $bytes[0..2] | Should -Be 0xEF, 0xBB, 0xBF
            [Text.Encoding]::UTF8.GetString($bytes, 3, $bytes.Length - 3) | Should -BeExactly "---`r`na: 2`r`nb: 3`r`n---`r`nbody"
        }

        It 'gives a file without frontmatter a block of its own' {
            Add-Story 'S-0001' "Only a body`n"
            Update-StoryFrontmatter -Id S-0001 @{ a = 1 }
            Get-StoryText | Should -BeLike "---`na: 1`n---`n*Only a body`n"
        }

        It 'keeps the mode of the file' -Skip:$IsWindows {
            $mode = [IO.UnixFileMode] 'UserRead, UserWrite, GroupRead'
            [IO.File]::SetUnixFileMode((Get-StoryFile), $mode)
            Update-StoryFrontmatter -Id S-0001 @{ a = 1 }
            [IO.File]::GetUnixFileMode((Get-StoryFile)) | Should -Be $mode
        }

        It 'changes the file that a link points to and keeps the link' -Skip:$IsWindows {
            $link = New-Item -ItemType SymbolicLink -Path .ai-sdlc/link.md -Target (Get-StoryFile)
            Update-StoryFrontmatter .ai-sdlc/link.md @{ a = 1 }
            (Get-Item $link).LinkTarget | Should -Be (Get-StoryFile)
            (Get-Frontmatter).a | Should -Be 1
        }

        It 'follows no link off its board, and says how to name the file' -Skip:$IsWindows {
            Set-Content secret.md "---`nid: x`n---`n" -NoNewline
            Remove-Item (Get-StoryFile)
            $null = New-Item -ItemType SymbolicLink -Path (Get-StoryFile) -Target ../../../secret.md
            Update-StoryFrontmatter -Id S-0001 @{ a = 1 } -ErrorVariable refused -ErrorAction SilentlyContinue
            $refused.FullyQualifiedErrorId | Should -BeLike 'StoryLinkRefused,*'
            $refused.CategoryInfo.Category | Should -Be SecurityError
            "$refused" | Should -BeLike "*name it: '$((Get-Item secret.md).FullName)'*"
            Get-Content secret.md -Raw | Should -BeExactly "---`nid: x`n---`n"
        }
    }

    Context 'values' {
        It 'writes <value> as <text>' -ForEach @(
            @{ value = "'plain'"; text = 'plain' }
            @{ value = "'it is: so'"; text = "'it is: so'" }
            @{ value = "'2026-01-13'"; text = "'2026-01-13'" }
            @{ value = "'true'"; text = "'true'" }
            @{ value = "'12:30'"; text = "'12:30'" }
            @{ value = "''"; text = "''" }
            @{ value = '$true'; text = 'true' }
            @{ value = '$null'; text = 'null' }
            @{ value = '42'; text = '42' }
            @{ value = '[double]::NaN'; text = '.nan' }
            @{ value = '[decimal]0.5'; text = '0.5' }
            @{ value = '[DayOfWeek]::Friday'; text = 'Friday' }
            @{ value = '[datetimeoffset]"2026-01-13T13:00:00+01:00"'; text = "'2026-01-13T12:00:00.000Z'" }
            @{ value = '@()'; text = '[]' }
            @{ value = '[datetime]"2026-01-02"'; text = "'2026-01-02'" }
            @{ value = '[DateOnly]"2026-01-02"'; text = "'2026-01-02'" }
            @{ value = '[TimeOnly]"10:30"'; text = "'10:30:00'" }
            @{ value = '[timespan]"00:15:00"'; text = "'00:15:00'" }
            @{ value = '[guid]"01234567-89ab-cdef-0123-456789abcdef"'; text = "'01234567-89ab-cdef-0123-456789abcdef'" }
            @{ value = '[uri]"http://x/y"'; text = "'http://x/y'" }
            @{ value = '[version]"1.2"'; text = "'1.2'" }
            @{ value = '[switch]$true'; text = 'true' }
            @{ value = '("a" | Where-Object { $false })'; text = 'null' }
            @{ value = '@{ a = "x" | Where-Object { $false } }'; text = "`n  a: null" }
        ) {
            & ([scriptblock]::Create("Update-StoryFrontmatter -Id S-0001 @{ new = $value }"))
            Get-StoryText | Should -BeLike "*`nnew: $($text.Replace('[', '`['))`n---`n*".Replace(": `n", ":`n")
        }

        It 'writes the full name of a file' {
            Update-StoryFrontmatter -Id S-0001 @{ new = Get-Item (Get-StoryFile) }
            (Get-Frontmatter).new | Should -Be (Get-StoryFile)
        }

        It 'writes an object of a class of a script as a map' {
            Invoke-Expression 'class Person { [string] $Name = "Ada"; [int] $Age = 36 }; Update-StoryFrontmatter -Id S-0001 @{ author = [Person]::new() }'
            Get-StoryText | Should -BeLike "*`nauthor:`n  Name: Ada`n  Age: 36`n---`n*"
        }

        It 'adds and removes nothing for a command without output' {
            $before = Get-StoryText
            $none = 'a', 'b' | Where-Object { $_ -eq 'zz' }
            Update-StoryFrontmatter -Id S-0001 -Add @{ labels = $none } -Remove @{ labels = $none }
            Get-StoryText | Should -BeExactly $before
        }

        It 'takes an object of ConvertFrom-Json for a table' {
            Update-StoryFrontmatter -Id S-0001 ('{ "x": 1, "map": { "list": ["a"] } }' | ConvertFrom-Json) -Add ('{ "labels": "three" }' | ConvertFrom-Json)
            Get-StoryText | Should -BeLike "*  - two`n  - three`nx: 1`nmap:`n  list:`n    - a`n---`n*"
        }

        It 'takes what Select-Object and ConvertFrom-Json make' {
            $made = '{ "list": ["a"], "map": { "b": 1 } }' | ConvertFrom-Json | Select-Object list, map
            Update-StoryFrontmatter -Id S-0001 @{ made = $made }
            Get-StoryText | Should -BeLike "*`nmade:`n  list:`n    - a`n  map:`n    b: 1`n---`n*"
        }

        It 'writes collections and objects as they are, with keys that YAML readers would misread in quotes' {
            Update-StoryFrontmatter -Id S-0001 ([ordered]@{
                    yes = $true; one = @('x'); map = [ordered]@{ b = 1; a = @{ z = 1; y = 2 } }; object = [pscustomobject]@{ n = 1 }
                    when = [DateTime]::new(2026, 1, 13, 12, 0, 0, [DateTimeKind]::Utc); wrapped = ('a', 'b' | ForEach-Object { $_ })
                })
            Get-StoryText | Should -BeLike (@(
                    '*', '  - two', "'yes': true", 'one:', '  - x', 'map:', '  b: 1', '  a:', "    'y': 2", '    z: 1', 'object:', "  'n': 1"
                    "when: '2026-01-13T12:00:00.000Z'", 'wrapped:', '  - a', '  - b', '---', '*'
                ) -join "`n")
        }

        It 'does not depend on the culture' {
            $culture = [Threading.Thread]::CurrentThread.CurrentCulture
            try {
                [Threading.Thread]::CurrentThread.CurrentCulture = 'de-DE'
                Update-StoryFrontmatter -Id S-0001 @{ half = 0.5 }
            } finally {
                [Threading.Thread]::CurrentThread.CurrentCulture = $culture
            }
            Get-StoryText | Should -BeLike "*`nhalf: 0.5`n*"
        }
    }

    Context 'a transformation' {
        It 'changes the frontmatter in place' {
            Update-StoryFrontmatter -Id S-0001 -Transform { $_.priority *= 2; $_.Remove('type') }
            (Get-Frontmatter).priority | Should -Be 20
            (Get-Frontmatter).Keys | Should -Not -Contain 'type'
        }

        It 'may return a replacement' {
            Update-StoryFrontmatter -Id S-0001 -Transform { param($story) [ordered]@{ id = $story.id; only = 1 } }
            (Get-Frontmatter).Keys | Should -Be 'id', 'only'
        }

        It 'sees the variables and functions around it' {
            function Get-Answer { 42 }
            $name = 'answer'
            Update-StoryFrontmatter -Id S-0001 -Transform { $_[$name] = Get-Answer }
            (Get-Frontmatter).answer | Should -Be 42
        }

        It 'is not mixed with the other ways to edit' {
            Get-Fault { Update-StoryFrontmatter -Id S-0001 -Transform { } -Set @{ a = 1 } } |
                Should -Be 'TransformNotAlone,AiSdlc.Commands.UpdateStoryFrontmatterCommand InvalidArgument'
        }
    }

    Context 'which stories' {
        BeforeEach {
            Add-Story 'S-0002'
            Add-Story 'S-0003'
        }

        It 'takes <script>' -ForEach @(
            @{ script = '".ai-sdlc/stories/S-0002" | Update-StoryFrontmatter -Set @{ a = 1 }' }
            @{ script = 'Update-StoryFrontmatter .ai-sdlc/stories/S-0002/story.md @{ a = 1 }' }
            @{ script = 'Update-StoryFrontmatter -Path .ai-sdlc/stories/S-0002 -Updates @{ a = 1 }' }
            @{ script = 'Update-StoryFrontmatter .ai-sdlc/stories/*2/story.md @{ a = 1 }' }
            @{ script = 'Update-StoryFrontmatter .ai-sdlc/stories/S-000[24] @{ a = 1 }' }
            @{ script = 'Update-StoryFrontmatter -Id S-0002 -Root .ai-sdlc/stories @{ a = 1 }' }
            @{ script = '[IO.FileInfo] "$($args[0])/.ai-sdlc/stories/S-0002/story.md" | Update-StoryFrontmatter -Set @{ a = 1 }' }
            @{ script = '[pscustomobject]@{ PSPath = ".ai-sdlc/stories/S-0002/story.md" } | Update-StoryFrontmatter -Set @{ a = 1 }' }
            @{ script = 'Update-StoryFrontmatter -Id S-0002 -Transform { $_.a = 1 }' }
            @{ script = 'Update-StoryFrontmatter -Id S-0002 -Transform { param($f) $f["a"] = 1; $f }' }
            @{ script = 'Update-StoryFrontmatter -LiteralPath .ai-sdlc/stories/S-0002 -Updates @{ a = 1 }' }
            @{ script = 'Update-StoryFrontmatter -Id s-0002 @{ a = 1 }' }
            @{ script = 'Set-Location .ai-sdlc/stories/S-0002; Update-StoryFrontmatter -Id S-0002 @{ a = 1 }' }
            @{ script = 'Set-Location .ai-sdlc/stories/S-0002; Update-StoryFrontmatter . @{ a = 1 }' }
            @{ script = 'Set-Location /; Update-StoryFrontmatter -Id S-0002 -Root $args[0] -Set @{ a = 1 }' }
            @{ script = 'Get-Item .ai-sdlc/stories/S-0002 | Update-StoryFrontmatter -Set @{ a = 1 }' }
            @{ script = 'Get-ChildItem .ai-sdlc/stories/S-0002 -Filter story.md | Update-StoryFrontmatter -Set @{ a = 1 }' }
            @{ script = 'Get-Item .ai-sdlc/stories/S-0002/story.md | Select-Object PSPath | Update-StoryFrontmatter -Set @{ a = 1 }' }
            @{ script = 'Update-StoryFrontmatter -Id S-0002 -Touch -PassThru | Update-StoryFrontmatter -Set @{ a = 1 }' }
        ) {
            $board = $PWD.ProviderPath
            $before = Get-StoryText 'S-0002'
            & ([scriptblock]::Create($script)) $board | Should -BeNullOrEmpty
            (Get-StoryText 'S-0002') -replace "updated: '\d{4}-\d\d-\d\d'\n" | Should -BeExactly $before.Replace("- two`n", "- two`na: 1`n")
            Get-StoryText 'S-0001' | Should -BeExactly $StoryText
        }

        It 'takes several by wildcard and by list' {
            Update-StoryFrontmatter '.ai-sdlc/stories/S-000[12]' @{ wild = 1 }
            Update-StoryFrontmatter -Id S-0002, S-0003 @{ listed = 1 }
            (Get-Frontmatter 'S-0002').Keys | Select-Object -Last 2 | Should -Be 'wild', 'listed'
            (Get-Frontmatter 'S-0001').Keys | Select-Object -Last 1 | Should -Be 'wild'
            (Get-Frontmatter 'S-0003').Keys | Select-Object -Last 1 | Should -Be 'listed'
        }

        It 'takes brackets literally with -LiteralPath' {
            Add-Story 'S-[1]'
            Update-StoryFrontmatter -LiteralPath '.ai-sdlc/stories/S-[1]' @{ a = 1 }
            (Get-Frontmatter 'S-[1]').a | Should -Be 1
        }

        It 'follows the location of the session and not of the process' {
            $process = [Environment]::CurrentDirectory
            Set-Location .ai-sdlc
            [Environment]::CurrentDirectory | Should -Be $process
            Update-StoryFrontmatter stories/S-0001 @{ a = 1 }
            (Get-Frontmatter).a | Should -Be 1
        }

        It 'takes a story that came back from a job' {
            $story = Update-StoryFrontmatter -Id S-0002 -Touch -PassThru
            $serialized = [Management.Automation.PSSerializer]::Serialize($story)
            [Management.Automation.PSSerializer]::Deserialize($serialized) | Update-StoryFrontmatter -Set @{ a = 1 }
            (Get-Frontmatter 'S-0002').a | Should -Be 1
        }

        It 'takes a worktree''s copy before the board''s own, and names it with -Verbose' {
            $copy = New-Item -ItemType Directory .ai-sdlc/worktrees/w/.ai-sdlc/stories/S-0001
            Copy-Item (Get-StoryFile) $copy
            Update-StoryFrontmatter -Id S-0001 @{ a = 1 } -Verbose 4>&1 | Out-String -Width 1000 | Should -BeLike "*$([IO.Path]::Combine($copy, 'story.md'))*"
            Get-Content $copy/story.md -Raw | Should -BeLike "*`na: 1`n*"
            Get-StoryText | Should -BeExactly $StoryText
        }

        It 'goes on to the next story after an error' {
            Add-Story 'S-0002' "---`na: [`n---`n"
            Get-Fault { Update-StoryFrontmatter -Id S-0001, S-0002, S-0009, S-0003 @{ done = $true } } | Should -Be @(
                'InvalidFrontmatter,AiSdlc.Commands.UpdateStoryFrontmatterCommand InvalidData'
                'StoryNotFound,AiSdlc.Commands.UpdateStoryFrontmatterCommand ObjectNotFound'
            )
            (Get-Frontmatter).done | Should -Be 'true'
            (Get-Frontmatter 'S-0003').done | Should -Be 'true'
        }
    }

    Context 'what comes out' {
        It 'emits the story with -PassThru' {
            $story = Update-StoryFrontmatter -Id S-0001 @{ status = 'ready' } -PassThru
            $story.PSTypeNames[0] | Should -Be 'AiSdlc.Story'
            $story.Id | Should -Be 'S-0001'
            $story.Path | Should -Be (Get-StoryFile)
            (Get-Item $story.PSPath).FullName | Should -Be (Get-StoryFile)
            $story.Frontmatter.status | Should -Be 'ready'
            $story.Version | Should -Be (Get-FileHash (Get-StoryFile)).Hash
        }

        It 'touches nothing with -WhatIf' {
            $before = Get-StoryText
            $stamps = (Get-Item (Get-StoryFile), (Split-Path (Get-StoryFile))).LastWriteTimeUtc
            Update-StoryFrontmatter -Id S-0001 @{ status = 'ready' } -PassThru -WhatIf | Should -BeNullOrEmpty
            Get-StoryText | Should -BeExactly $before
            (Get-Item (Get-StoryFile), (Split-Path (Get-StoryFile))).LastWriteTimeUtc | Should -Be $stamps
        }

        It 'shows old and new values with -WhatIf' -Skip:($Host.Name -eq 'Default Host') { # what a host shows, and this one shows nothing
            $shown = Invoke-Process 'Update-StoryFrontmatter -Id S-0001 @{ status = "ready" } -WhatIf'
            $shown.Errors | Should -BeNullOrEmpty
            $shown.Output | Should -BeLike '*backlog*ready*'
        }

        It 'needs no lock for -WhatIf' {
            Lock-Story -Age 3600
            Update-StoryFrontmatter -Id S-0001 @{ status = 'ready' } -WhatIf
            Test-Path (Get-LockPath) | Should -BeTrue
            Unlock-Story
        }

        It 'is bound to the version that was read with -IfVersion' {
            $read = Get-Story -Id S-0001
            Update-StoryFrontmatter -Id S-0001 @{ a = 1 } -IfVersion $read.Version
            Get-Fault { Update-StoryFrontmatter -Id S-0001 @{ b = 1 } -IfVersion $read.Version } |
                Should -Be 'StoryVersionMismatch,AiSdlc.Commands.UpdateStoryFrontmatterCommand ResourceExists'
            Set-StoryStatus -Id S-0001 ready -IfVersion (Get-Story -Id S-0001).Version
            (Get-Frontmatter).status, (Get-Frontmatter).a | Should -Be 'ready', '1'
            (Get-Frontmatter).Keys | Should -Not -Contain 'b'
        }

        It 'warns of a key that differs by case only' {
            Update-StoryFrontmatter -Id S-0001 @{ Status = 'ready' } -WarningVariable warned -WarningAction SilentlyContinue
            $warned.Count | Should -Be 1
            $warned | Should -BeLike "*'status' is another key*"
            (Get-Frontmatter).status | Should -Be 'backlog'
        }
    }

    Context 'types of known fields' {
        It 'warns, and does as it is told: <script>' -ForEach @(
            @{ script = '-Add @{ title = "x" }'; warning = "In story S-0001 'title' becomes a list; it should be a text." }
            @{ script = '-Set @{ labels = "x" }'; warning = "In story S-0001 'labels' becomes a text; it should be a list." }
            @{ script = '-Set @{ priority = "10" }'; warning = "In story S-0001 'priority' becomes a text; it should be a number." }
            @{ script = '-Set @{ plan_complete = "false" }'; warning = "In story S-0001 'plan_complete' becomes a text; it should be true or false." }
            @{ script = '-Transform { $_["labels"] = $_["labels"] | Where-Object { $_ -eq "one" } }'; warning = "In story S-0001 'labels' becomes a text; it should be a list." }
            @{ script = '-Transform { $_["mine"] = "one" }'; warning = "In story S-0001 'mine' becomes a text; it should be a list." }
        ) {
            Update-StoryFrontmatter -Id S-0001 @{ mine = @('one', 'two') }
            & ([scriptblock]::Create("Update-StoryFrontmatter -Id S-0001 $script -WarningVariable warned -WarningAction SilentlyContinue; `$warned")) | Should -Be $warning
            Test-Story | Where-Object Rule -EQ wrong-type | Should -HaveCount ([int] ($warning -notlike '*mine*'))
        }

        It 'does not warn of <_>' -ForEach @(
            '-Add @{ reviewer = "x" }', '-Set @{ labels = @("x") }', '-Transform { $_["labels"] = @($_["labels"] | Where-Object { $_ -eq "one" }) }',
            '-Set @{ priority = $null; estimated_effort = "small"; max_retries = 2.5 }', '-Touch'
        ) {
            Update-StoryFrontmatter -Id S-0001 @{ reviewer = 'y' }
            & ([scriptblock]::Create("Update-StoryFrontmatter -Id S-0001 $_ -WarningVariable warned; `$warned")) | Should -BeNullOrEmpty
            Update-StoryFrontmatter -Id S-0001 @{ title = @('x') } -WarningAction SilentlyContinue
            & ([scriptblock]::Create("Update-StoryFrontmatter -Id S-0001 -Touch -WarningVariable warned; `$warned")) | Should -BeNullOrEmpty
        }
    }

    Context 'errors' {
        It 'answers <script> with <id>' -ForEach @(
            @{ script = 'missing @{ a = 1 }'; id = 'StoryNotFound'; category = 'ObjectNotFound' }
            @{ script = '.ai-sdlc @{ a = 1 }'; id = 'StoryNotFound'; category = 'ObjectNotFound' }
            @{ script = 'Env:/PATH @{ a = 1 }'; id = 'StoryNotFound'; category = 'ObjectNotFound' }
            @{ script = 'nodrive:/x @{ a = 1 }'; id = 'StoryNotFound'; category = 'ObjectNotFound' }
            @{ script = '-Id S-9 @{ a = 1 }'; id = 'StoryNotFound'; category = 'ObjectNotFound' }
            @{ script = '-Id S-0001 -Root / -Set @{ a = 1 }'; id = 'StoryRootNotFound'; category = 'ObjectNotFound' }
            @{ script = '-Id ../S-0001 @{ a = 1 }'; id = 'InvalidStoryId'; category = 'InvalidArgument' }
            @{ script = '-Id S-0001 @{ a = { x } }'; id = 'UnsupportedValue'; category = 'InvalidArgument' }
            @{ script = '-Id S-0001 @{ a = Get-Process -Id $PID }'; id = 'UnsupportedValue'; category = 'InvalidArgument' }
            @{ script = '-Id S-0001 @{ a = [long]::MaxValue }'; id = 'UnsupportedValue'; category = 'InvalidArgument' }
            @{ script = '-Id S-0001 -Increment title'; id = 'UnsupportedValue'; category = 'InvalidArgument' }
            @{ script = '-Id S-0001 -Transform { throw "no" }'; id = 'TransformFailed'; category = 'InvalidResult' }
            @{ script = '-Id S-0001 -Transform { 42 }'; id = 'TransformFailed'; category = 'InvalidResult' }
        ) {
            $type = @{ StoryRootNotFound = 'StoryNotFoundException'; TransformFailed = 'StoryTransformException' }[$id] ?? "$($id)Exception"
            . ([scriptblock]::Create("Update-StoryFrontmatter $script -ErrorVariable faults -ErrorAction SilentlyContinue"))
            $faults | Should -HaveCount 1
            Format-Fault $faults[0] | Should -Be "$id,AiSdlc.Commands.UpdateStoryFrontmatterCommand $category"
            $faults[0].Exception.GetType().Name | Should -Be $type
            Get-StoryText | Should -BeExactly $StoryText
        }

        It 'refuses <what>' -ForEach @(
            @{ what = 'a key twice'; text = "---`na: 1`na: 2`n---`n" }
            @{ what = 'an open bracket'; text = "---`na: [`n---`n" }
            @{ what = 'a block without an end'; text = "---`na: 1`n" }
            @{ what = 'a list at the top'; text = "---`n- a`n---`n" }
            @{ what = 'an empty file'; text = '' }
            @{ what = 'a bomb of aliases'; text = "---`na: &a [x, x]`nb: &b [*a, *a]`nc: &c [*b, *b]`nd: [*c, *c`n---`n" }
            @{ what = 'deep nesting'; text = "---`na: $('[' * 100000)`n---`n" }
        ) {
            Add-Story 'S-0001' $text
            Get-Fault { Update-StoryFrontmatter -Id S-0001 @{ b = 1 } -LockTimeout 200 } |
                Should -Be 'InvalidFrontmatter,AiSdlc.Commands.UpdateStoryFrontmatterCommand InvalidData'
            Get-StoryText | Should -BeExactly $text
        }

        It 'says where the frontmatter is wrong' {
            Add-Story 'S-0001' "---`na: 1`na: 2`n---`n"
            Update-StoryFrontmatter -Id S-0001 @{ b = 1 } -ErrorVariable faults -ErrorAction SilentlyContinue
            $faults[0].Exception.Line | Should -Be 3
            $faults[0].TargetObject | Should -Be (Get-StoryFile)
        }

        It 'gives up on a locked story' {
            Lock-Story
            Get-Fault { Update-StoryFrontmatter -Id S-0001 @{ a = 1 } -LockTimeout 0 } |
                Should -Be 'StoryLocked,AiSdlc.Commands.UpdateStoryFrontmatterCommand ResourceBusy'
            Unlock-Story
        }

        It 'is caught by type' {
            Lock-Story
            $caught = try {
                Update-StoryFrontmatter -Id S-0001 @{ a = 1 } -LockTimeout 0 -ErrorAction Stop
            } catch [AiSdlc.StoryLockedException] {
                $_.Exception
            }
            $caught.Code | Should -Be 'ELOCKED'
            $caught.LockPath | Should -Be (Get-LockPath)
            $caught.StoryId | Should -Be 'S-0001'
            Unlock-Story
        }

        It 'leaves alone what is no lock' {
            [IO.File]::WriteAllText((Get-LockPath), 'mine')
            Get-Fault { Update-StoryFrontmatter -Id S-0001 @{ a = 1 } } |
                Should -Be 'StoryLockInvalid,AiSdlc.Commands.UpdateStoryFrontmatterCommand InvalidData'
            Get-Content (Get-LockPath) | Should -Be 'mine'
            Remove-Item (Get-LockPath)
        }

        It 'says who holds a lock, whose story it is, and has the path for its target' {
            Lock-Story
            Update-StoryFrontmatter -Id S-0001 @{ a = 1 } -LockTimeout 0 -ErrorVariable faults -ErrorAction SilentlyContinue
            $faults[0].TargetObject | Should -Be (Get-StoryFile)
            $faults[0].Exception.Message | Should -BeLike 'Story S-0001 is locked by another process*'
            Unlock-Story
        }

        It 'keeps what a transformation threw' {
            Update-StoryFrontmatter -Id S-0001 -Transform { throw 'because' } -ErrorVariable faults -ErrorAction SilentlyContinue
            $faults[0].Exception.InnerException.Message | Should -Be 'because'
        }

        It 'writes nothing when its lock is taken away each time' {
            Get-Fault { Update-StoryFrontmatter -Id S-0001 -Transform { $_.a = 1; [IO.Directory]::Delete((Get-LockPath)) } } |
                Should -Be 'StoryLockCompromised,AiSdlc.Commands.UpdateStoryFrontmatterCommand ResourceBusy'
            Get-StoryText | Should -BeExactly $StoryText
        }

        It 'does not wait for itself' {
            Get-Fault { Update-StoryFrontmatter -Id S-0001 -Transform { Update-StoryFrontmatter -Id S-0001 @{ inner = 1 }; $_.outer = 1 } } |
                Should -Be 'NestedStoryLock,AiSdlc.Commands.UpdateStoryFrontmatterCommand InvalidOperation'
            (Get-Frontmatter).Keys | Should -Contain 'outer'
            (Get-Frontmatter).Keys | Should -Not -Contain 'inner'
        }

        It 'does not write over somebody who takes no lock' {
            Get-Fault { Update-StoryFrontmatter -Id S-0001 -Transform { $_.a = 1; Add-Content (Get-StoryFile) 'more' } } |
                Should -Be 'StoryChanged,AiSdlc.Commands.UpdateStoryFrontmatterCommand ResourceExists'
            Get-StoryText | Should -Not -BeLike "*`na: 1`n*"
        }

        It 'needs a folder that can be written' -Skip:$IsWindows {
            # Root is held back by an attribute only, and that on few file systems.
            $folder = Split-Path (Get-StoryFile)
            $root = [Environment]::UserName -eq 'root'
            if ($root) { chattr +i $folder 2>$null } else { chmod a-w $folder }
            if ($LASTEXITCODE -ne 0) {
                Set-ItResult -Skipped -Because 'the folder cannot be made read-only here'
                return
            }
            try {
                Get-Fault { Update-StoryFrontmatter -Id S-0001 @{ a = 1 } } |
                    Should -Be 'StoryReadOnly,AiSdlc.Commands.UpdateStoryFrontmatterCommand PermissionDenied'
            } finally {
                if ($root) { chattr -i $folder } else { chmod u+w $folder }
            }
        }
    }
}
