# What the suites share: a board of its own for each test, and a look at what is left of it.
#
#   BeforeEach { Open-Board $TestDrive }
#   AfterEach { Close-Board }
#
# The board's folder becomes the current location, so tests name stories by id.

using namespace System.Collections
using namespace System.IO

$ModulePath = if ($env:AISDLC_MODULE) { $env:AISDLC_MODULE } else { "$PSScriptRoot/../../out/AiSdlc.PowerShell/AiSdlc.PowerShell.psd1" }
$ModulePath = [Path]::GetFullPath($ModulePath, $PWD.ProviderPath)
$Board = @{}

$StoryText = @'
---
id: S-0001
title: A story
priority: 10
status: backlog # where it stands
type: feature
created: '2026-01-15'
labels:
  - one
  - two
---
# A story

--- a line that is no fence

'@ -replace "`r"

# Path of the manifest of the module under test.
function Get-ModuleUnderTest { $ModulePath }

# The suites start hundreds of PowerShells, which shall not damage the file that all of them read (README.md, "Many shells at once").
$env:DOTNET_MultiCoreJitNoProfileGather = 1

# Which of its builds is tested: Core, or Desktop, the one for Windows PowerShell.
function Get-EditionUnderTest { if ($env:AISDLC_TEST_EDITION) { $env:AISDLC_TEST_EDITION } else { 'Core' } }

# Imports the module under test for the whole session.
function Import-ModuleUnderTest {
    Import-Module $ModulePath -Global -ErrorAction Stop
}

# Makes a board with one story, S-0001, and a state folder, and goes there.
function Open-Board([string] $Parent) {
    $folder = Join-Path $Parent ([Path]::GetRandomFileName())
    $script:Board = @{ Folder = $folder; State = "$folder.state"; Location = Get-Location; StateBefore = $env:AISDLC_STATE_DIR }
    [void][Directory]::CreateDirectory($folder)
    $env:AISDLC_STATE_DIR = $Board.State
    Set-Location -LiteralPath $folder
    Add-Story 'S-0001'
}

# Makes the board a git repository that knows its stories; skips the test where there is no git.
function New-Repository {
    if (-not (Get-Command git -CommandType Application -ErrorAction Ignore)) { Set-ItResult -Skipped -Because 'git is not on the PATH' }
    Set-Content (Join-Path $Board.Folder .gitignore) "*.lock`n.ai-sdlc/worktrees/"
    git init -q .
    git add -A
    git -c user.name=x -c user.email=x@example.org commit -q -m x
}

# Goes back, deletes the board and throws when a lock, a temporary file or an owner's record was left.
function Close-Board {
    Set-Location -LiteralPath $Board.Location.Path
    $env:AISDLC_STATE_DIR = $Board.StateBefore
    $left = @(Get-Leftover)
    Remove-Item -LiteralPath $Board.Folder, $Board.State -Recurse -Force -ErrorAction Ignore
    if ($left.Count -gt 0) {
        throw "Left behind: $($left -join ', ')"
    }
}

# Everything on the board that ends in .lock, and every file in the state folder.
function Get-Leftover {
    foreach ($entry in Get-ChildItem -LiteralPath $Board.Folder -Recurse -Force) {
        if ($entry.Name.EndsWith('.lock')) { $entry.FullName }
    }
    # What was noted of claims stays, for processes that come later.
    foreach ($record in Get-ChildItem -LiteralPath $Board.State -Recurse -Force -File -ErrorAction Ignore) {
        if ($record.Extension -ne '.claimed') { $record.FullName }
    }
}

# Writes a story's file as given, without any lock.
function Add-Story([string] $Id, [string] $Text = $StoryText.Replace('S-0001', $Id)) {
    $file = Get-StoryFile $Id
    [void][Directory]::CreateDirectory([Path]::GetDirectoryName($file))
    [File]::WriteAllText($file, $Text)
}

# Path of a story's file.
function Get-StoryFile([string] $Id = 'S-0001') {
    [Path]::Combine($Board.Folder, '.ai-sdlc', 'stories', $Id, 'story.md')
}

# The whole file of a story.
function Get-StoryText([string] $Id = 'S-0001') {
    [File]::ReadAllText((Get-StoryFile $Id))
}

# What 'today' may be in a story, while a test runs over midnight in UTC too.
function Get-Today {
    [DateTime]::UtcNow, [DateTime]::UtcNow.AddMinutes(-1) | ForEach-Object { $_.ToString('yyyy-MM-dd', [cultureinfo]::InvariantCulture) }
}

