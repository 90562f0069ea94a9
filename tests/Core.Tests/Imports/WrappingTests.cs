using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Guestfs.Imports.Logs;
using Guestfs.Journal;

namespace Guestfs.Core.Tests.Imports;

public class WrappingTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 1, 4, 3, TimeSpan.Zero);

    private static readonly JsonSerializerOptions AsGoWrites = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Dictionary<string, Func<string, int, string>> Wraps = new()
    {
        ["mail"] = static (line, _) => "> " + line,
        ["mail twice"] = static (line, _) => "> > " + line,
        ["indented"] = static (line, _) => "    " + line,
        ["ts"] = static (line, i) => At(i).ToString("MMM dd HH:mm:ss ", CultureInfo.InvariantCulture) + line,
        ["ts -s"] = static (line, i) => (At(i) - Start).ToString(@"hh\:mm\:ss\ ", CultureInfo.InvariantCulture) + line,
        ["ts -i"] = static (line, i) => (i % 40 == 0 ? "00:00:01 " : "00:00:00 ") + line,
        ["ts %.s"] = static (line, i) => (At(i).ToUnixTimeMilliseconds() / 1000m).ToString("0.000000 ", CultureInfo.InvariantCulture) + line,
        ["ts -s %.s"] = static (line, i) => (i * 0.01m).ToString("0.000000 ", CultureInfo.InvariantCulture) + line,
        ["ts %H:%M:%.S"] = static (line, i) => At(i).ToString("HH:mm:ss.ffffff ", CultureInfo.InvariantCulture) + line,
        ["journald short"] = static (line, i) => At(i).ToString("MMM dd HH:mm:ss", CultureInfo.InvariantCulture) + " build-7 virt-v2v[1234]: " + line,
        ["journald short-precise"] = static (line, i) => At(i).ToString("MMM dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture) + " build-7 guestfish[1234]: " + line,
        ["journald short-iso"] = static (line, i) => At(i).ToString("yyyy-MM-ddTHH:mm:sszz00", CultureInfo.InvariantCulture) + " build-7 guestfish[1234]: " + line,
        ["journald json"] = static (line, i) => JsonSerializer.Serialize(new { __REALTIME_TIMESTAMP = (At(i).ToUnixTimeMilliseconds() * 1000).ToString(CultureInfo.InvariantCulture), _PID = "7", MESSAGE = line }),
        ["docker json"] = static (line, i) => JsonSerializer.Serialize(new { log = line + "\n", stream = "stderr", time = At(i).ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture) }),
        ["kubectl"] = static (line, i) => At(i).ToString("yyyy-MM-ddTHH:mm:ss.fffffff00Z ", CultureInfo.InvariantCulture) + line,
        ["kubectl prefix"] = static (line, i) => "[pod/v2v-0/convert] " + At(i).ToString("yyyy-MM-ddTHH:mm:ss.fffffff00Z ", CultureInfo.InvariantCulture) + line,
        ["compose"] = static (line, _) => "convert-1  | " + line,
        ["github"] = static (line, i) => "build\tRun tests\t" + At(i).ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ ", CultureInfo.InvariantCulture) + line,
        ["gitlab"] = static (line, i) => At(i).ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ 00O ", CultureInfo.InvariantCulture) + line,
        ["jenkins"] = static (line, i) => At(i).ToString("[yyyy-MM-ddTHH:mm:ss.fffZ] ", CultureInfo.InvariantCulture) + line,
        ["coloured"] = static (line, _) => "\e[32m" + line + "\e[0m",
        ["coloured stamps"] = static (line, i) => "\e[90m" + At(i).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture) + " " + line + "\e[0;m",
        ["quoted stamps"] = static (line, i) => "> " + At(i).ToString("yyyy-MM-dd HH:mm:ss.fff ", CultureInfo.InvariantCulture) + line,
        ["named"] = static (line, _) => "worker-3 stderr: " + line,
        ["CRLF"] = static (line, _) => line + "\r",
    };

    /// <summary>Continuous integration and its kin; one log with each is enough, as what differs is the first words of a line.</summary>
    private static readonly Dictionary<string, Func<string, int, string>> Builders = new()
    {
        ["Open Build Service"] = static (line, i) => string.Create(CultureInfo.InvariantCulture, $"[{i / 100,5}s] {line}"),
        ["autopkgtest"] = static (line, i) => string.Create(CultureInfo.InvariantCulture, $"{37 + (i / 100),3}s {line}"),
        ["TeamCity"] = static (line, i) => At(i).ToString("[HH:mm:ss]", CultureInfo.InvariantCulture) + (i % 5 == 0 ? "W" : "") + ":\t [Step 1/2] " + line,
        ["Bamboo"] = static (line, i) => "build\t" + At(i).ToString("dd-MMM-yyyy HH:mm:ss", CultureInfo.InvariantCulture) + "\t" + line,
        ["Zuul"] = static (line, i) => At(i).ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture) + " | controller | " + line,
        ["Packer"] = static (line, i) => (i % 3 == 0 ? "==> " : "    ") + "qemu.image: " + line,
        ["logrus"] = static (line, i) => At(i).ToString("'time=\"'yyyy-MM-ddTHH:mm:ss'Z\" level=info msg='", CultureInfo.InvariantCulture) + Quoted(line) + " vm=web-1",
        ["slog"] = static (line, i) => At(i).ToString("'time='yyyy-MM-ddTHH:mm:ss.fff'Z level=DEBUG source=run.go:7 msg='", CultureInfo.InvariantCulture) + Quoted(line),
        ["zap"] = static (line, i) => JsonSerializer.Serialize(new { level = "info", ts = (At(i).ToUnixTimeMilliseconds() / 1000m) + 0.000001m, logger = "convert", msg = line }),
        ["slog of JSON"] = static (line, i) => JsonSerializer.Serialize(new { time = At(i).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture), level = "INFO", msg = line }),
        ["pino"] = static (line, i) => JsonSerializer.Serialize(new { level = 30, time = At(i).ToUnixTimeMilliseconds(), message = line }),
        ["log of Go"] = static (line, i) => At(i).ToString("yyyy'/'MM'/'dd HH:mm:ss.ffffff ", CultureInfo.InvariantCulture) + line,
        ["klog"] = static (line, i) => At(i).ToString("'I'MMdd HH:mm:ss.ffffff", CultureInfo.InvariantCulture) + "       1 convert.go:123] " + line,
        ["ts %c"] = static (line, i) => At(i).ToString("ddd MMM dd HH:mm:ss yyyy ", CultureInfo.InvariantCulture) + line,
        ["marks"] = static (line, i) => At(i).ToString("[yyyy-MM-dd HH:mm:ss.fff] ", CultureInfo.InvariantCulture) + "[DEBUG] [convert] " + line,
        ["tabs"] = static (line, i) => At(i).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture) + "\t" + line,
        ["long names"] = static (line, _) => $"INFO ({string.Concat(Enumerable.Repeat("/volumes/of-the-host", 9))}/web.ova progress) {line}",
        ["cat -n"] = static (line, i) => string.Create(CultureInfo.InvariantCulture, $"{i + 1,6}\t{line}"),
        ["grep -n"] = static (line, i) => string.Create(CultureInfo.InvariantCulture, $"{i + 1}:{line}"),
        ["less -N"] = static (line, i) => string.Create(CultureInfo.InvariantCulture, $"{i + 1,7} {line}"),
    };

    public static TheoryData<string> BuilderNames => [.. Builders.Keys];

    public static TheoryData<string, string> All
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var log in Logs.Names.Select(static row => row.Data))
            {
                foreach (var wrap in Wraps.Keys)
                {
                    all.Add(log, wrap);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Import_OfWrappedLog_GivesTheSameStages(string log, string wrap)
    {
        var plain = await Logs.ReadAsync(Logs.Bytes(log));
        var wrapped = await Logs.ReadAsync(Wrap(log, wrap));

        Assert.Equal(plain.Shape(), wrapped.Shape());
    }

    [Theory]
    [MemberData(nameof(BuilderNames))]
    public async Task Import_OfABuildersLog_GivesTheSameStages(string builder)
    {
        var wrapped = await Logs.ReadAsync(Wrap("two-launches", Builders[builder]));

        Assert.Equal((await Logs.ReadAsync(Logs.Bytes("two-launches"))).Shape(), wrapped.Shape());
    }

    [Theory]
    [InlineData("ts %.s", LogClock.Host)]
    [InlineData("ts", LogClock.Host)]
    [InlineData("ts -i", LogClock.Host)]
    [InlineData("journald json", LogClock.Host)]
    [InlineData("gitlab", LogClock.Host)]
    [InlineData("mail", LogClock.Guest)]
    [InlineData("coloured", LogClock.Guest)]
    public async Task Clock_OfWrappedLog_IsThatOfItsStamps(string wrap, LogClock clock)
    {
        var boot = Assert.Single((await Logs.ReadAsync(Wrap("test-tool", wrap))).Boots);

        Assert.Equal(clock, boot.Log().Clock);
    }

    [Fact]
    public async Task LongName_BeforeFewLines_ComesOff()
    {
        using var reading = await Logs.ReadTextAsync(string.Concat(
            new[] { "program=virt-v2v", "version=1.50.1", "backend=direct" }.Select(static said => $"INFO [convert.Worker] (job 17 of web-1 on host-7) libguestfs: launch: {said}\n")));

        Assert.Equal("virt-v2v", Assert.Single(reading.Boots).Log().Program);
    }

    [Fact]
    public async Task WordsThatAllLinesOfTheDaemonHave_StayOn()
    {
        using var reading = await Logs.ReadTextAsync(string.Concat(Enumerable.Range(0, 40).Select(static i => $"guestfsd: receive_file: {(i % 2 == 0 ? "reading length word" : "got chunk: cancel = 0x0")}\n")));

        Assert.Empty(reading.Wrappings);
    }

    [Fact]
    public async Task Times_OfStampedLog_AreThoseOfTheStamps()
    {
        var boot = Assert.Single((await Logs.ReadAsync(Wrap("test-tool", "ts %.s"))).Boots);
        var lines = boot.Journal.Where(static entry => entry.Event is OutputLine).ToList();

        // Every line took 10 ms; the boot lasts from the launch to the end of qemu.
        var text = Encoding.Latin1.GetString(Logs.Bytes("test-tool")).Split('\n').ToList();
        var launch = text.FindIndex(static line => line.StartsWith("libguestfs: launch: program", StringComparison.Ordinal));
        var over = text.FindIndex(static line => line.StartsWith("libguestfs: qemu maxrss", StringComparison.Ordinal));
        Assert.Equal((over - launch) * 10_000_000L, lines[^1].Offset);
        Assert.Equal(At(launch), ((BootRequested)boot.Journal.First().Event).At);
    }

    [Fact]
    public async Task Import_OfPackedLog_GivesTheSameStages()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(Logs.Bytes("test-tool"), TestContext.Current.CancellationToken);
        }

        var reading = await Logs.ReadAsync(packed.ToArray(), "test-tool.log.gz");

        Assert.Equal((await Logs.ReadAsync(Logs.Bytes("test-tool"))).Shape(), reading.Shape());
        Assert.Equal("test-tool.log", Assert.Single(reading.Boots).File);
    }

    [Fact]
    public async Task Import_OfUtf16Log_GivesTheSameStages()
    {
        byte[] utf16 = [0xff, 0xfe, .. Encoding.Unicode.GetBytes(Encoding.Latin1.GetString(Logs.Bytes("test-tool")))];

        Assert.Equal((await Logs.ReadAsync(Logs.Bytes("test-tool"))).Shape(), (await Logs.ReadAsync(utf16)).Shape());
    }

    [Fact]
    public void Sample_OfBlankLines_IsBounded()
    {
        var read = 0;
        Unwrapper.Unwrap(Enumerable.Range(0, 1_000_000).Select(_ => Blank()), 1, []);

        Assert.InRange(read, 4_000, 20_000);

        ReadOnlyMemory<byte> Blank()
        {
            read++;
            return "\n"u8.ToArray();
        }
    }

    private static DateTimeOffset At(int line) => Start.AddMilliseconds(10 * line);

    private static string Quoted(string line) => JsonSerializer.Serialize(line.TrimEnd('\r'), AsGoWrites);

    private static byte[] Wrap(string log, string wrap) => Wrap(log, Wraps[wrap]);

    private static byte[] Wrap(string log, Func<string, int, string> wrap)
    {
        var lines = Encoding.Latin1.GetString(Logs.Bytes(log)).TrimEnd('\n').Split('\n');
        return Encoding.Latin1.GetBytes(string.Concat(lines.Select((line, i) => wrap(line, i) + "\n")));
    }
}
