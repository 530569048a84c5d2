@{
    RootModule             = "$PSEdition/AiSdlc.PowerShell.dll" # an if costs each import 20 ms
    ModuleVersion          = '0.0.0' # the build writes the version of Directory.Build.props
    GUID                   = '1f3b1d52-5a3e-4b0c-9c51-6d0f6c0a7e34'
    Author                 = 'The AiSdlc.PowerShell authors'
    CompanyName            = 'The AiSdlc.PowerShell authors'
    Copyright              = 'Copyright (c) the AiSdlc.PowerShell authors. MIT licence.'
    Description            = 'Edits the stories of .ai-sdlc boards from any number of shells, scripts and processes at once: atomic read-modify-write of Markdown frontmatter under a lock that is shared with the ai-sdlc Node tool.'
    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2' # of Windows PowerShell only
    CompatiblePSEditions   = @('Core', 'Desktop')
    TypesToProcess         = @('AiSdlc.PowerShell.Types.ps1xml')
    FormatsToProcess       = @('AiSdlc.PowerShell.Format.ps1xml')
    FunctionsToExport      = @()
    CmdletsToExport        = @(
        'Add-StoryContent', 'Add-StoryRefinement', 'Add-StoryReview', 'Block-Story', 'Complete-Story', 'Complete-StoryTask', 'Export-StoryBoard', 'Get-Story',
        'Get-StoryClaim', 'Get-StoryContent', 'Get-StoryHistory', 'Get-StoryLock', 'Get-StoryOutput', 'Merge-Story', 'New-Story',
        'Register-StoryMergeDriver', 'Remove-StaleStoryLock', 'Rename-Story', 'Reset-Story', 'Resolve-StoryConflict', 'Set-StoryContent',
        'Set-StoryOutput', 'Set-StoryPullRequest', 'Set-StoryStatus', 'Show-StoryBoard', 'Start-Story', 'Stop-Story', 'Test-Story',
        'Unblock-Story', 'Unregister-StoryMergeDriver', 'Update-StoryClaim', 'Update-StoryFrontmatter', 'Use-StoryClaim',
        'Use-StoryLock', 'Wait-Story')
    VariablesToExport      = @()
    AliasesToExport        = @()
    PrivateData            = @{
        PSData = @{
            Tags         = @('ai-sdlc', 'story', 'board', 'frontmatter', 'yaml', 'markdown', 'lock', 'atomic', 'concurrency', 'automation',
                'PSEdition_Core', 'PSEdition_Desktop', 'Windows', 'Linux', 'MacOS')
            ProjectUri   = 'https://github.com/patrob/ai-sdlc'
            LicenseUri   = 'https://opensource.org/license/mit'
            ReleaseNotes = 'See CHANGELOG.md.'
        }
    }
}
