#Requires -Version 7.4

BeforeDiscovery {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest

    $commands = (Get-Command -Module AiSdlc.PowerShell).Name
    $pages = (Get-ChildItem "$PSScriptRoot/../../docs/cmdlets" -Filter *-*.md).BaseName
    $examples = foreach ($command in Get-Command -Module AiSdlc.PowerShell) {
        foreach ($example in (Get-Help $command.Name -Full).examples.example) {
            @{ Command = $command.Name; Title = $example.title.Trim('- '); Code = $example.code }
        }
    }
}

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
    $docs = Convert-Path "$PSScriptRoot/../../docs"

    # The parameters that a page describes.
    function Get-Documented([string] $Page) {
        (Get-Content $Page) -match '^### -\w+$' -replace '^### -'
    }
}

Describe 'the help of <_>' -ForEach $commands {
    BeforeAll {
        $command = Get-Command $_
        $help = Get-Help $_ -Full
    }

    It 'is a page that the index names' {
        "$docs/cmdlets/$command.md" | Should -Exist
        Get-Content "$docs/cmdlets/README.md" -Raw | Should -BeLike "*``[$command``]($command.md)*"
    }

    It 'is complete' {
        foreach ($part in 'Synopsis', 'description', 'inputTypes', 'returnValues', 'relatedLinks') {
            $help.$part | Out-String | Should -Match '\S' -Because $part
        }
        @($help.Syntax.syntaxItem).Count | Should -Be $command.ParameterSets.Count
        $help.Examples.example.Count | Should -BeGreaterOrEqual 2
        $help.Examples.example.code | Should -Not -BeNullOrEmpty
    }

    It 'describes each parameter' {
        $shown = $command.Parameters.Values | Where-Object { $_.Attributes.Where{ $_ -is [Parameter] }.DontShow -contains $false }
        $described = $help.parameters.parameter | Where-Object { $_.description.Text } | ForEach-Object name
        $described | Sort-Object | Should -Be ($shown.Name | Where-Object { $_ -notin [Management.Automation.Cmdlet]::CommonParameters } | Sort-Object)
    }
}

Describe 'the page of <_>' -ForEach $pages {
    It 'names nothing that does not exist' {
        $known = (Get-Command $_ -Module AiSdlc.PowerShell).Parameters.Keys
        Get-Documented "$docs/cmdlets/$_.md" | Where-Object { $_ -notin $known } | Should -BeNullOrEmpty
    }
}

Describe 'the help' {
    It 'takes from the cmdlet what can be known about a parameter' {
        $path, $timeout, $literal, $object = 'Path', 'LockTimeout', 'LiteralPath', 'InputObject' | ForEach-Object { Get-Help Update-StoryFrontmatter -Parameter $_ }
        $path.required, $path.position, $path.pipelineInput, $path.globbing | Should -Be 'false', '0', 'False', 'true'
        $timeout.required, $timeout.position, $timeout.defaultValue | Should -Be 'false', 'named', '5000'
        $literal.required, $literal.aliases, $object.pipelineInput | Should -Be 'true', 'PSPath', 'True (ByValue)'
    }

    It 'names no shared parameter that does not exist' {
        $known = (Get-Command -Module AiSdlc.PowerShell).Parameters.Keys
        Get-Documented "$docs/cmdlets/README.md" | Where-Object { $_ -notin $known } | Should -BeNullOrEmpty
    }

    It 'links to pages that exist' {
        foreach ($page in Get-ChildItem $docs -Recurse -Filter *.md) {
            $links = [regex]::Matches((Get-Content $page -Raw), '\]\((?!https?:)([^)#]+)[^)]*\)')
            $links | ForEach-Object { Join-Path $page.DirectoryName $_.Groups[1].Value } | Where-Object { -not (Test-Path $_) } | Should -BeNullOrEmpty
        }
    }

    It 'has a topic about the module, in lines of at most 80 characters' {
        $about = Get-Help about_AiSdlc
        $about | Should -BeLike '*$PSDefaultParameterValues*'
        $about | Should -BeLike '*AISDLC_STATE_DIR*'
        $about -split '\r?\n' -notlike '        *' | Where-Object Length -GT 80 | Should -BeNullOrEmpty
    }
}

Describe 'the examples of <Command>' -ForEach $examples {
    BeforeEach {
        Open-Board $TestDrive
        foreach ($story in Get-ChildItem "$PSScriptRoot/../sample/.ai-sdlc/stories") {
            Add-Story $story.Name ([IO.File]::ReadAllText("$story/story.md"))
        }
        if ($Command -eq 'Get-StoryHistory') { New-Repository }
    }
    AfterEach { Close-Board }

    It '<Title>' {
        $errorsBefore = $Error.Count
        & ([scriptblock]::Create($Code)) -ErrorAction Stop | Out-String | Write-Debug
        $Error.Count | Should -Be $errorsBefore
    }
}
