<#
.SYNOPSIS
Makes the pictures of the README: the board at a terminal, and the page of Export-StoryBoard in light and dark.

.DESCRIPTION
They show the sample board with some more stories and a month of history, in a repository of its own. Needs git, Chromium, and
script(1) for a terminal; pngquant makes them smaller. Build first.

.EXAMPLE
dotnet tool exec powershell -y -- tools/New-Pictures.ps1
#>
#Requires -Version 7.4
[CmdletBinding()]
param(
    # Where the pictures go.
    [string] $Destination = "$PSScriptRoot/../docs/pictures",

    [string] $Chromium = 'chromium'
)

$ErrorActionPreference = 'Stop'
$manifest = Convert-Path "$PSScriptRoot/../out/AiSdlc.PowerShell/AiSdlc.PowerShell.psd1"
Import-Module $manifest
$null = New-Item -ItemType Directory -Force $Destination
$Destination = Convert-Path $Destination
$folder = Join-Path ([IO.Path]::GetTempPath()) ([IO.Path]::GetRandomFileName())
$today = [DateTime]::UtcNow.Date

# Commits the board as it is, so many days ago.
function Save-Day([int] $Ago) {
    $env:GIT_AUTHOR_DATE = $env:GIT_COMMITTER_DATE = $today.AddDays(-$Ago).ToString('yyyy-MM-ddTHH:mm:ssZ')
    git add -A
    git -c user.name=Ada -c user.email=ada@example.org commit -q -m "Day $Ago"
}

# A story that is that many days old.
function Add-Story([string] $Title, [string] $Type, [int] $Priority, [string[]] $Labels, [int] $Ago) {
    $story = New-Story $Title -Type $Type -Priority $Priority -Labels $Labels
    Update-StoryFrontmatter $story @{ created = $today.AddDays(-$Ago).ToString('yyyy-MM-dd') }
}

function Build-Board {
    $null = New-Item -ItemType Directory $folder
    Copy-Item "$PSScriptRoot/../tests/sample/.ai-sdlc" $folder -Recurse
    Set-Location $folder
    git init -q .
    Set-Content .gitignore '*.lock'
    Update-StoryFrontmatter S-0001, S-0002, S-0003 @{ created = $today.AddDays(-32).ToString('yyyy-MM-dd') }
    Set-StoryStatus S-0001, S-0002, S-0003 backlog
    Add-Story 'Remember the columns of a report' feature 15 reports, ui 32
    Add-Story 'Sign in with a passkey' feature 25 login, security 31
    Add-Story 'Totals are rounded twice' bug 5 reports 31
    Add-Story 'Delete the accounts nobody uses' chore 60 operations 30
    Add-Story 'Publish events to the queue' feature 40 events 30
    Add-Story 'Move the build to the new runners' chore 50 operations 29
    Update-StoryFrontmatter S-0008 @{ dependencies = @('S-0003') }
    Update-StoryFrontmatter S-0005 @{ dependencies = @('S-0002') }
    Save-Day 29
    foreach ($step in @(
            @{ Ago = 26; Move = @{ 'S-0006' = 'ready'; 'S-0009' = 'ready' } }, @{ Ago = 24; Move = @{ 'S-0006' = 'in-progress'; 'S-0007' = 'ready' } },
            @{ Ago = 21; Move = @{ 'S-0006' = 'done'; 'S-0003' = 'ready'; 'S-0009' = 'in-progress' } }, @{ Ago = 15; Move = @{ 'S-0009' = 'done'; 'S-0007' = 'in-progress'; 'S-0004' = 'ready' } },
            @{ Ago = 12; Move = @{ 'S-0003' = 'in-progress'; 'S-0001' = 'ready' } }, @{ Ago = 3; Move = @{ 'S-0007' = 'done'; 'S-0002' = 'ready' } }
        )) {
        foreach ($move in $step.Move.GetEnumerator()) { Set-StoryStatus $move.Key $move.Value -Force }
        Save-Day $step.Ago
    }
    Block-Story S-0003 'Waiting for the measurements'
    $null = Start-Story S-0001 -Owner agent-7
    $null = Start-Story S-0004 -Owner Ada
    Save-Day 0
}

