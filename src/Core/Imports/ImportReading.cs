using Guestfs.Spooling;

namespace Guestfs.Imports;

/// <summary>Everything an import recognised. Until it is disposed its journals lie in a temporary file and other imports may wait for it.</summary>
/// <param name="Kind">log, bundle or journal.</param>
/// <param name="Format">What was unpacked, such as "gzip"; empty for plain text.</param>
/// <param name="Lines">How many lines were read.</param>
/// <param name="Unmatched">How many of them neither a rule nor a known prefix matched.</param>
public sealed record ImportReading(
    string Kind,
    IReadOnlyList<string> Format,
    IReadOnlyList<string> Wrappings,
    long Lines,
    long Unmatched,
    IReadOnlyList<string> Examples,
    IReadOnlyList<ImportedBoot> Boots) : IDisposable
{
    /// <summary>Of the bytes as they were given, in lower-case hex.</summary>
    public string Sha256 { get; init; } = "";

    internal Spool? Journals { get; init; }

    /// <summary>Is kept as long as the temporary file.</summary>
    internal IDisposable? Turn { get; init; }

    public void Dispose()
    {
        Journals?.Dispose();
        Turn?.Dispose();
    }
}
