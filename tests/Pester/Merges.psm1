# Boards in git whose branches changed one story, for the suites of the merge.

# Runs git as somebody, whatever comes of it; nobody's own settings count.
function Invoke-Git {
    $env:GIT_CONFIG_GLOBAL = [IO.Path]::DirectorySeparatorChar -eq '/' ? '/dev/null' : 'NUL'
    $env:GIT_EDITOR = 'true'
    & git -c user.name=x -c user.email=x@example.org -c commit.gpgsign=false @args 2>&1 | Out-String -Stream | Where-Object { $_ }
}

# Makes the current location a repository with one commit, on the branch main.
function Initialize-Repository {
    Invoke-Git init -q -b main | Out-Null
    Set-Content .ai-sdlc/.gitignore '*.lock'
    Save-Commit 'base'
}

function Save-Commit([string] $Message) {
    Invoke-Git add -A | Out-Null
    Invoke-Git commit -q -m $Message | Out-Null
}

# Two branches with one edit each: main, which is checked out, and other.
function New-Divergence([scriptblock] $Ours, [scriptblock] $Theirs) {
    Invoke-Git checkout -q -b other | Out-Null
    & $Theirs
    Save-Commit 'theirs'
    Invoke-Git checkout -q main | Out-Null
    & $Ours
    Save-Commit 'ours'
}

# Files that wait for somebody to merge them.
function Get-Unmerged { @(Invoke-Git diff --name-only --diff-filter=U) }

Export-ModuleMember -Function Invoke-Git, Initialize-Repository, Save-Commit, New-Divergence, Get-Unmerged
