using CsCheck;
using Guestfs.Journal;

namespace Guestfs.Core.Tests.Journal;

/// <summary>Random journal entries of every event type.</summary>
internal static class JournalEntryGen
{
    private static readonly Gen<string> Text = Gen.String[Gen.Char[' ', '\ud7ff'], 0, 12];

    private static readonly Gen<byte[]> Raw =
        Gen.OneOf(Gen.Byte.Array[0, 40], Gen.Byte[0x20, 0x7e].Array[0, 40], Text.Select(System.Text.Encoding.UTF8.GetBytes));

    private static readonly Gen<DateTimeOffset> Instant =
        Gen.Long[0, 4_000_000_000_000].Select(DateTimeOffset.FromUnixTimeMilliseconds);

    private static readonly Gen<DiskRequest> Disk =
        Gen.Select(Text, Text.Null(), Gen.Bool, Text.Null(), Gen.Int[512, 4096].Nullable(), static (source, format, writable, label, block) =>
            new DiskRequest { Source = source, Format = format, Writable = writable, DiskLabel = label, BlockSize = block });

    private static readonly Gen<BootRequest> Request =
        Gen.Select(Text.Null(), Disk.Array[0, 3], Gen.Int.Nullable(), Gen.Enum<AcceleratorChoice>(), Gen.Enum<Verbosity>(), Gen.Bool, static (text, disks, number, accelerator, verbosity, flag) =>
            new BootRequest
            {
                RequestId = text,
                Title = text,
                Disks = disks,
                MemoryMiB = number,
                Accelerator = accelerator,
                Verbosity = verbosity,
                Network = flag,
                WhenReady = flag ? WhenReady.Stay : WhenReady.Stop,
                IdleStopSeconds = number,
            });

    public static readonly Gen<BootEvent> Event = Gen.OneOf<BootEvent>(
        Gen.Select(Request, Text, Instant, static (request, text, at) => (BootEvent)new BootRequested(request, text, at, new HostFacts { Host = text, Cpus = 2 })),
        Gen.Select(Text.Null(), Gen.Enum<LogClock>(), Gen.Enum<BootStatus>(), Gen.Long, Text.Array[0, 3], static (text, clock, outcome, number, list) =>
            (BootEvent)new LogImported(text, text, text, clock, text ?? "", outcome, number, number, number, list, list, list)),
        Gen.Select(Gen.Int, Text, static (place, text) => (BootEvent)new BootQueued(place, text)),
        Gen.Const((BootEvent)new BootAdmitted()),
        Gen.Select(Text, Text, Text, static (a, b, c) => (BootEvent)new Decision(a, b, c)),
        Gen.Select(Text, Text, static (a, b) => (BootEvent)new ApplianceSelected(a, b)),
        Gen.Select(Gen.Int.Nullable(), Text.Null(), static (pid, command) => (BootEvent)new LockWaiting(pid, command)),
        Gen.Select(Gen.Long, Gen.Long.Nullable(), static (a, b) => (BootEvent)new BuildProgress(a, b)),
        Gen.Select(Text, Text.Null(), Gen.Bool, static (a, b, flag) => (BootEvent)new ApplianceReady(a, a, b, b, flag, b, a)),
        Gen.Select(Gen.Int, Text, Gen.Long.Nullable(), Gen.Bool, static (a, b, c, d) => (BootEvent)new DiskPrepared(a, b, b, b, c, d)),
        Gen.Select(Gen.Int, Text, Text, static (a, b, c) => (BootEvent)new AttemptStarted(a, b, c)),
        Gen.Select(Text, Gen.Int, Text.Array[0, 4], static (a, b, c) => (BootEvent)new ProcessStarted(a, b, c)),
        Gen.Select(Text, Gen.Int, Gen.Int.Nullable(), Gen.Long.Nullable(), static (a, b, c, d) => (BootEvent)new ProcessExited(a, b, c, c, d)),
        Gen.Select(Gen.Enum<OutputSource>(), Raw, Gen.Bool, static (a, b, c) => (BootEvent)new OutputLine(a, b, c)),
        Gen.Select(Gen.Long, Gen.Long, Gen.Long, static (a, b, c) => (BootEvent)new OutputDropped(a, b, c, c)),
        Gen.Select(Gen.Enum<OutputSource>(), Gen.Long, static (a, b) => (BootEvent)new OutputWithheld(a, b)),
        Gen.Const((BootEvent)new DaemonConnected()),
        Gen.Const((BootEvent)new LaunchFlagReceived()),
        Gen.Select(Gen.Int, Text, Text.Null(), static (a, b, c) => (BootEvent)new CallStarted(a, b, c)),
        Gen.Select(Gen.Int, Gen.Long, Gen.Long, static (a, b, c) => (BootEvent)new CallProgressed(a, b, c)),
        Gen.Select(Gen.Int, Text.Null(), static (a, b) => (BootEvent)new CallEnded(a, b)),
        Gen.Select(Gen.Int, Text.Array[0, 3], static (a, b) => (BootEvent)new DaemonReport(a, b, b, [.. b.Select(static name => new DaemonFilesystem(name, name))])),
        Gen.Select(Text, Gen.Double[0, 1e6], static (a, b) => (BootEvent)new StageStalled(a, b, b)),
        Gen.Select(Text, static by => (BootEvent)new CancelRequested(by)),
        Gen.Select(Text, static by => (BootEvent)new StopRequested(by)),
        Gen.Select(Text, static reason => (BootEvent)new ShutdownStarted(reason)),
        Gen.Select(Gen.Enum<BootStatus>(), Text, Gen.Long.Nullable(), static (a, b, c) => (BootEvent)new BootEnded(a, b, c)));

    public static readonly Gen<JournalEntry> Entry =
        Gen.Select(Gen.Long[0, long.MaxValue], Gen.Long[0, long.MaxValue], Event, static (sequence, offset, bootEvent) => new JournalEntry(sequence, offset, bootEvent));
}
