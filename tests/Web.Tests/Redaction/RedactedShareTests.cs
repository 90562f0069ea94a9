using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Guestfs.Journal;
using Guestfs.Pins;
using Guestfs.Shares;
using Guestfs.Timeline;
using Guestfs.Web.Shares;
using Guestfs.Web.Tests.Shares;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Guestfs.Web.Tests.Redaction;

/// <summary>Thirty secrets in a boot, and every byte that a redacted link to it serves. A new route below /s/{token} is tested as soon as it is there.</summary>
public sealed class RedactedShareTests : IAsyncDisposable
{
    private const string BootId = "secretboot";

    private static readonly string[] Secrets =
    [
        "wilhelmina", "krypton9", "falcon9", "FALCONLABEL", "/srv/customers/zebra", "/nfs/vault7", "vg_payroll", "WDC_WD40EFRX", "cornelius", "buildbox77",
        "db01.corp.internal", "neptune4", "192.168.122.45", "10.11.12.13", "5054:ff:fe12:3456", "85a3::8a2e:370:7334", "52:54:00:12:34:56", "52-54-00-ab-cd-ef",
        "2eaec072-d4ec-45dd-bb6e-a659bd514bde", "d41d8cd98f00b204e9800998ecf8427e", "nNIYbL-nwbi-Wi6G", "4c4c4544", "S3Z9NB0K123456", "penelope@example.com",
        "alice:hunter2", "sig=abcdef", "correcthorse", "eyJhbGciOi", "tr0ub4dor", "%2Fopt%2Fgrendel", "\\/opt\\/grendel", "grendel.key", "AKIA5SECRET",
        "secretdirectory", "onlyinpin",
    ];

    /// <summary>The texts of pins; the last but one says what nothing else does, and the last is on a line.</summary>
    private static readonly string[] SecretPins =
    [
        "ask wilhelmina about /srv/customers/zebra/falcon9.img on krypton9", "buildbox77, neptune4, db01.corp.internal are slow", "192.168.122.45 and 10.11.12.13 by 52:54:00:12:34:56",
        "serial S3Z9NB0K123456, uuid 2eaec072-d4ec-45dd-bb6e-a659bd514bde, /nfs/vault7", "login https://alice:hunter2@git.acme.test/x and password=tr0ub4dor",
        "only here: /secretdirectory/onlyinpin.img and onlyinpin@example.com", "cornelius, see password: onlyinpinpass and FALCONLABEL",
    ];

    private readonly SharedServer _house = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<bool> Consoles => [true, false];

