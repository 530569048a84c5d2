#Requires -Version 7.4

BeforeDiscovery {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest

    $examples = foreach ($command in Get-Command -Module AiSdlc.PowerShell) {
        foreach ($example in (Get-Help $command.Name -Full).examples.example) {
            @{ Command = $command.Name; Title = $example.title.Trim('- '); Code = $example.code }
        }
    }
}

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
}

Describe 'the examples of <Command>' -ForEach $examples {
    BeforeEach {
        Open-Board $TestDrive
        foreach ($story in Get-ChildItem "$PSScriptRoot/../sample/.ai-sdlc/stories") {
            Add-Story $story.Name ([IO.File]::ReadAllText("$story/story.md"))
        }
    }
    AfterEach { Close-Board }

    It '<Title>' {
        $errorsBefore = $Error.Count
        & ([scriptblock]::Create($Code)) -ErrorAction Stop | Out-String | Write-Debug
        $Error.Count | Should -Be $errorsBefore
    }
}
