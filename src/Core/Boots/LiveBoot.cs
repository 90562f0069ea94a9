namespace Guestfs.Boots;

/// <summary>A boot that runs, or whose journal is not wholly stored yet.</summary>
internal sealed class LiveBoot(string? requestId, LiveJournal journal, BootControl control)
{
    public string? RequestId { get; } = requestId;

    public LiveJournal Journal { get; } = journal;

    public BootControl Control { get; } = control;

    /// <summary>Completes when the boot is over and stored.</summary>
    public Task Done { get; set; } = Task.CompletedTask;
}