# What a terminal shows, as SVG: a run of one colour is a text at its own place, so that no font moves the columns.
function ConvertTo-Svg([string[]] $Lines, [int] $Columns) {
    $colours = @{ 30 = '#3b4048'; 31 = '#f28b82'; 32 = '#5fc483'; 33 = '#e0a440'; 36 = '#4fc3d9'; 37 = '#c3cad5' }
    $cell, $line, $margin = 8, 19, 16
    "<svg xmlns=`"http://www.w3.org/2000/svg`" viewBox=`"0 0 $($Columns * $cell + 2 * $margin) $($Lines.Count * $line + 2 * $margin)`" font-family=`"ui-monospace, DejaVu Sans Mono, Consolas, monospace`" font-size=`"13.3`" fill=`"#c3cad5`" role=`"img`" aria-label=`"A board at a terminal`">"
    '<rect width="100%" height="100%" rx="8" fill="#14171c"/>'
    for ($row = 0; $row -lt $Lines.Count; $row++) {
        $at, $colour = 0, $null
        foreach ($part in [regex]::Split($Lines[$row], '(\e\[\d+m)')) {
            if ($part -match '\e\[(\d+)m') { $colour = $colours[[int] $Matches[1]]; continue }
            foreach ($run in [regex]::Matches($part, '\S+( \S+)*')) {
                $fill = if ($colour) { " fill=`"$colour`"" }
                "<text x=`"$($margin + ($at + $run.Index) * $cell)`" y=`"$($margin + ($row + 1) * $line - 5)`" textLength=`"$($run.Length * $cell)`"$fill>$([Security.SecurityElement]::Escape($run.Value))</text>"
            }
            $at += $part.Length
        }
    }
    '</svg>'
}

function Save-Terminal([string] $File, [int] $Columns) {
    $program = [Environment]::ProcessPath
    $pwsh = if ([IO.Path]::GetFileNameWithoutExtension($program) -eq 'dotnet') { "'$program' '$PSHOME/pwsh.dll'" } else { "'$program'" }
    Set-Content show.ps1 "Import-Module '$manifest'; Show-StoryBoard -Width $Columns"
    $shown = script -qec "$pwsh -NoProfile -File show.ps1" /dev/null
    $lines = @($shown | ForEach-Object { $_ -replace "`r" -replace "`e\[\?\d+[hl]|`e\[[\d;]*[A-HJKX]|`e[=>]" } | Where-Object { $_ -match '\S' })
    ConvertTo-Svg $lines $Columns | Set-Content $File
}

function Save-Screen([string] $Page, [string] $File, [string[]] $Argument) {
    & $Chromium --headless=new --no-sandbox --disable-gpu --hide-scrollbars "--user-data-dir=$folder/chromium" '--window-size=1280,790' @Argument "--screenshot=$File" "file://$Page" *> $null
    if (-not (Test-Path $File)) { throw "$Chromium made no picture." }
    if (Get-Command pngquant -ErrorAction Ignore) { pngquant --force --ext .png --strip 64 $File }
}

$before = Get-Location
try {
    Build-Board
    Export-StoryBoard board.html
    Save-Terminal "$Destination/terminal.svg" 118
    Save-Screen "$folder/board.html" "$Destination/page.png" @()
    Save-Screen "$folder/board.html" "$Destination/page-dark.png" '--blink-settings=preferredColorScheme=0'
    Get-ChildItem $Destination
} finally {
    Set-Location $before
    Remove-Item $folder -Recurse -Force
    $env:GIT_AUTHOR_DATE = $env:GIT_COMMITTER_DATE = $null
}
