using Guestfs.Imports;
using Guestfs.Imports.Spooling;
using Guestfs.Timeline;
using Microsoft.Extensions.Logging;

namespace Guestfs.Boots;

internal sealed partial class BootImports(IJournalStore store, EngineOptions options, TimeProvider time, ILogger<BootImports> logger) : IBootImports
{
    public Task<ImportReading> ReadAsync(Stream content, string? file, string by, CancellationToken cancellationToken) => ImportReader.ReadAsync(
        content,
        file,
        new ImportSettings(by, time.GetUtcNow()) { Keep = new OutputKeep(options.KeepHeadBytes, options.KeepTailBytes) },
        cancellationToken);

    public async Task<IReadOnlyList<BootSummary>> CreateAsync(ImportReading reading, string by, CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow();
        var boots = reading.Boots.Select(boot => new StoredImport(boot.Summarise(BootId.Create(), by, at), boot.Journal) { Pins = boot.Pins }).ToList();
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
