using Guestfs.Journal;

namespace Guestfs.Web.Tests.Fakes;

/// <summary>Short journals with every kind of output.</summary>
public static class Journals
{
    public static IReadOnlyList<JournalEntry> Failed() =>
    [
        new(0, 0, new BootRequested(new BootRequest { Title = "short" }, "kim", BootSummaries.Day, new HostFacts { Host = "build-7" })),
        new(1, 1_000, new BootAdmitted()),
        new(2, 2_000, Line(OutputSource.Supermin, "supermin: version: 5.2.2\n"u8)),
        new(3, 3_000, Line(OutputSource.Console, "\e[1mSeaBIOS\e[0m\r\n"u8)),
        new(4, 4_000, Line(OutputSource.Console, [0xff, 0x00, 0xfe, (byte)'\n'])),
        new(5, 5_000, Line(OutputSource.Qemu, "qemu: warning\n"u8)),
        new(6, 6_000, Line(OutputSource.Console, "no line end"u8, terminated: false)),
        new(7, 7_000, new BootEnded(BootStatus.Failed, "It failed.", 4)),
    ];

    public static OutputLine Line(OutputSource source, ReadOnlySpan<byte> bytes, bool terminated = true) => new(source, bytes.ToArray(), terminated);

    public static byte[] ConsoleBytes() => [.. "\e[1mSeaBIOS\e[0m\r\n"u8, 0xff, 0x00, 0xfe, (byte)'\n', .. "no line end"u8];
}
