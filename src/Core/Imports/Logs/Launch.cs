namespace Guestfs.Imports.Logs;

/// <summary>One launch of the appliance: which lines are its own, and what they say all together.</summary>
/// <param name="Place">Where its first line is kept.</param>
/// <param name="Marks">What was found out about each line; it holds until the next launch is looked for.</param>
/// <param name="Start">The index of the line at which the launch begins; those before it say what led to it.</param>
/// <param name="HasBeginning">False when the log's beginning is missing: how long the launch took is not known.</param>
/// <param name="Zero">The stamp of the first line from there on that has one.</param>
/// <param name="FirstNumber">The number of its first line in the log as it was given.</param>
/// <param name="CallNames">By the index of a line that begins a call without naming it: the name, which comes later.</param>
internal sealed record Launch(
    long Place,
    IReadOnlyList<byte> Marks,
    int Start,
    bool HasBeginning,
    long? Zero,
    int FirstNumber,
    int LastNumber,
    LaunchFacts Facts,
    IReadOnlyDictionary<int, string> CallNames);
