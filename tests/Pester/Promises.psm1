# What every cmdlet that edits a story promises, as data. A suite names its cmdlet, and arguments that change story S-0001:
#
#   It '<promise>' -ForEach (Get-EditPromise) { & $check Block-Story @{ Reason = 'no' } }

[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'Used in blocks inside.')]
param()

Import-Module $PSScriptRoot/Board.psm1

$Promises = [ordered]@{
    'keeps what it does not know, and sets updated' = {
        param($Command, $Argument)
        $line = 'unknown: [ 1,2 ] # mine'
        $text = (Get-StoryText) -replace '(?m)^type: ', "$line`n`$0"
        Add-Story 'S-0001' $text
        & $Command -Id S-0001 @Argument
        Get-StoryText | Should -BeLike "*`n$($line -replace '[][]', '`$0')`n*"
        Get-StoryText | Should -BeLike "*`n--- a line that is no fence`n*"
        (Get-Frontmatter).updated | Should -BeIn (Get-Today)
    }

    'is silent, and emits the story as it now is with -PassThru' = {
        param($Command, $Argument)
        & $Command -Id S-0001 @Argument | Should -BeNullOrEmpty
        $story = & $Command -Id S-0001 @Argument -PassThru
        $story.PSTypeNames[0] | Should -Be 'AiSdlc.Story'
        $story.Version | Should -Be (Get-FileHash (Get-StoryFile)).Hash
    }

    'changes nothing with -WhatIf' = {
        param($Command, $Argument)
        $before = Get-StoryText
        & $Command -Id S-0001 @Argument -PassThru -WhatIf | Should -BeNullOrEmpty
        Get-StoryText | Should -BeExactly $before
    }

    'takes stories from the pipeline' = {
        param($Command, $Argument)
        Add-Story 'S-0002' (Get-StoryText).Replace('S-0001', 'S-0002')
        $edited = Get-Story | Sort-Object Id -Descending | & $Command @Argument -PassThru
        $edited.Id | Should -Be 'S-0002', 'S-0001'
        (Get-Frontmatter).updated, (Get-Frontmatter 'S-0002').updated | Should -BeIn (Get-Today)
    }

    'refuses with -IfUnchanged a story that was edited meanwhile' = {
        param($Command, $Argument)
        $read = Get-Story -Id S-0001
        Add-Content (Get-StoryFile) 'more'
        $before = Get-StoryText
        Get-Fault { $read | & $Command @Argument -IfUnchanged } | Should -Be (Get-FaultOf $Command 'StoryVersionMismatch ResourceExists')
        Get-StoryText | Should -BeExactly $before
    }

    'goes on after a story that is not there' = {
        param($Command, $Argument)
        Get-Fault { & $Command -Id S-0009, S-0001 @Argument } | Should -Be (Get-FaultOf $Command 'StoryNotFound ObjectNotFound')
        (Get-Frontmatter).updated | Should -BeIn (Get-Today)
    }

    'gives up on a locked story' = {
        param($Command, $Argument)
        $before = Get-StoryText
        Lock-Story
        Get-Fault { & $Command -Id S-0001 @Argument -LockTimeout 0 } | Should -Be (Get-FaultOf $Command 'StoryLocked ResourceBusy')
        Unlock-Story
        Get-StoryText | Should -BeExactly $before
    }
}

# The promises for -ForEach: name and check.
function Get-EditPromise {
    $Promises.GetEnumerator() | ForEach-Object { @{ promise = $_.Key; check = $_.Value } }
}

Export-ModuleMember -Function *
