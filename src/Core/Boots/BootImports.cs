using Guestfs.Imports;
using Guestfs.Journal;
using Guestfs.Timeline;
using Microsoft.Extensions.Logging;

namespace Guestfs.Boots;

internal sealed partial class BootImports(IJournalStore store, EngineOptions options, ImportTurns turns, TimeProvider time, ILogger<BootImports> logger) : IBootImports
{
    private const int MostFound = 1000;

    public Task<ImportReading> ReadAsync(Stream content, string? file, string by, CancellationToken cancellationToken) => ImportReader.ReadAsync(
        content,
        file,
        new ImportSettings(by, time.GetUtcNow()) { Keep = new OutputKeep(options.KeepHeadBytes, options.KeepTailBytes), Turns = turns },
        cancellationToken);

    public async Task<IReadOnlyList<BootSummary>> FindAsync(ImportReading reading, CancellationToken cancellationToken)
    {
        var query = new BootQuery { Text = reading.Sha256, Statuses = [BootStatus.Imported], PageSize = MostFound };
        var page = await store.ListAsync(query, cancellationToken).ConfigureAwait(false);
        var latest = page.Past.Where(boot => boot.Imported?.Sha256 == reading.Sha256)
            .GroupBy(static boot => boot.Imported!.At)
            .Where(boots => boots.Count() == reading.Boots.Count)
            .MaxBy(static boots => boots.Key);
        return latest is null ? [] : [.. latest.OrderBy(static boot => boot.Imported!.Place)];
    }

    public async Task<IReadOnlyList<BootSummary>> CreateAsync(ImportReading reading, string by, CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow();
        var boots = reading.Boots.Select((boot, place) => new StoredImport(boot.Summarise(BootId.Create(), by, at, place, reading.Sha256), boot.Journal) { Pins = boot.Pins }).ToList();
        await store.ImportAsync(boots, cancellationToken).ConfigureAwait(false);
        foreach (var boot in boots)
        {
            LogImported(logger, boot.Summary.Id, reading.Kind, by);
        }

        return [.. boots.Select(static boot => boot.Summary)];
    }

    [LoggerMessage(EventId = 1401, Level = LogLevel.Information, Message = "Boot {BootId} was imported from a {Kind} by {By}")]
    private static partial void LogImported(ILogger logger, string bootId, string kind, string by);
}