# Path of a story's lock.
function Get-LockPath([string] $Id = 'S-0001') { (Get-StoryFile $Id) + '.lock' }

# Locks a story as another program would, last refreshed so many seconds ago.
function Lock-Story([string] $Id = 'S-0001', [double] $Age = 0) {
    $lock = [Directory]::CreateDirectory((Get-LockPath $Id))
    $lock.LastWriteTimeUtc = [DateTime]::UtcNow.AddSeconds(-$Age)
}

# Undoes Lock-Story.
function Unlock-Story([string] $Id = 'S-0001') {
    [Directory]::Delete((Get-LockPath $Id))
}

# A story's frontmatter as a parser that is not ours reads it; throws when it is no YAML or has a key twice.
function Get-Frontmatter([string] $Id = 'S-0001') {
    $text = Get-StoryText $Id
    if ($text -notmatch '\A---\n(?s:(.*?\n))---\n') {
        throw "Story $Id has no frontmatter: $text"
    }
    $frontmatter = [Specialized.OrderedDictionary]::new() # [ordered] would take keys that differ by case for one
    foreach ($pair in (Get-YamlReader).Deserialize($Matches[1]).GetEnumerator()) {
        $frontmatter[$pair.Key] = $pair.Value
    }
    $frontmatter
}

# YamlDotNet, which the build puts beside the Pesters.
function Get-YamlReader {
    if (-not $Board.Yaml) {
        Add-Type -LiteralPath "$PSScriptRoot/../../out/modules/YamlDotNet.dll"
        $Board.Yaml = [Activator]::CreateInstance('YamlDotNet', 'YamlDotNet.Serialization.DeserializerBuilder').Unwrap().WithDuplicateKeyChecking().Build()
    }
    $Board.Yaml
}

# "<error id> <category>" of each error that a script block writes or throws; its output is dropped.
function Get-Fault([scriptblock] $Script) {
    try {
        & $Script 2>&1 | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | ForEach-Object { Format-Fault $_ }
    } catch {
        Format-Fault $_
    }
}

function Format-Fault([System.Management.Automation.ErrorRecord] $Fault) {
    "$($Fault.FullyQualifiedErrorId) $($Fault.CategoryInfo.Category)"
}

# "StoryLocked ResourceBusy" as Get-Fault gives it for a cmdlet.
function Get-FaultOf([string] $Command, [string] $Fault) {
    $id, $category = -split $Fault
    "$id,$((Get-Command $Command).ImplementingType.FullName) $category"
}

# What starts another process of this PowerShell, or of the one that the environment names: a program, and its first arguments. That of the
# .NET tool is run by dotnet.
function Get-PowerShellCommand {
    $program = [Environment]::ProcessPath
    if ($env:AISDLC_POWERSHELL) {
        (Get-Command dotnet -CommandType Application -TotalCount 1).Source
        $env:AISDLC_POWERSHELL
    } elseif ([Path]::GetFileNameWithoutExtension($program) -eq 'dotnet') {
        $program
        "$PSHOME/pwsh.dll"
    } else {
        $program
    }
}

# Runs a script in a pwsh of its own that has the module imported, unless it is to be bare; gives its exit code, output and errors.
function Invoke-Process([string] $Script, [switch] $Bare) {
    $run = Start-ModuleProcess $Script -Bare:$Bare
    $output = $run.StandardOutput.ReadToEndAsync()
    $errors = $run.StandardError.ReadToEndAsync()
    $run.WaitForExit()
    [pscustomobject]@{ ExitCode = $run.ExitCode; Output = $output.Result.Trim(); Errors = $errors.Result.Trim() }
    $run.Dispose()
}

# Starts such a process and returns at once. Its streams are redirected.
function Start-ModuleProcess {
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'A helper of tests.')]
    param([string] $Script, [switch] $Bare)
    $import = if (-not $Bare) { "Import-Module '$ModulePath'" }
    $text = "`$ErrorActionPreference = 'Stop'`n$import`n$Script"
    $program, $arguments = Get-PowerShellCommand
    $start = [Diagnostics.ProcessStartInfo]::new($program)
    $start.WorkingDirectory = (Get-Location).ProviderPath
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
    @($arguments) + '-NoProfile', '-NonInteractive', '-Command', $text | ForEach-Object { $start.ArgumentList.Add($_) }
    [Diagnostics.Process]::Start($start)
}

Export-ModuleMember -Function * -Variable StoryText
