namespace Guestfs.Processes;

/// <summary>A program to start: arguments are a list and are never joined into a shell string.</summary>
/// <param name="Program">An absolute path, or a name looked up on PATH.</param>
/// <param name="Environment">The whole environment of the child; nothing is inherited besides it.</param>
public sealed record ChildCommand(
    string Program,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> Environment);

/// <summary>How a child ended: exactly one of the two is set.</summary>
public readonly record struct ChildExit(int? Code, int? Signal)
{
    public bool Succeeded => Code == 0;

    public override string ToString() => Signal is { } signal
        ? $"was killed by signal {signal} ({SignalNames.NameOf(signal)})"
        : $"exited with status {Code}";
}
