using System.Text;
using System.Text.Json;
using Guestfs.Journal;

namespace Guestfs.Core.Tests.Imports;

/// <summary>Logs that went through a program which prints the output of a command as strings: Ansible, loggers that write JSON, BuildKit.</summary>
public class PrintedOutputTests
{
    private static readonly string[] Lines =
    [
        "libguestfs: trace: launch",
        "libguestfs: launch: program=virt-customize",
        "libguestfs: trace: add_drive \"/a b.img\"",
        "libguestfs: libvirt XML:\\n<?xml version=\"1.0\"?>\\n<domain type='kvm'>\\n  <memory unit=\"MiB\">1280</memory>\\n</domain>\\n",
        "libguestfs: begin building supermin appliance",
        "libguestfs: run supermin",
        "supermin: version: 5.2.1",
        "libguestfs: finished building supermin appliance",
        "SeaBIOS (version 1.16)",
        "[    0.000000] Linux version 6.1.0 (it's)",
        "Starting /init script ...",
        "\e[0mguestfsd --verbose",
        "libguestfs: recv_from_daemon: received GUESTFS_LAUNCH_FLAG",
    ];

    public static TheoryData<string, string> Printed => new()
    {
        { "{\"msg\":\"starting\"}\n{\"rc\":1,\"err\":\"" + JsonEncodedText.Encode(string.Concat(Lines.Select(static line => line + "\n"))).ToString().Replace("\\u001B", "\\u001b", StringComparison.Ordinal) + "\"}\n", "" },
        { "  \"stderr_lines\": [\n" + string.Join(",\n", Lines.Select(static line => "    " + JsonSerializer.Serialize(line))) + "\n  ]\n", "strings of a list" },
        { "  stderr_lines:\n" + string.Concat(Lines.Select(static line => $"  - '{line.Replace("'", "''", StringComparison.Ordinal)}'\n")), "strings of a list" },
        { string.Concat(Lines.Select(static (line, i) => $"2016-05-12 10:11:{i + 10}.131 2345 DEBUG nova.virt.disk.vfs.guestfs [req-1 u - -] {Event(line)} array=[] log_callback /nova/guestfs.py:95\n")), "time stamps nova's events" },
        { "#7 [2/3] RUN virt-customize\n" + string.Concat(Lines.Select(static (line, i) => $"#7 {i}.120 {line}\n")), "BuildKit" },
    };

    /// <summary>As libguestfs hands it to the program.</summary>
    private static string Event(string line) =>
        line.StartsWith("libguestfs: trace: ", StringComparison.Ordinal) ? $"event=trace eh=2 buf='{line["libguestfs: trace: ".Length..]}'"
        : line.StartsWith("libguestfs: ", StringComparison.Ordinal) ? $"event=library eh=0 buf='{line["libguestfs: ".Length..]}'"
        : $"event=appliance eh=1 buf='{line}'";

    [Theory]
    [MemberData(nameof(Printed))]
    public async Task Log_PrintedAsStrings_IsReadAsItWas(string text, string wrapping)
    {
        using var plain = await Logs.ReadTextAsync(string.Concat(Lines.Select(static line => line + "\n")));
        using var reading = await Logs.ReadTextAsync(text);

        Assert.Equal(plain.Shape(), reading.Shape());
        Assert.Equal(wrapping, string.Join(' ', reading.Wrappings));
        Assert.Equal(1280, Assert.Single(reading.Boots).Fold().Facts.Request!.MemoryMiB);
    }

    [Fact]
    public async Task EventOfManyLines_EndsWhereTheLastDoes()
    {
        using var reading = await Logs.ReadTextAsync(
            string.Concat(Lines[..8].Select(static line => $"DEBUG nova.virt.disk.vfs.guestfs {Event(line)} array=[]\n"))
            + "DEBUG nova.virt.disk.vfs.guestfs event=appliance eh=1 buf='[    0.000000] Linux version 6.1.0 (x)\n[    0.000000] Command line: panic=1 console=ttyS0' array=[] log_callback /nova/guestfs.py:95\n");

        Assert.Equal("panic=1 console=ttyS0", Assert.Single(reading.Boots).Fold().Facts.KernelCommandLine);
    }

    [Fact]
    public async Task BuildKitsStamps_TellTheTime()
    {
        using var reading = await Logs.ReadTextAsync(string.Concat(Lines.Select(static (line, i) => $"#7 {i}.{i}00 {line}\n")));

        Assert.Equal(LogClock.Host, Assert.Single(reading.Boots).Log().Clock);
    }

    [Fact]
    public async Task LongString_InManyPieces_IsCutAtItsOwnLines()
    {
        var log = string.Concat(Lines.Concat(Enumerable.Range(0, 5_000).Select(static i => $"[    1.{i:000000}] a line of the kernel's with \\ in it")).Select(static line => line + "\n"));
        using var plain = await Logs.ReadTextAsync(log);
        using var reading = await Logs.ReadTextAsync("\"" + log.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "\"" + "\n");

        Assert.Equal(plain.Shape(), reading.Shape());
        Assert.Equal(
            [.. plain.Boots[0].Journal.Select(static entry => entry.Event).OfType<OutputLine>().Where(static line => line.Source == OutputSource.Console).Select(static line => Encoding.UTF8.GetString(line.Raw.Span))],
            reading.Boots[0].Journal.Select(static entry => entry.Event).OfType<OutputLine>().Where(static line => line.Source == OutputSource.Console).Select(static line => Encoding.UTF8.GetString(line.Raw.Span)).SkipLast(1));
    }
}
