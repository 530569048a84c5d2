#Requires -Version 7.4

BeforeDiscovery {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
}

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    Import-ModuleUnderTest
}

Describe 'AiSdlc.PowerShell' {
    BeforeEach { Open-Board $TestDrive }
    AfterEach { Close-Board }

    Context 'the manifest' {
        It 'is valid and complete' {
            $manifest = Test-ModuleManifest (Get-ModuleUnderTest) -ErrorAction Stop
            $manifest.Description, $manifest.Author, $manifest.Copyright | Should -Not -BeNullOrEmpty
            $manifest.CompatiblePSEditions | Should -Be 'Core', 'Desktop'
            $manifest.PowerShellVersion | Should -Be ([version]'5.1')
        }

        It 'exports the cmdlets that it names and nothing else' {
            $named = (Test-ModuleManifest (Get-ModuleUnderTest)).ExportedCmdlets.Keys
            $module = Get-Module AiSdlc.PowerShell
            $module.ExportedCommands.Keys | Sort-Object | Should -Be ($named | Sort-Object)
            $module.ExportedCommands.Values.CommandType | Select-Object -Unique | Should -Be 'Cmdlet'
            $module.ExportedVariables.Count | Should -Be 0
            $named | Should -Contain 'Update-StoryFrontmatter'
            $named | Should -Contain 'Get-StoryLock'
            $named | Should -Contain 'Remove-StaleStoryLock'
        }

        It 'loads the build that is under test' {
            (Get-Module AiSdlc.PowerShell).Path | Split-Path | Split-Path -Leaf | Should -Be (Get-EditionUnderTest)
        }

        It 'has a file for each edition' {
            $folder = Split-Path (Get-ModuleUnderTest)
            "$folder/Core/AiSdlc.PowerShell.dll", "$folder/Desktop/AiSdlc.PowerShell.dll" | Should -Exist
        }

        It 'searches no type when it is imported: <_>' -ForEach 'AiSdlc.PowerShell.Types.ps1xml', 'AiSdlc.PowerShell.Format.ps1xml' {
            [xml] $file = Get-Content (Join-Path (Split-Path (Get-ModuleUnderTest)) $_) -Raw
            $file.SelectNodes('//GetCodeReference').Count | Should -Be 0
            $scripts = $file.SelectNodes('//ScriptBlock | //GetScriptBlock').InnerText
            $scripts.Count | Should -BeGreaterThan 10
            # PowerShell has these at hand.
            ($scripts | Select-String '\[([\w.]+)\]' -AllMatches).Matches.ForEach({ $_.Groups[1].Value }) | Select-Object -Unique | Should -BeIn 'type', 'string', 'cultureinfo'
        }
    }

    Context '<command>' -ForEach @(Get-Command -Module AiSdlc.PowerShell | ForEach-Object { @{ command = $_.Name; verb = $_.Verb } }) {
        It 'has an approved verb' {
            (Get-Verb).Verb | Should -Contain $verb
        }

        It 'has a suite of its own' {
            "$PSScriptRoot/$command.Tests.ps1" | Should -Exist
        }

        It 'says what it emits' {
            (Get-Command $command).OutputType | Should -Not -BeNullOrEmpty
        }

        It 'takes PSPath for -LiteralPath, and objects from the pipeline' -Skip:($command -in 'New-Story', 'Merge-Story', 'Register-StoryMergeDriver', 'Unregister-StoryMergeDriver') {
            $parameters = (Get-Command $command).Parameters
            $parameters['LiteralPath'].Aliases | Should -Contain 'PSPath'
            $parameters['InputObject'].ParameterSets['__AllParameterSets'].ValueFromPipeline | Should -BeTrue
        }
    }

    Context '<_>, which changes something' -ForEach @(
        (Get-Command -Module AiSdlc.PowerShell | Where-Object Verb -NotIn 'Get', 'Show', 'Test', 'Use', 'Wait').Name
    ) {
        It 'has -WhatIf and -Confirm of medium impact' {
            $metadata = [Management.Automation.CommandMetadata]::new((Get-Command $_))
            $metadata.SupportsShouldProcess | Should -BeTrue
            $metadata.ConfirmImpact | Should -Be 'Medium'
        }
    }

    It 'lets scripts catch each of its exceptions by its type' {
        $types = [AiSdlc.StoryException].Assembly.GetExportedTypes() | Where-Object { $_.IsSubclassOf([AiSdlc.StoryException]) -and -not $_.IsAbstract }
        $types.Count | Should -BeGreaterThan 5
        foreach ($type in $types) {
            $thrown = [Runtime.CompilerServices.RuntimeHelpers]::GetUninitializedObject($type) # has no public constructor
            & ([scriptblock]::Create("try { throw `$args[0] } catch [$type] { 'caught' }")) $thrown | Should -Be 'caught'
            & { try { throw $args[0] } catch [AiSdlc.StoryException] { 'caught' } } $thrown | Should -Be 'caught'
        }
    }

    Context 'in a process of its own' {
        It 'imports silently, again, and again after its removal' {
            $run = Invoke-Process '
                $module = (Get-Module AiSdlc.PowerShell).Path
                Import-Module $module
                Import-Module $module -Force
                Remove-Module AiSdlc.PowerShell
                Import-Module $module
                Update-StoryFrontmatter -Id S-0001 @{ again = 1 }'
            $run.Output, $run.Errors | Should -Be '', ''
            $run.ExitCode | Should -Be 0
            (Get-Frontmatter).again | Should -Be 1
        }

        It 'brings no YAML library' -Skip:((Get-EditionUnderTest) -eq 'Desktop') {
            $run = Invoke-Process '
                Update-StoryFrontmatter -Id S-0001 @{ a = 1 }
                [Runtime.Loader.AssemblyLoadContext]::Default.Assemblies.ForEach{ $_.GetName().Name } -match "Yaml"'
            $run.Output, $run.Errors | Should -Be '', ''
            (Get-Frontmatter).a | Should -Be 1
        }

        It 'has exceptions that a script can name' {
            $run = Invoke-Process '
                try { Update-StoryFrontmatter -Id S-9 @{ a = 1 } } catch [AiSdlc.StoryNotFoundException] { $_.Exception.Code }
                try { Update-StoryFrontmatter -Id S-0001 @{ a = { } } } catch [AiSdlc.StoryException] { $_.Exception.Code }'
            $run.Output -split '\r?\n' | Should -Be 'ENOENT', 'EUNSUPPORTED'
            $run.Errors | Should -Be ''
        }

        It 'passes the script for Windows PowerShell' {
            $run = Invoke-Process "& '$PSScriptRoot/../WindowsPowerShell.ps1' '$(Get-ModuleUnderTest)'"
            $run.Errors | Should -Be ''
            $run.ExitCode | Should -Be 0
            @($run.Output -split '\r?\n' -like 'ok: *').Count | Should -BeGreaterThan 5
        }

        It 'works under strict mode and without a home' {
            $run = Invoke-Process '
                Set-StrictMode -Version Latest
                $env:HOME = $env:XDG_STATE_HOME = $env:LOCALAPPDATA = $env:AISDLC_STATE_DIR = $null
                Update-StoryFrontmatter -Id S-0001 @{ a = 1 } -PassThru | ForEach-Object Id'
            $run.Output, $run.Errors | Should -Be 'S-0001', ''
        }

        It 'ends with code 1 after an error that stops' {
            $run = Invoke-Process 'Update-StoryFrontmatter -Id S-9 @{ a = 1 }; "not reached"'
            $run.ExitCode | Should -Be 1
            $run.Output | Should -Be ''
            $run.Errors | Should -Not -BeNullOrEmpty
        }
    }

    Context 'how objects are shown' {
        It 'shows a story as a table' {
            $header = Update-StoryFrontmatter -Id S-0001 -Touch -PassThru | Out-String -Width 200 -Stream | Where-Object { $_ } | Select-Object -First 1
            -split $header | Should -Be 'Id', 'Status', 'Priority', 'Title', 'Path'
        }

        It 'shows a story and a lock briefly in a string' {
            $seen = @{}
            $story = Update-StoryFrontmatter -Id S-0001 -Transform { $seen.Lock = Get-StoryLock; $_.a = 1 } -PassThru
            "$story, $($seen.Lock)" | Should -Be 'S-0001, S-0001 (Held)'
        }
    }
}
