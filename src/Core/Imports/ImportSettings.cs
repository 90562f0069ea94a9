using Guestfs.Journal;

namespace Guestfs.Imports;

/// <summary>How one import is done.</summary>
/// <param name="By">Who imports.</param>
/// <param name="Now">Stands for the time of a boot whose log has none.</param>
public sealed record ImportSettings(string By, DateTimeOffset Now)
{
    /// <summary>How much output of one boot is kept.</summary>
    public OutputKeep Keep { get; init; } = OutputKeep.Usual;

    /// <summary>Null when nobody else imports.</summary>
    public ImportTurns? Turns { get; init; }

    /// <summary>Where temporary files are; null for the usual place.</summary>
    public string? Directory { get; init; }

    /// <summary>Processor time of the reading thread so far; another clock may stand for it.</summary>
    public Func<TimeSpan> Spent { get; init; } = Unpacking.ProcessorTime.OfThisThread;
}
