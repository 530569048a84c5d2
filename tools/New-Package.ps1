<#
.SYNOPSIS
Packs a staged module as a .nupkg for a gallery, or for a folder that serves as a repository.
.DESCRIPTION
The same module gives the same bytes: entries are sorted, and have one fixed time.
.PARAMETER Module
Folder of the staged module.
.PARAMETER Destination
Folder for the package.
.OUTPUTS
The path of the package.
#>
param(
    [Parameter(Mandatory)] [string] $Module,
    [Parameter(Mandatory)] [string] $Destination
)

$ErrorActionPreference = 'Stop'
$name = [IO.Path]::GetFileName($Module.TrimEnd('/', '\'))
$manifest = Test-ModuleManifest ([IO.Path]::Combine($Module, "$name.psd1"))
$data = $manifest.PrivateData.PSData
$moment = [DateTimeOffset]::new(2000, 1, 1, 0, 0, 0, [TimeSpan]::Zero)

function Protect([string] $Text) { [Security.SecurityElement]::Escape($Text) }

# What a gallery shows and searches, from the manifest. Tags of the form PSCmdlet_NAME are how Find-Command finds a module.
function Get-Specification {
    $commands = $manifest.ExportedCmdlets.Keys | ForEach-Object { "PSCmdlet_$_"; "PSCommand_$_" }
    $tags = @($data.Tags) + 'PSModule' + @($commands)
    @"
<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://schemas.microsoft.com/packaging/2011/08/nuspec.xsd">
  <metadata>
    <id>$name</id>
    <version>$($manifest.Version)</version>
    <authors>$(Protect $manifest.Author)</authors>
    <owners>$(Protect $manifest.CompanyName)</owners>
    <requireLicenseAcceptance>false</requireLicenseAcceptance>
    <licenseUrl>$($data.LicenseUri)</licenseUrl>
    <projectUrl>$($data.ProjectUri)</projectUrl>
    <description>$(Protect $manifest.Description)</description>
    <releaseNotes>$(Protect $data.ReleaseNotes)</releaseNotes>
    <copyright>$(Protect $manifest.Copyright)</copyright>
    <tags>$($tags -join ' ')</tags>
  </metadata>
</package>
"@
}

# The two parts that make a zip file an Open Packaging one.
$relationships = @"
<?xml version="1.0" encoding="utf-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
  <Relationship Type="http://schemas.microsoft.com/packaging/2010/07/manifest" Target="/$name.nuspec" Id="manifest" />
</Relationships>
"@

function Get-ContentType([string[]] $File) {
    $kinds = $File | ForEach-Object { [IO.Path]::GetExtension($_).TrimStart('.') } | Where-Object { $_ }
    $unique = [Collections.Generic.SortedSet[string]]::new([string[]] $kinds, [StringComparer]::Ordinal)
    $defaults = foreach ($kind in $unique) { "<Default Extension=`"$kind`" ContentType=`"application/octet`" />" }
    $bare = foreach ($path in $File) { if (-not [IO.Path]::GetExtension($path)) { "<Override PartName=`"/$path`" ContentType=`"application/octet`" />" } }
    @"
<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
  <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml" />
  <Default Extension="nuspec" ContentType="application/octet" />
  $(@($defaults) + @($bare) -join "`n  ")
</Types>
"@
}

function Add-Entry($Zip, [string] $Path, [byte[]] $Content) {
    $entry = $Zip.CreateEntry($Path, [IO.Compression.CompressionLevel]::SmallestSize)
    $entry.LastWriteTime = $moment
    $stream = $entry.Open()
    try { $stream.Write($Content, 0, $Content.Length) } finally { $stream.Dispose() }
}

function Add-Text($Zip, [string] $Path, [string] $Text) { Add-Entry $Zip $Path ([Text.UTF8Encoding]::new($false).GetBytes($Text.Replace("`r", ''))) }

$files = [Collections.Generic.SortedDictionary[string, string]]::new([StringComparer]::Ordinal)
foreach ($file in [IO.Directory]::GetFiles($Module, '*', 'AllDirectories')) {
    $files[[IO.Path]::GetRelativePath($Module, $file).Replace('\', '/')] = $file
}

[void] [IO.Directory]::CreateDirectory($Destination)
$package = [IO.Path]::Combine($Destination, "$name.$($manifest.Version).nupkg")
$stream = [IO.File]::Create($package)
try {
    $zip = [IO.Compression.ZipArchive]::new($stream, [IO.Compression.ZipArchiveMode]::Create)
    Add-Text $zip '[Content_Types].xml' (Get-ContentType $files.Keys)
    Add-Text $zip '_rels/.rels' $relationships
    Add-Text $zip "$name.nuspec" (Get-Specification)
    foreach ($file in $files.GetEnumerator()) { Add-Entry $zip $file.Key ([IO.File]::ReadAllBytes($file.Value)) }
    $zip.Dispose()
} finally {
    $stream.Dispose()
}
$package
