#Requires -Version 7.4

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
}

Describe 'Show-StoryBoard' {
    BeforeEach {
        Open-Board $TestDrive
        Add-Story 'S-0002' "---`nid: S-0002`ntitle: Urgent`npriority: 1`nstatus: backlog`n---`n"
        Add-Story 'S-0003' "---`nid: S-0003`ntitle: A title that is longer than any column is wide`nstatus: blocked`n---`n"
    }
    AfterEach { Close-Board }

    It 'has a column for each status, the most urgent story on top' {
        $lines = Show-StoryBoard
        $lines[0] -split ' {2,}' | Should -Be 'backlog (2)', 'ready (0)', 'in-progress (0)', 'done (0)', 'blocked (1)'
        $lines | Should -HaveCount 4
        $lines[2] | Should -BeLike "S-0002 Urgent  *S-0003 A title that *`u{2026}"
        $lines[3] | Should -Be 'S-0001 A story'
    }

    It 'draws exactly this with 98 columns' {
        Show-StoryBoard -Width 98 | Should -BeExactly @(
            'backlog (2)         ready (0)           in-progress (0)     done (0)            blocked (1)'
            "$("`u{2500}" * 18)  $("`u{2500}" * 18)  $("`u{2500}" * 18)  $("`u{2500}" * 18)  $("`u{2500}" * 18)"
            "S-0002 Urgent                                                                   S-0003 A title th`u{2026}"
            'S-0001 A story'
        )
    }

    It 'draws exactly this list where columns do not fit' {
        Show-StoryBoard -Width 24 | Should -BeExactly @(
            'backlog (2)', '  S-0002 Urgent', '  S-0001 A story', 'ready (0)', 'in-progress (0)', 'done (0)', 'blocked (1)', "  S-0003 A title that i`u{2026}"
        )
    }

    It 'fits the width, as columns or as a list: <_>' -ForEach 20, 60, 100, 200 {
        $lines = Show-StoryBoard -Width $_
        ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual $_
        $lines -match 'S-0001' | Should -HaveCount 1
    }

    It 'cuts by the cells that characters take' {
        $wide = "`u{65E5}`u{672C}`u{8A9E}"
        Add-Story 'S-0002' "---`nid: S-0002`ntitle: $wide$wide$wide`nstatus: ready`n---`n"
        Add-Story 'S-0003' "---`nid: S-0003`ntitle: e`u{301} `u{1F468}`u{200D}`u{1F469} x`nstatus: done`n---`n"
        (Show-StoryBoard -Width 98)[2] | Should -BeExactly "S-0001 A story      S-0002 $wide`u{65E5}`u{672C}`u{2026}$(' ' * 22)S-0003 e`u{301} `u{1F468}`u{200D}`u{1F469} x"
    }

    It 'has no colour where it does not go to a terminal' {
        Show-StoryBoard | Out-File board.txt
        Get-Content board.txt -Raw | Should -Not -Match "`e"
        (Get-Content board.txt)[3] | Should -Be 'S-0001 A story'
    }

    It 'shows the stories that are piped into it' {
        $lines = Get-Story -Status blocked | Show-StoryBoard
        $lines[0] | Should -Match '^backlog \(0\).*blocked \(1\)$'
        Get-ChildItem .ai-sdlc/stories/S-0002 | Show-StoryBoard | Select-Object -First 1 | Should -BeLike 'backlog (1)*'
    }

    It 'has a column for a status that is not known' {
        Update-StoryFrontmatter -Id S-0002 @{ status = 'odd' }
        Update-StoryFrontmatter -Id S-0003 -Remove status
        (Show-StoryBoard -Width 200)[0] | Should -BeLike '*(no status) (1)*odd (1)'
        (Get-Story | Where-Object Id -NE S-0003 | Show-StoryBoard -Width 118)[0] |
            Should -BeExactly 'backlog (1)         ready (0)           in-progress (0)     done (0)            blocked (0)         odd (1)'
    }

    It 'obeys nothing that a title says to a terminal' {
        Add-Story 'S-0002' "---`ntitle: `"\e[2Jgone\nline`"`nstatus: backlog`n---`n"
        $lines = Show-StoryBoard -Width 200
        $lines -join '' | Should -Not -Match '[\x00-\x1f]'
    }

    It 'emits with -Watch a text for each change where there is no terminal, until it is stopped' {
        $shell = [powershell]::Create()
        $null = $shell.AddScript('Set-Location -LiteralPath $args[0]; Import-Module $args[1]; Show-StoryBoard -Watch -Width 60').AddArgument($PWD.ProviderPath).AddArgument((Get-ModuleUnderTest))
        $output = [Management.Automation.PSDataCollection[psobject]]::new()
        $run = $shell.BeginInvoke([Management.Automation.PSDataCollection[psobject]]::new(), $output)
        function Wait-Text([string] $Pattern) {
            [Threading.SpinWait]::SpinUntil({ $output.Count -and "$($output[$output.Count - 1])" -match $Pattern }, 60000) | Should -BeTrue -Because $Pattern
        }
        try {
            Wait-Text '(?m)^  S-0001 A story +\d+ d\r?$'
            Set-StoryStatus S-0001 ready
            Wait-Text '(?m)^ready \(1\)'
            $claim = Start-Story S-0001 -Owner Ada
            Wait-Text '(?m)^in-progress \(1\)\r?\n  S-0001.*\n    Ada, 0 min'
            Add-Story 'S-0002' "---`ntitle: `"a\e[2J`"`nb: [`n---`n"
            Wait-Text '(?m)^  S-0002 Urgent[^\e]*^S-0002: '
            $claim | Stop-Story -Done -Force
            Wait-Text '(?m)^done \(1\)\r?\n  S-0001 A story\r?$'
        } finally {
            $shell.Stop()
            $run.AsyncWaitHandle.WaitOne(10000) | Should -BeTrue
            $shell.Dispose()
        }
        $output | ForEach-Object { "$_" } | Group-Object | Where-Object Count -GT 1 | Should -BeNullOrEmpty
    }

    It 'watches the stories that are named, and nothing where there are none' {
        (Get-Story -Status blocked | Show-StoryBoard -Watch | Select-Object -First 1) -split '\r?\n' | Select-Object -First 1 | Should -BeLike 'backlog (0)*blocked (1)'
        Get-Fault { Show-StoryBoard -Id S-0009 -Watch } | Should -BeLike 'StoryNotFound,*'
        Get-Fault { Show-StoryBoard -Root / -Watch } | Should -BeLike 'StoryRootNotFound,*'
    }

    It 'leaves out a story that is malformed, as an error' {
        Add-Story 'S-0002' "---`na: [`n---`n"
        $lines = Show-StoryBoard -ErrorVariable faults -ErrorAction SilentlyContinue
        $lines[0] | Should -BeLike 'backlog (1)*'
        Format-Fault $faults[0] | Should -Be (Get-FaultOf Show-StoryBoard 'InvalidFrontmatter InvalidData')
    }

    It 'says where there is no board' {
        Get-Fault { Show-StoryBoard -Root / } | Should -Be (Get-FaultOf Show-StoryBoard 'StoryRootNotFound ObjectNotFound')
    }
}
