namespace AiSdlc.Tests;

/// <summary>
/// Tests that keep the machine busy with processes and threads of their own, or that measure a wait, run one after the other and
/// beside nothing else.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class BusyMachine
{
    public const string Name = "busy machine";
}
