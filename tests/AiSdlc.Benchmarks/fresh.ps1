# The cmdlets in a new PowerShell: reads lines of words with tabs between them, and answers each with the microseconds of everything it did;
# x for an update that was refused.
param([string] $Module)

$since = [Diagnostics.Stopwatch]::GetTimestamp()
Import-Module $Module
$import = [Diagnostics.Stopwatch]::GetElapsedTime($since).TotalMicroseconds

function Measure-Update([string] $Story) {
    $since = [Diagnostics.Stopwatch]::GetTimestamp()
    try {
        Update-StoryFrontmatter -LiteralPath $Story -Increment count -ErrorAction Stop
        [Diagnostics.Stopwatch]::GetElapsedTime($since).TotalMicroseconds.ToString('f1')
    } catch [AiSdlc.StoryLockedException] {
        'x'
    }
}

function Measure-Read([scriptblock] $Read) {
    $since = [Diagnostics.Stopwatch]::GetTimestamp()
    $null = & $Read
    [Diagnostics.Stopwatch]::GetElapsedTime($since).TotalMicroseconds
}

# Milliseconds that the lock is held, as -Verbose tells them.
function Measure-Hold([string] $Story) {
    $said = Update-StoryFrontmatter -LiteralPath $Story -Increment count -Verbose 4>&1
    "$said" -replace '(?s)^.*Held [^.]* for ([0-9.]+) ms.*$', '$1'
}

while ($line = [Console]::In.ReadLine()) {
    $command, [string[]] $words = $line -split "`t"
    $took = switch ($command) {
        'ready' { $import }
        'update' { for ($i = 0; $i -lt [int] $words[1]; $i++) { Measure-Update $words[0] } }
        'hold' { Measure-Hold $words[0] }
        'stories' { Measure-Read { Get-Story -Root $words[0] } }
        'test' { Measure-Read { Test-Story -Root $words[0] } }
    }
    [Console]::Out.WriteLine($took -join ' ')
}
