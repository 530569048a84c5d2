using System.Collections.Generic;

namespace AiSdlc.Help;

/// <summary>What is written by hand about one cmdlet. Texts are paragraphs.</summary>
/// <param name="Synopsis">The text between the name and the first heading.</param>
/// <param name="Description">What it does.</param>
/// <param name="Examples">At least two.</param>
/// <param name="Parameters">By name, without the dash.</param>
/// <param name="Inputs">What may be piped to it.</param>
/// <param name="Outputs">What it emits.</param>
/// <param name="Notes">What else has to be known.</param>
/// <param name="Links">Text and target.</param>
internal sealed record Page(
    IReadOnlyList<string> Synopsis,
    IReadOnlyList<string> Description,
    IReadOnlyList<Example> Examples,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Parameters,
    IReadOnlyList<string> Inputs,
    IReadOnlyList<string> Outputs,
    IReadOnlyList<string> Notes,
    IReadOnlyList<(string Text, string Target)> Links);

/// <summary>An example: its first block of code, and what is said about it.</summary>
internal sealed record Example(string Title, string Code, IReadOnlyList<string> Remarks);