    [Theory]
    [MemberData(nameof(Consoles))]
    public async Task Secrets_OfABoot_AreInNoByteThatALinkServes(bool console)
    {
        var path = await ShareAsync(new { console });
        var routes = Routes().ToList();
        Assert.Contains("/s/{token}/journal", routes);
        Assert.Contains("/s/{token}/pins.json", routes);
        foreach (var route in routes)
        {
            foreach (var encoding in new[] { "identity", "gzip", "br" })
            {
                foreach (var (name, text) in await ServeAsync(route.Replace("/s/{token}", path, StringComparison.Ordinal), encoding, mayBeMissing: !console))
                {
                    Assert.All(Secrets, secret => Assert.False(
                        text.Contains(secret, StringComparison.OrdinalIgnoreCase),
                        $"{secret} is in {route}{name} ({encoding}): {Around(text, secret)}"));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Consoles))]
    public async Task Secrets_OfABoot_AreInNoFrameOfItsStream(bool console)
    {
        var path = await ShareAsync(new { console });
        await using var connection = await _house.ConnectAsync();
        var text = new StringBuilder();
        await foreach (var frame in SharedServer.Watch(connection, path))
        {
            text.Append(JsonSerializer.Serialize(frame, JournalJson.Options));
            if (frame.Event is BootEnded)
            {
                // The stream goes on until the share ends.
                break;
            }
        }

        var pins = await connection.StreamAsync<IReadOnlyList<Pin>>(nameof(ShareHub.Pins), path["/s/".Length..], Token).FirstAsync(Token);
        Assert.Equal(SecretPins.Length, pins.Count);
        Assert.Equal(console, pins[^1].Place.Line is not null);
        text.Append(JsonSerializer.Serialize(pins, JournalJson.Options));
        Assert.Contains("kernel", text.ToString(), StringComparison.Ordinal);
        Assert.All(Secrets, secret => Assert.DoesNotContain(secret, text.ToString(), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Secrets_OfTheBootItself_AreAllThereUnredacted()
    {
        var path = await ShareAsync(ShareContents.Everything);

        var served = string.Concat((await ServeAsync(path + "/journal", "identity")).Concat(await ServeAsync(path + "/console.txt", "identity")).Concat(await ServeAsync(path + "/pins.json", "identity")).Select(static part => part.Text));

        Assert.All(Secrets, secret => Assert.Contains(secret, served, StringComparison.Ordinal));

        // What is packed inside a file is looked into.
        var file = await ServeAsync(path + "/boot.html", "gzip");
        Assert.Contains(file, static part => part.Name.EndsWith("embedded", StringComparison.Ordinal) && part.Text.Contains("\"console\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Placeholders_AreTheSameForEveryRequest()
    {
        var path = await ShareAsync(new { });
        var first = (await ServeAsync(path + "/journal", "identity"))[^1].Text;

        Assert.Equal(first, (await ServeAsync(path + "/journal", "identity"))[^1].Text);
        Assert.Contains("user-1", first, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pins_OfASecret_HaveThePlaceholderOfTheJournal()
    {
        var path = await ShareAsync(new { });
        var journal = (await ServeAsync(path + "/journal", "identity"))[^1].Text;
        var pins = JsonSerializer.Deserialize<PinsFile>((await ServeAsync(path + "/pins.json", "identity"))[2].Text, JournalJson.Options)!.Pins;

        Assert.StartsWith("ask user-1 about ", pins[0].Text, StringComparison.Ordinal);
        Assert.Contains("\"user-1\"", journal, StringComparison.Ordinal);
        Assert.Equal("only here: [path] and [email]", pins[^2].Text);
        Assert.Equal(journal, (await ServeAsync(path + "/journal", "identity"))[^1].Text);
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    private static string Around(string text, string secret)
    {
        var at = text.IndexOf(secret, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? "" : text[Math.Max(0, at - 80)..Math.Min(text.Length, at + 80)];
    }

    private IEnumerable<string> Routes() =>
        _house.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .OfType<RouteEndpoint>()
            .Where(static endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") != false)
            .Select(static endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/'))
            .Where(static route => route.StartsWith("/s/{token}", StringComparison.Ordinal))
            .Distinct();

    /// <summary>Everything in an answer: its headers, its body as it is sent, unpacked, and the files of an archive.</summary>
    private async Task<List<(string Name, string Text)>> ServeAsync(string address, string encoding, bool mayBeMissing = false)
    {
        using var stranger = _house.Server.Stranger();
        var found = new List<(string, string)>();
        // Lines are asked for up to a sequence; other routes pass this over.
        using var request = new HttpRequestMessage(HttpMethod.Get, address + "?before=1000000");
        request.Headers.Add("Accept-Encoding", encoding);
        request.Headers.Accept.ParseAdd("text/html");
        using var answer = await stranger.SendAsync(request, Token);
        Assert.True(
            answer.StatusCode == HttpStatusCode.OK || (mayBeMissing && answer.StatusCode == HttpStatusCode.NotFound),
            $"{address} answered {answer.StatusCode}.");
        found.Add((" headers", answer.Headers.ToString() + answer.Content.Headers));
        var body = await answer.Content.ReadAsByteArrayAsync(Token);
        found.Add((" as sent", Encoding.Latin1.GetString(body)));
        body = Unpack(body, answer.Content.Headers.ContentEncoding.FirstOrDefault());
        found.Add(("", Encoding.UTF8.GetString(body)));
        found.Add((" decoded", WebUtility.HtmlDecode(Encoding.UTF8.GetString(body))));
        found.AddRange(Embedded(Encoding.UTF8.GetString(body)).Select(static text => (" embedded", text)));
        if (body.AsSpan().StartsWith("PK"u8))
        {
            using var archive = new ZipArchive(new MemoryStream(body));
            foreach (var file in archive.Entries)
            {
                using var reader = new StreamReader(file.Open());
                var text = await reader.ReadToEndAsync(Token);
                found.Add(($"/{file.FullName}", text));
                found.AddRange(Embedded(text).Select(inside => ($"/{file.FullName} embedded", inside)));
            }
        }

        return found;
    }

    /// <summary>What base64 inside a text holds, as it is and unpacked.</summary>
    private static IEnumerable<string> Embedded(string text)
    {
        foreach (Match match in Regex.Matches(text, "[A-Za-z0-9+/]{64,}={0,2}"))
        {
            var bytes = new byte[match.Length];
            if (!Convert.TryFromBase64String(match.Value, bytes, out var length))
            {
                continue;
            }

            yield return Encoding.Latin1.GetString(bytes, 0, length);
            foreach (var open in (Func<Stream, Stream>[])[static packed => new GZipStream(packed, CompressionMode.Decompress), static packed => new ZLibStream(packed, CompressionMode.Decompress), static packed => new DeflateStream(packed, CompressionMode.Decompress), static packed => new BrotliStream(packed, CompressionMode.Decompress)])
            {
                if (TryUnpack(open, bytes.AsSpan(0, length).ToArray()) is { } unpacked)
                {
                    yield return unpacked;
                }
            }
        }
    }

    private static string? TryUnpack(Func<Stream, Stream> open, byte[] packed)
    {
        try
        {
            using var stream = open(new MemoryStream(packed));
            using var whole = new MemoryStream();
            stream.CopyTo(whole);
            return Encoding.UTF8.GetString(whole.ToArray());
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException)
        {
            return null;
        }
    }

    private static byte[] Unpack(byte[] body, string? encoding)
    {
        using var packed = new MemoryStream(body);
        using Stream unpacked = encoding switch
        {
            "gzip" => new GZipStream(packed, CompressionMode.Decompress),
            "br" => new BrotliStream(packed, CompressionMode.Decompress),
            _ => packed,
        };
        using var whole = new MemoryStream();
        unpacked.CopyTo(whole);
        return whole.ToArray();
    }

    private async Task<string> ShareAsync(object contents)
    {
        if (_house.Server.Engine.Boots.All(static boot => boot.Id != BootId))
        {
            var fold = new BootFold();
            foreach (var entry in Journal())
            {
                fold.Add(entry);
            }

            _house.Server.Engine.Add(fold.Summary(BootId), Journal());
            foreach (var text in SecretPins[..^1])
            {
                await _house.PinAsync(new { text, at = 3_000_000 }, BootId);
            }

            await _house.PinAsync(new { text = SecretPins[^1], line = 2 }, BootId);
        }

        using var client = _house.Server.Script();
        using var answer = await client.PostAsJsonAsync($"/api/v1/boots/{BootId}/shares", new { contents }, JournalJson.Options, Token);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return new Uri((await answer.Content.ReadFromJsonAsync<MadeShare>(JournalJson.Options, Token))!.Url).AbsolutePath;
    }

    private static List<JournalEntry> Journal()
    {
        var request = new BootRequest
        {
            Title = "wilhelmina's boot on krypton9",
            Label = "falcon9",
            RequestId = "2eaec072-d4ec-45dd-bb6e-a659bd514bde",
            Disks = [new DiskRequest { Source = "vms:team/falcon9.img", DiskLabel = "FALCONLABEL" }],
            Append = "rd.luks.password=correcthorse",
            AppliancePath = "/nfs/vault7/appliance",
        };
        List<BootEvent> events =
        [
            new BootRequested(request, "wilhelmina", new DateTimeOffset(2026, 5, 3, 9, 0, 0, TimeSpan.Zero), new HostFacts { Host = "krypton9", Os = "Debian of wilhelmina" }),
            new BootAdmitted(),
            new Decision("accelerator", "tcg", "/dev/kvm may not be opened by the user wilhelmina."),
            new ApplianceReady("/nfs/vault7/kernel", "/nfs/vault7/initrd", "/nfs/vault7/root", "2eaec072-d4ec-45dd-bb6e-a659bd514bde", false, null, "x"),
            new DiskPrepared(0, "/dev/sda", "vms:team/falcon9.img", "raw", 1 << 20, false),
            new AttemptStarted(1, "tcg", "asked for"),
            Line("before anything says so: cornelius on neptune4 with S3Z9NB0K123456 and tr0ub4dor&3\r\n"),
            new ProcessStarted("qemu", 17, ["qemu", "-drive", "file=/srv/customers/zebra/falcon9.img,serial=FALCONLABEL", "-append", "rd.luks.password=correcthorse"]),
            Line("[    0.000000] Linux version 6.1.0 (penelope@example.com) (gcc)\r\n"),
            Line("opening '/srv/customers/zebra corp/x.raw'\r\n"),
            Line("LD_LIBRARY_PATH=/usr/lib:/nfs/vault7/lib\r\n"),
            Line("mounting /dev/vg_payroll/lv on /sysroot\r\n"),
            Line("/dev/disk/by-id/ata-WDC_WD40EFRX_1 found\r\n"),
            Line("uid=1001(cornelius) gid=1001(cornelius)\r\n"),
            Line("buildbox77 login: \r\n"),
            Line("asking db01.corp.internal\r\n"),
            Line("systemd[1]: Set hostname to <neptune4>.\r\n"),
            Line("inet 192.168."), Line("122.45/24 scope global\r\n"),
            Line("reached 10.11.12.13 and "), Line("[2001:db8:85a3::8a2e:370:7334]:443\r\n"),
            Line("inet6 fe80::5054:ff:fe12:3456/64\r\n"),
            Line("link/ether 52:54:00:12:34:56 brd ff:ff:ff:ff:ff:ff, client 52-54-00-ab-cd-ef\r\n"),
            Line("root=UUID=2eaec072-d4ec-45dd-bb6e-a659bd514bde\r\n"),
            Line("machine-id d41d8cd98f00b204e9800998ecf8427e\r\n"),
            Line("PV nNIYbL-nwbi-Wi6G-qWrE-2Jqz-zGTn-vHqJ4e\r\n"),
            Line("DMI: Serial Number: \"4c4c4544 0035\"\r\n"),
            Line("scsi: serial=S3Z9NB0K123456\r\n"),
            Line("cloning https://alice:hunter2@git.acme.test/x.git and https://mirror.acme.test/y?sig=abcdef\r\n"),
            Line("Authorization: Bearer eyJhbGciOi.J9x\r\n"),
            Line("{\"password\": \"tr0ub4dor&3\", \"file\": \"\\/opt\\/grendel\\/grendel.key\"}\r\n"),
            Line("GET path=%2Fopt%2Fgrendel%2Fx\r\n"),
            Line("AWS_SECRET_ACCESS_KEY=AKIA5SECRET\r\n"),
            new CancelRequested("wilhelmina"),
            new BootEnded(BootStatus.Failed, "qemu could not open /srv/customers/zebra/falcon9.img.", 8),
        ];
        return [.. events.Select(static (bootEvent, i) => new JournalEntry(i, i * 1_000_000L, bootEvent))];
    }

    private static OutputLine Line(string text) => new(OutputSource.Console, Encoding.UTF8.GetBytes(text), text.EndsWith('\n'));
}
