using System.Text.Json.Serialization;

namespace Guestfs.Journal;

/// <summary>A fact as it happened. Facts are never edited; timelines, statuses and summaries are folds of them.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(BootRequested), "requested")]
[JsonDerivedType(typeof(LogImported), "logImported")]
[JsonDerivedType(typeof(BootQueued), "queued")]
[JsonDerivedType(typeof(BootAdmitted), "admitted")]
[JsonDerivedType(typeof(Decision), "decision")]
[JsonDerivedType(typeof(ApplianceSelected), "applianceSelected")]
[JsonDerivedType(typeof(LockWaiting), "lockWaiting")]
[JsonDerivedType(typeof(BuildProgress), "buildProgress")]
[JsonDerivedType(typeof(ApplianceReady), "applianceReady")]
[JsonDerivedType(typeof(DiskPrepared), "diskPrepared")]
[JsonDerivedType(typeof(AttemptStarted), "attemptStarted")]
[JsonDerivedType(typeof(ProcessStarted), "processStarted")]
[JsonDerivedType(typeof(ProcessExited), "processExited")]
[JsonDerivedType(typeof(OutputLine), "line")]
[JsonDerivedType(typeof(OutputDropped), "dropped")]
[JsonDerivedType(typeof(OutputWithheld), "withheld")]
[JsonDerivedType(typeof(DaemonConnected), "daemonConnected")]
[JsonDerivedType(typeof(LaunchFlagReceived), "launchFlag")]
[JsonDerivedType(typeof(CallStarted), "callStarted")]
[JsonDerivedType(typeof(CallProgressed), "callProgressed")]
[JsonDerivedType(typeof(CallEnded), "callEnded")]
[JsonDerivedType(typeof(DaemonReport), "daemonReport")]
[JsonDerivedType(typeof(StageStalled), "stageStalled")]
[JsonDerivedType(typeof(CancelRequested), "cancelRequested")]
[JsonDerivedType(typeof(StopRequested), "stopRequested")]
[JsonDerivedType(typeof(ShutdownStarted), "shutdownStarted")]
[JsonDerivedType(typeof(BootEnded), "ended")]
public abstract record BootEvent;

/// <summary>Always the first event. <paramref name="At"/> is the boot's only wall-clock reading.</summary>
public sealed record BootRequested(BootRequest Request, string RequestedBy, DateTimeOffset At, HostFacts Host) : BootEvent
{
    /// <summary>The <see cref="JournalFormat.Version"/> the whole journal was written with.</summary>
    public int Format { get; init; } = JournalFormat.Version;
}

/// <summary>The boot was read out of a log that someone imported; always the second event of such a journal.</summary>
/// <param name="File">What the log was called, if it had a name.</param>
/// <param name="Program">The program that launched the appliance, such as libguestfs-test-tool.</param>
/// <param name="ClockNote">Which parts of the timeline have length and which have only order, in one or two sentences.</param>
/// <param name="Outcome">How the boot went, as far as the log tells: finished, failed, timed out, or interrupted when the log ends before.</param>
/// <param name="FirstLine">The boot's first line in the log, from 1.</param>
/// <param name="Unmatched">Lines that neither a rule nor a known prefix matched; they are kept as what they most probably are.</param>
/// <param name="Examples">Up to five of those.</param>
/// <param name="Wrappings">What was peeled off the lines, such as "mail quoting".</param>
/// <param name="Environment">Variables and settings that the log lists, as NAME=value.</param>
public sealed record LogImported(
    string? File,
    string? Program,
    string? Libguestfs,
    LogClock Clock,
    string ClockNote,
    BootStatus Outcome,
    long FirstLine,
    long LastLine,
    long Unmatched,
    IReadOnlyList<string> Examples,
    IReadOnlyList<string> Wrappings,
    IReadOnlyList<string> Environment) : BootEvent;

/// <summary>The boot waits for a slot; <paramref name="Place"/> counts from 1.</summary>
public sealed record BootQueued(int Place, string Reason) : BootEvent;

