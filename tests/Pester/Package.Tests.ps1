#Requires -Version 7.4

BeforeDiscovery {
    Import-Module $PSScriptRoot/Board.psm1
    # The module under test, or the one that build.ps1 Package made, which CI runs before the tests. The run on the desktop build tests a copy
    # that has the compiled files, too, and leaves them alone.
    $compiled = @(Split-Path (Get-ModuleUnderTest) | Where-Object { $env:AISDLC_TEST_EDITION -ne 'Desktop' }) + "$PSScriptRoot/../../out/release/AiSdlc.PowerShell" |
        Where-Object { Test-Path "$_/Core/*-x64" } | Select-Object -First 1
    $noGit = -not (Get-Command git -CommandType Application -ErrorAction Ignore)
    $runsCompiled = ($IsWindows -or $IsLinux) -and [Runtime.InteropServices.RuntimeInformation]::ProcessArchitecture -eq 'X64'
}

BeforeAll {
    Import-Module $PSScriptRoot/Board.psm1
    $version = (Test-ModuleManifest (Get-ModuleUnderTest)).Version

    function New-Package([string] $Into) {
        & "$PSScriptRoot/../../tools/New-Package.ps1" (Split-Path (Get-ModuleUnderTest)) $Into
    }
}

Describe 'The package' {
    BeforeEach { Open-Board $TestDrive }
    AfterEach { Close-Board }

    It 'is small, and the same each time' {
        $first = Get-Item (New-Package "$PWD/one")
        $first.Length | Should -BeLessThan $(if (Test-Path "$(Split-Path (Get-ModuleUnderTest))/Core/*-x64") { 5MB } else { 1MB })
        (Get-FileHash (New-Package "$PWD/two")).Hash | Should -Be (Get-FileHash $first).Hash
    }

    It 'says of itself what a gallery wants to know' {
        Expand-Archive (New-Package $PWD) unpacked
        $metadata = ([xml] (Get-Content unpacked/AiSdlc.PowerShell.nuspec -Raw)).package.metadata
        foreach ($name in 'id', 'authors', 'owners', 'licenseUrl', 'projectUrl', 'description', 'releaseNotes', 'copyright') {
            $metadata.$name | Should -Not -BeNullOrEmpty -Because $name
        }
        $metadata.version | Should -Be "$version"
        foreach ($tag in 'PSModule', 'PSEdition_Core', 'PSEdition_Desktop', 'PSCmdlet_Update-StoryFrontmatter') {
            -split $metadata.tags | Should -Contain $tag
        }
    }

    It 'has its licence, and no library but its own' {
        Expand-Archive (New-Package $PWD) unpacked
        Get-Content unpacked/LICENSE -Raw | Should -BeLike '*MIT License*'
        (Get-ChildItem unpacked -Recurse -Filter *.dll).BaseName | Sort-Object -Unique |
            Should -Be 'AiSdlc.Core', 'AiSdlc.Frontmatter', 'AiSdlc.Merge', 'AiSdlc.PowerShell'
    }

    It 'runs what is compiled for this platform, and has the types of its errors from the start' -Skip:(-not ($compiled -and $runsCompiled)) -ForEach @{ folder = $compiled } {
        $module = (Resolve-Path "$folder/AiSdlc.PowerShell.psd1").Path
        $run = Invoke-Process -Bare "
            Import-Module '$module'
            [AiSdlc.StoryLockedException].Assembly.Location
            Update-StoryFrontmatter -Id S-0001 -Increment count
            Import-Module '$module' -Force
            Update-StoryFrontmatter -Id S-0001 -Increment count
            (([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object FullName -Like 'AiSdlc.*').Location | Split-Path | Split-Path -Leaf | Sort-Object) -join ' '"
        $run.Errors | Should -Be ''
        $platform = if ($IsWindows) { 'win-x64' } else { 'linux-x64' }
        $said = $run.Output -split '\r?\n'
        $said[0] | Should -BeLike "*$platform*AiSdlc.Core.dll"
        $said[1] | Should -Be "Core $platform $platform"
        (Get-Frontmatter).count | Should -Be 2
    }

    It 'registers a merge program that is there, whichever build runs' -Skip:(-not ($compiled -and $runsCompiled) -or $noGit) -ForEach @{ folder = $compiled } {
        $module = (Resolve-Path "$folder/AiSdlc.PowerShell.psd1").Path
        git init -q .
        (Invoke-Process -Bare "Import-Module '$module'; Register-StoryMergeDriver -WarningAction Ignore").Errors | Should -Be ''
        $program = [IO.Path]::Combine((Split-Path $module), 'Core', $(if ($IsWindows) { 'win-x64' } else { 'linux-x64' }), 'AiSdlc.Merge.dll')
        git config --local merge.ai-sdlc-story.driver | Should -BeLike "* '$program' *"
        Set-Content base "---`na: 1`n---"
        Set-Content ours "---`na: 1`nb: 1`n---"
        Set-Content theirs "---`na: 2`n---"
        dotnet $program base ours theirs story.md | Should -BeNullOrEmpty
        Get-Content ours | Should -Be '---', 'a: 2', 'b: 1', '---'
    }

    It 'needs no other module' {
        (Test-ModuleManifest (Get-ModuleUnderTest)).RequiredModules | Should -BeNullOrEmpty
    }

    It 'is installed by Install-PSResource from a folder, found by its name, and works' {
        $null = New-Package "$PWD/gallery"
        $before = $env:HOME, $env:XDG_DATA_HOME
        $env:HOME, $env:XDG_DATA_HOME = "$PWD/home", "$PWD/home/.local/share" # not a person's own, but for Windows
        $one = [Threading.Mutex]::new($false, 'AiSdlc.PowerShell is installed') # there the suites, which run at once, share it
        $null = $one.WaitOne()
        try {
            $run = Invoke-Process -Bare '
                $name = "ai-sdlc-" + [guid]::NewGuid()
                Register-PSResourceRepository $name (Get-Item gallery).FullName -Trusted
                try {
                    Install-PSResource AiSdlc.PowerShell -Repository $name -Scope CurrentUser -AcceptLicense
                    Update-StoryFrontmatter -Id S-0001 @{ a = 1 }
                    (Get-Module AiSdlc.PowerShell).Version.ToString()
                    (Get-InstalledPSResource AiSdlc.PowerShell).InstalledLocation
                    (Get-Module AiSdlc.PowerShell).Path
                    (Get-Help Get-Story).Synopsis
                } finally {
                    Unregister-PSResourceRepository $name
                }'
        } finally {
            $env:HOME, $env:XDG_DATA_HOME = $before
            if ($IsWindows) { Uninstall-PSResource AiSdlc.PowerShell -Version "[$version]" }
            $one.ReleaseMutex()
        }
        $run.Errors | Should -Be ''
        $said = $run.Output -split '\r?\n'
        $said[0], $said[3] | Should -Be "$version", 'Reads stories as objects.'
        $said[2] | Should -BeLike "$($said[1])*AiSdlc.PowerShell.dll"
        if (-not $IsWindows) { $said[1] | Should -BeLike "$PWD/home/*" }
        (Get-Frontmatter).a | Should -Be 1
    }
}
