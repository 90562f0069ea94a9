using Guestfs.Boots;
using Guestfs.Redaction;

namespace Guestfs.Web.Redaction;

/// <summary>A boot before and after redaction, as those who share it see it beforehand.</summary>
/// <param name="Counts">How many texts of each kind are replaced, over the whole boot.</param>
/// <param name="Lines">How many lines the boot has.</param>
/// <param name="ChangedLines">How many of them are changed, also those beyond <paramref name="Examples"/>.</param>
/// <param name="Examples">The first changed lines.</param>
/// <param name="Facts">What is changed besides lines, once each.</param>
public sealed record RedactionPreview(
    IReadOnlyDictionary<RedactionKind, int> Counts,
    long Lines,
    long ChangedLines,
    IReadOnlyList<PreviewLine> Examples,
    IReadOnlyList<PreviewFact> Facts)
{
    /// <summary>Reads as much of the boot as there is. Null when there is no such boot.</summary>
    public static async Task<RedactionPreview?> ReadAsync(IBootReader boot, RedactionChoices choices, CancellationToken cancellationToken)
    {
        if (await boot.FindAsync(cancellationToken) is not { } summary)
        {
            return null;
        }

        var fold = new PreviewFold(choices);
        await foreach (var entry in boot.ReadAsync(0, follow: false, cancellationToken))
        {
            fold.Learn(entry);
        }

        fold.Begin();
        await foreach (var entry in boot.ReadAsync(0, follow: false, cancellationToken))
        {
            fold.Add(entry, summary.Imported);
        }

        fold.Add(await boot.ReadPinsAsync(cancellationToken));
        return fold.Preview();
    }
}

/// <param name="Number">The number the console shows.</param>
/// <param name="After">Null when the line is left out as a whole.</param>
public sealed record PreviewLine(long Number, string Source, string Before, string? After);

/// <param name="Name">Where it stands in the journal, such as <c>requested.host.host</c>.</param>
public sealed record PreviewFact(string Name, string Before, string After);
