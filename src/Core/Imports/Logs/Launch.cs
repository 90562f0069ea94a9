namespace Guestfs.Imports.Logs;

/// <summary>The lines of one launch of the appliance.</summary>
/// <param name="Start">The index of the line at which the launch begins; those before it say what led to it.</param>
internal sealed record Launch(IReadOnlyList<ClassifiedLine> Lines, int Start);
