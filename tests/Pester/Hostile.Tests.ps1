#Requires -Version 7.4

# A stranger's repository is safe to open. One story that says everything that a terminal or a CI server obeys goes through every cmdlet, and nothing
# of that is in what they show; and in a repository with a program at each place where git would run one, no cmdlet runs it.
# A cmdlet that is new has no case here, and fails.

BeforeDiscovery {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
    $commands = (Get-Command -Module AiSdlc.PowerShell).Name
    $views = foreach ($type in 'Story', 'StoryFinding', 'StoryLockInfo', 'StoryLockHolder', 'StoryOutput') {
        'Out-String', 'Format-Table', 'Format-List', 'Format-Wide', 'Format-Custom', 'after another type', 'from another session' | ForEach-Object { @{ type = $type; view = $_ } }
    }
}

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseDeclaredVarsMoreThanAssignments', '', Justification = 'Used in blocks below.')]
    $Evil = "`e[2J`e]52;c;QUFB`a`e]0;title`a`u{9b}31m`u{7f}`u{202e}`u{2028}`r`n::error::forged`n  ::warning::forged`n##[error]forged`t"

    # In double quotes of YAML, with everything escaped that needs it.
    function Get-Quoted([string] $Text) {
        '"' + -join ($Text.ToCharArray() | ForEach-Object {
                if ($_ -lt ' ' -or ($_ -ge [char]0x7f -and $_ -le [char]0x9f) -or $_ -in '"', '\' -or $_ -in [char]0x2028, [char]0x202e) { '\u{0:x4}' -f [int]$_ } else { $_ }
            }) + '"'
    }

    # A folder's name, with what the file system allows.
    function Get-EvilName { if ($IsWindows) { 'S-0666' } else { 'S-' + $Evil.Replace('/', '') } }

    function Add-HostileStory([string] $Folder = (Get-EvilName)) {
        $quoted = Get-Quoted "x$Evil"
        Add-Story $Folder (@"
---
id: $(Get-Quoted "::error::$Evil")
title: $quoted
status: $quoted
type: $quoted
slug: $quoted
priority: $quoted
created: $quoted
updated: $quoted
epic: $quoted
labels:
  - $quoted
$($quoted): $quoted
---
# $($Evil.Replace("`r", '').Replace("`u{2028}", ''))
"@ -replace "`r")
        Get-StoryFile $Folder
    }

    # Everything that a script shows: its objects in PowerShell's own views, and what it says in all streams, as a host would print it.
    function Get-Shown([scriptblock] $Script) {
        $shown = foreach ($view in 'ConciseView', 'NormalView', 'CategoryView') {
            $ErrorView = $view
            & { $VerbosePreference = $DebugPreference = $WarningPreference = 'Continue'; & $Script } *>&1 | ForEach-Object {
                if ($_ -is [Management.Automation.InformationalRecord]) { $_.Message } else { $_ }
                if ($_ -is [Management.Automation.ErrorRecord]) { $_.CategoryInfo.GetMessage(); $_.Exception.Message }
            } | Out-String -Width 200
        }
        -join $shown
    }

    # What a terminal or a CI server would obey in a text.
    function Get-Obeyed([string] $Text) {
        $plain = $Text -replace "`e\[[\d;]*m" # colours of PowerShell's own; those of a story have no escape any more
        [regex]::Matches($plain, '[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]|(?m:^\s*::\w)|##\w*\[').Value
    }

    function Should-BeHarmless([string] $Text) {
        $Text.Trim() | Should -Not -BeNullOrEmpty
        Get-Obeyed ($Text -replace "`r`n", "`n") | ForEach-Object { ConvertTo-Json $_ } | Should -BeNullOrEmpty
    }

    # Runs a script in which PowerShell itself colours nothing: an escape in what it shows is a story's.
    function Invoke-Plainly([scriptblock] $Script) {
        $before = $PSStyle.OutputRendering
        $PSStyle.OutputRendering = 'PlainText'
        try { & $Script } finally { $PSStyle.OutputRendering = $before }
    }
}
