using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Web.Tests.Fakes;

/// <summary>Rows with believable times; tests change what they are about.</summary>
public static class BootSummaries
{
    public static readonly DateTimeOffset Day = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);

    private const long Millisecond = 1_000_000;

    public static BootSummary Running(string id) => Finished(id) with
    {
        Status = BootStatus.Booting,
        Sentence = "Booting: the kernel runs.",
        Stage = StageNames.Kernel,
        ReadyAfter = null,
        Total = 2_410 * Millisecond,
        Stages = Spans((StageNames.Appliance, 180), (StageNames.Qemu, 130), (StageNames.Firmware, 900), (StageNames.Kernel, 1_200)),
    };

    public static BootSummary Finished(string id) => new()
    {
        Id = id,
        Status = BootStatus.Finished,
        Sentence = "Ready after 6.25 s, then powered off.",
        Stage = StageNames.Shutdown,
        RequestedBy = "kim",
        RequestedAt = Day,
        ReadyAfter = 6_250 * Millisecond,
        Total = 6_820 * Millisecond,
        Stages = Spans(
            (StageNames.Appliance, 180), (StageNames.Qemu, 130), (StageNames.Firmware, 900), (StageNames.Kernel, 2_140), (StageNames.Initrd, 610),
            (StageNames.Root, 220), (StageNames.Init, 1_600), (StageNames.Daemon, 470), (StageNames.Session, 120), (StageNames.Shutdown, 450)),
        Host = "build-7",
        GuestKernel = "6.1.0-40-amd64",
        Qemu = "7.2.17",
        Accelerator = "tcg",
        DiskCount = 1,
        Attempts = 1,
        Entries = 1_204,
        ConsoleBytes = 88_412,
    };

    public static BootSummary Failed(string id) => Finished(id) with
    {
        Status = BootStatus.Failed,
        Sentence = "The kernel found no root device and panicked after 3.2 s.",
        Stage = StageNames.Root,
        ReadyAfter = null,
        Total = 3_200 * Millisecond,
        Stages = Spans((StageNames.Appliance, 170), (StageNames.Qemu, 120), (StageNames.Firmware, 880), (StageNames.Kernel, 1_500), (StageNames.Initrd, 480), (StageNames.Root, 50)),
    };

    private static List<StageSpan> Spans(params (string Name, long Milliseconds)[] stages)
    {
        var spans = new List<StageSpan>();
        var start = 0L;
        foreach (var (name, length) in stages)
        {
            spans.Add(new StageSpan(name, name == StageNames.Appliance ? 0 : 1, start, length * Millisecond));
            start += length * Millisecond;
        }

        return spans;
    }
}
