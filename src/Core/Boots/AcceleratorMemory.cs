using Guestfs.Launching;
using Microsoft.Extensions.Logging;

namespace Guestfs.Boots;

/// <summary>
/// What earlier boots proved about KVM on this host, kept in the store. A store that fails costs one more proof, not a boot.
/// </summary>
internal sealed partial class AcceleratorMemory(IJournalStore store, ILogger<AcceleratorMemory> logger)
{
    private const string Setting = "accelerator-verdict";

    public async Task<AcceleratorVerdict?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return AcceleratorVerdict.Read(await store.ReadSettingAsync(Setting, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotKept(logger, error);
            return null;
        }
    }

    /// <summary>Never throws: a guest runs by now, and somebody has to look after it.</summary>
    public async Task WriteAsync(AcceleratorVerdict verdict)
    {
        try
        {
            await store.WriteSettingAsync(Setting, verdict.Write(), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            LogNotKept(logger, error);
        }
    }

    public Task ForgetAsync(CancellationToken cancellationToken) => store.WriteSettingAsync(Setting, null, cancellationToken);

    [LoggerMessage(EventId = 1201, Level = LogLevel.Warning, Message = "What is known of KVM on this host could not be read or kept; it is proved again")]
    private static partial void LogNotKept(ILogger logger, Exception error);
}
