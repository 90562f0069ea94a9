using Microsoft.Extensions.Logging;

namespace Guestfs.Pins;

/// <summary>Sets, changes and removes pins, and tells at once those who watch them.</summary>
public sealed partial class PinDesk(IPinStore store, TimeProvider time, ILogger<PinDesk> logger)
{
    private readonly PinWatches _watches = new(bootId => store.ListAsync(bootId, CancellationToken.None));

    /// <summary>By their ids.</summary>
    public Task<IReadOnlyList<Pin>> ListAsync(string bootId, CancellationToken cancellationToken) => store.ListAsync(bootId, cancellationToken);

    /// <summary>The pins now, and again after every change, without end. Of changes that follow one another fast only the last may come.</summary>
    public IAsyncEnumerable<IReadOnlyList<Pin>> WatchAsync(string bootId, CancellationToken cancellationToken) => _watches.ReadAsync(bootId, cancellationToken);

    /// <summary>Sets a pin at a place that the caller has found to be in the boot.</summary>
    /// <exception cref="PinRefusedException">The text is none, or the boot has all the pins it may have. Nothing was set.</exception>
    public async Task<Pin> CreateAsync(string bootId, PinPlace place, string? text, string by, CancellationToken cancellationToken)
    {
        var pin = new Pin { Id = 0, Place = place, Text = PinText.Read(text), CreatedBy = by, CreatedAt = Now() };
        if (await store.AddAsync(bootId, pin, Pin.MostOfABoot, cancellationToken).ConfigureAwait(false) is not { } added)
        {
            throw new PinRefusedException($"This boot has {Pin.MostOfABoot} pins already, which is the most it may have; no pin was set. Remove one that nobody needs.");
        }

        _watches.Change(bootId);
        LogSet(logger, added.Id, bootId, by);
        return added;
    }

    /// <summary>Gives a pin another text; its place stays.</summary>
    /// <returns>The pin as it is now, or null when there is none.</returns>
    /// <exception cref="PinRefusedException">The text is none. Nothing was changed.</exception>
    public async Task<Pin?> ChangeAsync(string bootId, int id, string? text, string by, CancellationToken cancellationToken)
    {
        var given = PinText.Read(text);
        var now = Now();
        var changed = await store.ChangeAsync(
            bootId,
            id,
            pin => pin.Text == given ? pin : pin with { Text = given, ChangedBy = by, ChangedAt = now },
            cancellationToken).ConfigureAwait(false);
        if (changed is not null)
        {
            _watches.Change(bootId);
            LogChanged(logger, id, bootId, by);
        }

        return changed;
    }

    /// <returns>False when there is no such pin.</returns>
    public async Task<bool> RemoveAsync(string bootId, int id, string by, CancellationToken cancellationToken)
    {
        var removed = await store.RemoveAsync(bootId, id, cancellationToken).ConfigureAwait(false);
        if (removed)
        {
            _watches.Change(bootId);
            LogRemoved(logger, id, bootId, by);
        }

        return removed;
    }

    /// <summary>To the millisecond, as it is kept.</summary>
    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());

    [LoggerMessage(EventId = 1601, Level = LogLevel.Information, Message = "Pin {PinId} of boot {BootId} set by {By}")]
    private static partial void LogSet(ILogger logger, int pinId, string bootId, string by);

    [LoggerMessage(EventId = 1602, Level = LogLevel.Information, Message = "Pin {PinId} of boot {BootId} changed by {By}")]
    private static partial void LogChanged(ILogger logger, int pinId, string bootId, string by);

    [LoggerMessage(EventId = 1603, Level = LogLevel.Information, Message = "Pin {PinId} of boot {BootId} removed by {By}")]
    private static partial void LogRemoved(ILogger logger, int pinId, string bootId, string by);
}
