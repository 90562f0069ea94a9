using System.Globalization;
using Guestfs.Boots;
using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Bench.BootsList;

/// <summary>Boots as a busy team would have them after a year, the same on every run.</summary>
internal static class SampleBoots
{
    private static readonly string[] Kernels = ["6.1.0-44-amd64", "6.12.9-amd64", "6.17.1-300.fc43.x86_64", "7.0.3-200.fc44.x86_64"];
    private static readonly string[] Distributions = ["Fedora 43 nightly", "Debian 13", "RHEL 10.2 compose", "openSUSE Tumbleweed", "Alpine edge"];

    public static BootSummary Make(int index, int count)
    {
        // Neighbouring numbers must not mean neighbouring answers.
        var mixed = unchecked((uint)index * 2654435761u);
        var running = index >= count - 4;
        var status = running ? BootStatus.Booting
            : mixed % 100 < 85 ? BootStatus.Finished
            : mixed % 100 < 95 ? BootStatus.Failed
            : mixed % 100 < 98 ? BootStatus.TimedOut
            : BootStatus.Cancelled;
        var stage = status == BootStatus.Finished ? StageNames.Shutdown : StageNames.InOrder[(int)(mixed / 100 % 9)];
        return new BootSummary
        {
            Id = index.ToString("x10", CultureInfo.InvariantCulture),
            RequestId = $"request-{index}",
            Title = $"{Distributions[mixed / 7 % 5]} run {index}",
            Label = mixed % 3 == 0 ? null : $"job-{mixed / 11 % 200}",
            Status = status,
            Sentence = status == BootStatus.Finished
                ? "Boot was ready after 6.2 s and was stopped as asked."
                : $"Boot {status} in the {stage} stage after {mixed % 9000} ms.",
            Stage = stage,
            RequestedBy = "ci",
            RequestedAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(index * 300L),
            ReadyAfter = status == BootStatus.Finished ? 6_200_000_000 : null,
            Total = 4_000_000_000L + mixed,
            Stages = [.. StageNames.InOrder.Select((name, i) => new StageSpan(name, 1, i * 600_000_000L + mixed % 1000, 600_000_000L))],
            Host = $"build{mixed / 13 % 20}.example.com",
            GuestKernel = Kernels[mixed / 17 % 4],
            Qemu = "10.1.0",
            Accelerator = mixed % 4 == 0 ? "tcg" : "kvm",
            DiskCount = 2,
            Attempts = 1,
            Entries = 400,
            ConsoleBytes = 60_000,
            PeakMemoryKiB = 400_000,
        };
    }

    public static IEnumerable<(string Name, BootQuery Query)> Questions(int count) =>
    [
        ("everything, newest", new BootQuery()),
        ("everything, newest, last page", new BootQuery { Page = count / 50 }),
        ("everything, slowest", new BootQuery { Sort = BootSort.Slowest }),
        ("everything, fastest, middle page", new BootQuery { Sort = BootSort.Fastest, Page = count / 100 }),
        ("failed", new BootQuery { Statuses = [BootStatus.Failed] }),
        ("failed or timed out, last page", new BootQuery { Statuses = [BootStatus.Failed, BootStatus.TimedOut], Page = count / 400 }),
        ("cancelled, slowest", new BootQuery { Statuses = [BootStatus.Cancelled], Sort = BootSort.Slowest }),
        ("ended in the kernel stage", new BootQuery { Stage = StageNames.Kernel }),
        ("tcg", new BootQuery { Accelerator = "tcg" }),
        ("one label, oldest", new BootQuery { Label = "job-77", Sort = BootSort.Oldest }),
        ("text in a fifth", new BootQuery { Text = "nightly" }),
        ("text in one", new BootQuery { Text = "run 4711" }),
        ("text in none", new BootQuery { Text = "no boot says this" }),
        ("text in none, slowest", new BootQuery { Text = "no boot says this", Sort = BootSort.Slowest }),
        ("failed, kernel stage, tcg, text, slowest", new BootQuery
        {
            Statuses = [BootStatus.Failed],
            Stage = StageNames.Kernel,
            Accelerator = "tcg",
            Text = "fedora",
            Sort = BootSort.Slowest,
        }),
    ];
}
