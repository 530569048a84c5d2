#Requires -Version 7.4

# What users of PowerShell expect of any cmdlet: Microsoft's required and strongly encouraged guidelines, as far as they can be tested.

BeforeDiscovery {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
    $commands = (Get-Command -Module AiSdlc.PowerShell).Name # Pester would spell the objects out
}

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest

    function Invoke-InCulture([string] $Culture, [scriptblock] $Script) {
        $before = [Threading.Thread]::CurrentThread.CurrentCulture
        try {
            [Threading.Thread]::CurrentThread.CurrentCulture = $Culture
            [cultureinfo]::CurrentCulture.Name | Should -Be $Culture
            & $Script
        } finally {
            [Threading.Thread]::CurrentThread.CurrentCulture = $before
        }
    }
}

Describe '<_>' -ForEach $commands {
    BeforeAll {
        $command = Get-Command $_
        $own = $command.Parameters.Values | Where-Object Name -NotIn ([Management.Automation.Cmdlet]::CommonParameters)
    }

    It 'has names in Pascal case, of letters alone' {
        $command.Verb, $command.Noun + @($own.Name) | Should -MatchExactly '^([A-Z][A-Za-z]+)$'
        $command.Noun | Should -MatchExactly 'Story'
    }

    It 'takes paths literally where it takes them with wildcards, and says so' {
        if ($command.Parameters.ContainsKey('Path')) {
            $command.Parameters['Path'].Attributes.TypeId.Name | Should -Contain 'SupportsWildcardsAttribute'
            $command.Parameters['LiteralPath'].Attributes.TypeId.Name | Should -Not -Contain 'SupportsWildcardsAttribute'
        }
    }

    It 'has a default parameter set, and one value from the pipeline in each set at most' {
        if ($command.ParameterSets.Count -gt 1) { $command.DefaultParameterSet | Should -BeIn $command.ParameterSets.Name }
        foreach ($set in $command.ParameterSets) {
            @($set.Parameters | Where-Object ValueFromPipeline).Count | Should -BeLessOrEqual 1
            @($set.Parameters | Where-Object Position -GE 0).Count | Should -BeLessOrEqual 4
        }
    }

    It 'keeps the types of its YAML library to itself' {
        $types = @($own.ParameterType) + @($command.OutputType.Type)
        $types.Assembly.GetName().Name | Should -Not -Match 'Yaml|Frontmatter'
    }

    It 'has switches that are switches' {
        foreach ($name in 'PassThru', 'Force', 'Touch', 'Merge', 'Quiet', 'Append') {
            if ($command.Parameters.ContainsKey($name)) { $command.Parameters[$name].ParameterType | Should -Be ([switch]) }
        }
    }
}

