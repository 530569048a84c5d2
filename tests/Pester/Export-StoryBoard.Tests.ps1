#Requires -Version 7.4

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest

    # The page as a parser of XML sees it: what it writes is both. What is not closed or not escaped fails here.
    function Get-Page([string] $File = 'board.html') {
        $text = [IO.File]::ReadAllText((Join-Path $PWD $File))
        $page = [Xml.XmlDocument]::new()
        $page.PreserveWhitespace = $true
        $page.LoadXml(($text -replace '^<!DOCTYPE html>\n' -replace '(<meta [^>]*)>', '$1/>' -replace '(?s)<style>.*?</style>'))
        $page
    }

    function Get-Text($Page, [string] $XPath) { $Page.SelectNodes($XPath) | ForEach-Object InnerText }
}

Describe 'Export-StoryBoard' {
    BeforeEach {
        Open-Board $TestDrive
        Add-Story 'S-0002' "---`nid: S-0002`ntitle: Urgent`npriority: 1`nstatus: backlog`ncreated: '2026-01-05'`ndependencies: [S-0003, S-0009]`n---`n# Body`n`n- [ ] task`n"
        Add-Story 'S-0003' "---`nid: S-0003`ntitle: Stuck`nstatus: blocked`nblocked_reason: no time`npr_url: https://example.org/1`n---`n"
    }
    AfterEach { Close-Board }

    It 'has a column for each status, and a card and a sheet for each story' {
        Export-StoryBoard board.html | Should -BeNullOrEmpty
        $page = Get-Page
        Get-Text $page '//h2[span[@class="count"]]' | Should -Be 'backlog 2', 'ready 0', 'in-progress 0', 'done 0', 'blocked 1'
        Get-Text $page '//li[@class="card"]/h3' | Should -Be 'S-0002 Urgent', 'S-0001 A story', 'S-0003 Stuck'
        Get-Text $page '//li[@id="card.S-0002"]/p' | Should -Be "`npriority 1`nage 10 d", 'Needs S-0003 (blocked), S-0009 (not here)'
        Get-Text $page '//li[@id="card.S-0003"]/p[@class="reason"]' | Should -Be 'Blocked: no time'
        Get-Text $page '//li[@id="card.S-0001"]/ul/li' | Should -Be 'one', 'two'
        Get-Text $page '//article[@id="S-0002"]/pre' | Should -BeExactly "`n# Body`n`n- [ ] task"
        $page.SelectNodes('//a/@href').Value | Where-Object { $_ -notlike '#*' } | Should -Be 'https://example.org/1'
        $ids = $page.SelectNodes('//@id').Value
        $ids | Sort-Object -Unique | Should -HaveCount $ids.Count
        $page.SelectNodes('//a/@href').Value -like '#*' -replace '^#' | Where-Object { $_ -notin $ids } | Should -BeNullOrEmpty
    }

    It 'loads nothing and runs nothing' {
        Export-StoryBoard board.html
        $page = Get-Page
        $page.SelectNodes('//script | //link | //img | //iframe | //object | //form | //base | //@src | //@style | //@*[starts-with(name(), "on")]').Count | Should -Be 0
        $page.SelectSingleNode('//meta[@http-equiv]').content | Should -BeLike "default-src 'none'; style-src 'unsafe-inline'*"
        Get-Content board.html -Raw | Should -Not -Match '@import|url\('
    }

    It 'shows a story that is all markup as text' {
        $evil = '</title></style></pre><script>alert(1)</script><img src=x onerror=alert(1)>" onload="alert(1)'' & &lt;'
        $quoted = ConvertTo-Json "$evil`e[2J`u{202e}"
        $lines = 'title', 'status', 'type', 'priority', 'created', 'updated', 'epic', 'assignee', 'blocked_reason' | ForEach-Object { "$($_): $quoted" }
        Add-Story 'S-0004' ("---`nid: $quoted`npr_url: 'javascript:alert(1)'`nlabels: [$quoted]`ndependencies: [$quoted]`n" + ($lines -join "`n") + "`n---`n$evil`ttab`e[2J`n")
        Export-StoryBoard board.html -Title $evil
        $page = Get-Page
        $shown = "$evil^[[2J<U+202E>"
        Get-Text $page '//article[@id="S-0004"]/h2/span' | Should -BeExactly $shown, $shown
        Get-Text $page '//article[@id="S-0004"]//pre' | Should -BeExactly "`n$evil`ttab^[[2J"
        Get-Text $page '//h1' | Should -BeExactly $evil
        $page.SelectNodes('//script | //img | //@onload | //@onerror').Count | Should -Be 0
        $page.SelectNodes('//article[@id="S-0004"]//dd/a').Count | Should -Be 0
        Get-Content board.html -Raw | Should -Not -Match "[`e`u{202e}]"
    }

    It 'is the same for the same board' {
        Export-StoryBoard one.html
        (Get-Item (Get-StoryFile)).LastWriteTimeUtc = [DateTime]::UtcNow.AddHours(1)
        Export-StoryBoard two.html
        (Get-FileHash one.html).Hash | Should -Be (Get-FileHash two.html).Hash
        Export-StoryBoard two.html -AsOf '2026-02-05T00:00:00Z'
        Get-Text (Get-Page two.html) '//li[@id="card.S-0002"]/p[1]' | Should -BeLike '*age 31 d'
    }

    It 'shows who has a story, and what git knows of its past' {
        New-Repository
        Set-StoryStatus S-0001 ready
        $null = Start-Story S-0001 -Owner Ada -Lease 1h
        git add -A
        git -c user.name=x -c user.email=x@example.org commit -q -m x
        Export-StoryBoard board.html
        $page = Get-Page
        Get-Text $page '//li[@id="card.S-0001"]/p[@class="claim"]' | Should -BeLike "Claimed by Ada, since $((Get-Today)[0])"
        Get-Text $page '//li[@id="card.S-0001"]/p[@class="facts"]' | Should -BeLike '*here for 0 d'
        Get-Text $page '//article[@id="S-0001"]/dl/dd' | Where-Object { $_ -like '* in backlog' } | Should -HaveCount 1
        Get-Text $page '//section[@id="page.flow"]//table//td' | Should -HaveCount 1
    }

    It 'says so where there is nothing to draw' {
        Export-StoryBoard board.html
        Get-Text (Get-Page) '//figure/p' | Should -HaveCount 2
        Get-ChildItem .ai-sdlc/stories | Remove-Item -Recurse
        Export-StoryBoard board.html
        Get-Text (Get-Page) '//header/p' | Should -Be '0 stories'
        @() | Export-StoryBoard board.html
        Get-Text (Get-Page) '//header/p' | Should -Be '0 stories'
    }

    It 'has the stories that are piped into it, and its title' {
        Get-Story -Status blocked | Export-StoryBoard board.html -Title 'What is <stuck>' -PassThru | Get-Content -Raw | Should -BeLike '<!DOCTYPE html>*'
        $page = Get-Page
        Get-Text $page '//li[@class="card"]/h3' | Should -Be 'S-0003 Stuck'
        Get-Text $page '//title' | Should -Be 'What is <stuck>'
        Export-StoryBoard board.html -InputObject (Get-Story S-0001, S-0003)
        Get-Text (Get-Page) '//li[@class="card"]/h3' | Should -Be 'S-0001 A story', 'S-0003 Stuck'
    }

    It 'replaces a page as a whole, unless it may not' {
        Set-Content board.html old
        Get-Fault { Export-StoryBoard board.html -NoClobber } | Should -Be (Get-FaultOf Export-StoryBoard 'StoryExportExists ResourceExists')
        Export-StoryBoard board.html -WhatIf
        Set-ItemProperty board.html IsReadOnly $true
        Get-Fault { Export-StoryBoard board.html } | Should -Be (Get-FaultOf Export-StoryBoard 'StoryExportFailed WriteError')
        Get-Content board.html | Should -Be old
        Export-StoryBoard board.html -Force
        Export-StoryBoard other.html -NoClobber
        (Get-Page).html, (Get-Page other.html).html | Should -Not -BeNullOrEmpty
        Get-Fault { Export-StoryBoard none/board.html } | Should -Be (Get-FaultOf Export-StoryBoard 'StoryExportFailed WriteError')
        Get-ChildItem -Force -File | ForEach-Object Name | Should -Be 'board.html', 'other.html'
    }

    It 'takes its path as other exports do' {
        Export-StoryBoard -LiteralPath 'a[1].html'
        Test-Path -LiteralPath 'a[1].html' | Should -BeTrue
        Set-Content board.html old
        Export-StoryBoard boar?.html
        (Get-Page).html | Should -Not -BeNullOrEmpty
    }

    It 'leaves out a story that is malformed, as an error' {
        Add-Story 'S-0002' "---`na: [`n---`n"
        Get-Fault { Export-StoryBoard board.html } | Should -Be (Get-FaultOf Export-StoryBoard 'InvalidFrontmatter InvalidData')
        Get-Text (Get-Page) '//li[@class="card"]/h3' | Should -Be 'S-0001 A story', 'S-0003 Stuck'
    }

    It 'is the page of the board still, and an error, where git fails' {
        New-Repository
        $path = $env:PATH
        $env:PATH = ''
        try { $faults = Get-Fault { Export-StoryBoard board.html } } finally { $env:PATH = $path }
        $faults | Select-Object -Unique | Should -Be (Get-FaultOf Export-StoryBoard 'GitFailed ResourceUnavailable')
        Get-Text (Get-Page) '//li[@class="card"]/h3' | Should -HaveCount 3
    }

    It 'says where there is no board' {
        Get-Fault { Export-StoryBoard board.html -Root / } | Should -Be (Get-FaultOf Export-StoryBoard 'StoryRootNotFound ObjectNotFound')
        'board.html' | Should -Not -Exist
    }
}