/// <summary>The boot left the queue; the appliance stage begins here.</summary>
public sealed record BootAdmitted : BootEvent;

/// <summary>A choice the engine made, such as subject "accelerator", choice "tcg", and a reason in one sentence.</summary>
public sealed record Decision(string Subject, string Choice, string Reason) : BootEvent;

/// <param name="Kind">supermin, fixed or old-style.</param>
public sealed record ApplianceSelected(string Kind, string Path) : BootEvent;

/// <summary>Another process holds the appliance lock; repeated when the holder changes.</summary>
public sealed record LockWaiting(int? HolderPid, string? HolderCommand) : BootEvent;

/// <param name="ExpectedBytes">Allocated bytes of the last appliance's root, null when none was ever built.</param>
public sealed record BuildProgress(long AllocatedBytes, long? ExpectedBytes) : BootEvent;

public sealed record ApplianceReady(
    string Kernel,
    string Initrd,
    string? Root,
    string? RootUuid,
    bool Rebuilt,
    string? RebuildReason,
    string Fingerprint) : BootEvent;

/// <param name="GuestName">The name the daemon uses, such as /dev/sda.</param>
public sealed record DiskPrepared(
    int Index,
    string GuestName,
    string Source,
    string Format,
    long? VirtualSize,
    bool Writable) : BootEvent;

/// <summary>One start of qemu. A boot has two when KVM fails and TCG takes over.</summary>
public sealed record AttemptStarted(int Attempt, string Accelerator, string Reason) : BootEvent;

/// <param name="Program">supermin, qemu or another program's short name.</param>
public sealed record ProcessStarted(string Program, int Pid, IReadOnlyList<string> Arguments) : BootEvent;

public sealed record ProcessExited(
    string Program,
    int Pid,
    int? ExitCode,
    int? Signal,
    long? PeakMemoryKiB) : BootEvent;

/// <summary>Stands in the place of lines let go to bound storage (the first 16 MiB and last 48 MiB are kept).</summary>
public sealed record OutputDropped(long Lines, long Bytes, long FirstSequence, long LastSequence) : BootEvent;

/// <summary>
/// Stands in the place of one line that the reader of this journal may not see. What it said of the boot is in
/// <see cref="JournalEntry.Readings"/>.
/// </summary>
public sealed record OutputWithheld(OutputSource Source, long Bytes) : BootEvent;

/// <summary>qemu connected to the daemon's socket; this proves only that qemu runs.</summary>
public sealed record DaemonConnected : BootEvent;

/// <summary>The four bytes 0xF5F55FF5 came over the socket. Nothing else makes a boot ready.</summary>
public sealed record LaunchFlagReceived : BootEvent;

public sealed record CallStarted(int Call, string Procedure, string? Detail) : BootEvent;

public sealed record CallProgressed(int Call, long Position, long Total) : BootEvent;

public sealed record CallEnded(int Call, string? Error) : BootEvent;

/// <summary>What the daemon sees. <paramref name="Expected"/> is the number of disks added.</summary>
public sealed record DaemonReport(
    int Expected,
    IReadOnlyList<string> Devices,
    IReadOnlyList<string> Partitions,
    IReadOnlyList<DaemonFilesystem> Filesystems) : BootEvent;

public sealed record DaemonFilesystem(string Device, string Type);

/// <summary>Nothing new was printed for longer than the stage's limit.</summary>
public sealed record StageStalled(string Stage, double QuietSeconds, double LimitSeconds) : BootEvent;

public sealed record CancelRequested(string By) : BootEvent;

public sealed record StopRequested(string By) : BootEvent;

public sealed record ShutdownStarted(string Reason) : BootEvent;

/// <summary>Always the last event.</summary>
/// <param name="Sentence">What happened, in one sentence, for the top of the boot page.</param>
/// <param name="Evidence">The sequence of the line that says why, if one does.</param>
public sealed record BootEnded(BootStatus Status, string Sentence, long? Evidence) : BootEvent;