Describe 'naming stories' {
    BeforeEach {
        Open-Board $TestDrive
        Add-Story 'S-0002'
    }
    AfterEach { Close-Board }

    It 'takes a folder called <name>' -ForEach @(
        @{ name = 'with space' }, @{ name = "it's" }, @{ name = 'a[1]b' }, @{ name = '$home' }, @{ name = '-dash' }, @{ name = "`u{DC}n`u{EF} `u{2603}" }
    ) {
        $folder = [IO.Path]::Combine($PWD.ProviderPath, $name)
        [void] [IO.Directory]::CreateDirectory("$folder/.ai-sdlc/stories")
        $story = New-Story 'A story' -Root $folder
        Update-StoryFrontmatter -LiteralPath $story.Path @{ a = 1 }
        $story | Update-StoryFrontmatter -Increment a
        Get-Item -LiteralPath $story.Path | Update-StoryFrontmatter -Increment a
        Update-StoryFrontmatter -Path ([WildcardPattern]::Escape($story.Path)) -Increment a
        Set-Location -LiteralPath $folder
        Update-StoryFrontmatter -Id S-0001 -Increment a
        (Get-Story -Id S-0001).Frontmatter['a'] | Should -Be 5
    }

    It 'takes paths on a drive of the session' {
        $null = New-PSDrive -Name Board -PSProvider FileSystem -Root $PWD.ProviderPath
        try {
            Update-StoryFrontmatter Board:/.ai-sdlc/stories/S-0001 @{ a = 1 }
            Update-StoryFrontmatter -LiteralPath Board:/.ai-sdlc/stories/S-0001/story.md -Increment a
            Update-StoryFrontmatter -Id S-0001 -Root Board:/ -Increment a
            Push-Location Board:/.ai-sdlc
            (Get-Story -Id S-0001).Frontmatter['a'] | Should -Be 3
            Pop-Location
        } finally {
            Remove-PSDrive Board
        }
    }

    It 'takes an absolute path in any location: <_>' -ForEach 'Env:/', 'Board:/' {
        $path = (Get-Story -Id S-0001).Path
        $null = New-PSDrive -Name Board -PSProvider FileSystem -Root $PWD.ProviderPath
        Push-Location $_
        try {
            Update-StoryFrontmatter $path @{ a = 1 }
            Update-StoryFrontmatter -LiteralPath $path -Increment a
            Update-StoryFrontmatter ([IO.Path]::GetDirectoryName($path)) -Increment a
            (Get-Story $path).Frontmatter['a'] | Should -Be 3
        } finally {
            Pop-Location
            Remove-PSDrive Board
        }
    }

    It 'finds no story in a drive that has no files' {
        Get-Fault { Update-StoryFrontmatter Env:/PATH @{ a = 1 } } | Should -Be 'StoryNotFound,AiSdlc.Commands.UpdateStoryFrontmatterCommand ObjectNotFound'
    }

    It 'takes stories and locks that came back from another session' {
        foreach ($thing in (Get-Story -Id S-0001), (Use-StoryLock -Id S-0001 { Get-StoryLock })) {
            $remains = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($thing))
            $remains.PSTypeNames[0] | Should -BeLike 'Deserialized.*'
            $remains | Update-StoryFrontmatter -Increment a
        }
        (Get-Story -Id S-0001).Frontmatter['a'] | Should -Be 2
    }

    It 'takes times as milliseconds, time spans and text: <text>' -ForEach @(
        @{ time = 150; text = '150'; waited = 150 }
        @{ time = [timespan]::FromMilliseconds(150); text = 'a time span'; waited = 150 }
        @{ time = '00:00:00.15'; text = '00:00:00.15'; waited = 150 }
        @{ time = '0.15s'; text = '0.15s'; waited = 150 }
        @{ time = '150MS'; text = '150MS'; waited = 150 }
    ) {
        Lock-Story
        { Update-StoryFrontmatter -Id S-0001 @{ a = 1 } -LockTimeout $time -StaleTimeout 10m -ErrorAction Stop } | Should -Throw -ExceptionType ([AiSdlc.StoryLockedException])
        $Error[0].Exception.Waited.TotalMilliseconds | Should -BeGreaterOrEqual $waited
        Unlock-Story
    }

    It 'takes a bare time, which is a number to the engine, for what was typed' {
        Lock-Story
        { Update-StoryFrontmatter -Id S-0001 @{ a = 1 } -LockTimeout 1s -StaleTimeout 2d -ErrorAction Stop -WarningAction SilentlyContinue } |
            Should -Throw -ExceptionType ([AiSdlc.StoryLockedException])
        $Error[0].Exception.Waited.TotalMilliseconds | Should -BeGreaterOrEqual 1000
        Unlock-Story
    }

    It 'refuses times that are none: <_>' -ForEach 'soon', '-1s', '5 minutes', ([timespan]'30.00:00:00'), ([timespan]'-00:00:01') {
        Get-Fault { Update-StoryFrontmatter -Id S-0001 @{ a = 1 } -LockTimeout $_ } | Should -BeLike 'ParameterArgument*Error,* InvalidData'
    }

    It 'takes defaults for timeouts' {
        Lock-Story
        $PSDefaultParameterValues = @{ '*-Story*:LockTimeout' = 0 } # of this scope: the suites that follow have their own
        { Update-StoryFrontmatter -Id S-0001 @{ a = 1 } -ErrorAction Stop -WarningAction SilentlyContinue } | Should -Throw -ExceptionType ([AiSdlc.StoryLockedException])
        $Error[0].Exception.Waited.TotalSeconds | Should -BeLessThan 1
        Unlock-Story
    }
}

Describe 'in the culture <_>' -ForEach 'tr-TR', 'de-DE', 'th-TH', 'ar-SA' {
    BeforeEach { Open-Board $TestDrive }
    AfterEach { Close-Board }

    It 'writes, finds and says the same' {
        Invoke-InCulture $_ {
            $story = New-Story 'IMPORT INDIGO FILES' -Type bug
            "$($story.Id) $($story.Frontmatter['slug'])" | Should -Be 'S-0002 import-indigo-files'
            $story.CreatedText | Should -BeIn (Get-Today)

            Update-StoryFrontmatter -Id s-0002 -Set @{ half = 0.5; big = 1234567.25d; day = [DateTime]::new(2026, 1, 2, 3, 4, 5, [DateTimeKind]::Utc) } -Touch
            $text = Get-StoryText 'S-0002'
            $text | Should -MatchExactly 'half: 0\.5\n'
            $text | Should -MatchExactly 'big: 1234567\.25\n'
            $text | Should -MatchExactly "day: '2026-01-02T03:04:05(\.000)?Z'\n"
            Block-Story -Id S-0002 'no' -PassThru | ForEach-Object { $_.Frontmatter['blocked_at'] } | Should -MatchExactly '^20\d\d-\d\d-\d\dT[\d:.]+Z$'
            (Get-Story -Status BLOCKED -Type BUG).Id | Should -Be 'S-0002'
            (Set-StoryStatus -Id S-0002 in-progress -Verbose 4>&1) -join ' ' | Should -Match 'for \d+\.\d ms'
        }
    }
}
