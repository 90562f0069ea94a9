using Guestfs.Launching;

namespace Guestfs.Boots;

/// <summary>What earlier boots proved about KVM on this host, kept in the store.</summary>
internal sealed class AcceleratorMemory(IJournalStore store)
{
    private const string Setting = "accelerator-verdict";

    public async Task<AcceleratorVerdict?> ReadAsync(CancellationToken cancellationToken) =>
        AcceleratorVerdict.Read(await store.ReadSettingAsync(Setting, cancellationToken).ConfigureAwait(false));

    public Task WriteAsync(AcceleratorVerdict verdict, CancellationToken cancellationToken) =>
        store.WriteSettingAsync(Setting, verdict.Write(), cancellationToken);

    public Task ForgetAsync(CancellationToken cancellationToken) => store.WriteSettingAsync(Setting, null, cancellationToken);
}
