using System.Buffers;
using System.Text;
using CsCheck;
using Guestfs.Core.Tests.Timeline;
using Guestfs.Imports;
using Guestfs.Journal;

namespace Guestfs.Core.Tests.Imports;

public class JournalImportTests
{
    private const string Request = """{"seq":0,"at":0,"event":{"type":"requested","format":1,"request":{},"requestedBy":"ada","at":"2026-01-01T00:00:00+00:00","host":{}}}""";

    private static readonly string[] Pieces =
        ["libguestfs: ", "[    0.000000] ", "Linux version 6 ", "supermin: version: ", "qemu-kvm \\\n", "\n", "> ", "{\"seq\"", "PK\u0003\u0004", "\e[", "trace: launch"];

    [Theory]
    [MemberData(nameof(RecordedBoot.Names), MemberType = typeof(RecordedBoot))]
    public async Task Journal_AfterExportAndImport_IsTheSameByteForByte(string name)
    {
        var exported = Write(RecordedBoot.Load(name).Journal());

        var bare = Assert.Single((await Logs.ReadAsync(exported, "journal.jsonl")).Boots);
        var bundled = Assert.Single((await Logs.ReadAsync(Zips.Bundle(exported), "boot.zip")).Boots);

        Assert.Equal(exported, Write(bare.Journal));
        Assert.Equal(exported, Write(bundled.Journal));
        Assert.Equal(("journal", "bundle"), (bare.Kind, bundled.Kind));
    }

    [Theory]
    [MemberData(nameof(Logs.Names), MemberType = typeof(Logs))]
    public async Task ImportedLog_ExportedAndImportedAgain_IsTheSame(string name)
    {
        foreach (var boot in (await Logs.ReadAsync(Logs.Bytes(name))).Boots)
        {
            var exported = Write(boot.Journal);
            var again = Assert.Single((await Logs.ReadAsync(exported)).Boots);

            Assert.Equal(exported, Write(again.Journal));
            Assert.Equal(boot.Outcome, again.Outcome);
        }
    }

    [Fact]
    public async Task Summary_OfImportedJournal_IsMarkedAndForgetsTheRequestId()
    {
        var boot = Assert.Single((await Logs.ReadAsync(Zips.Bundle(Encoding.UTF8.GetBytes(Request.Replace("\"request\":{}", "\"request\":{\"requestId\":\"r\"}", StringComparison.Ordinal))), "b.zip")).Boots);

        var summary = boot.Summarise("aaaaaaaaaa", "kim", Logs.Now, 0, "ab");

        Assert.Equal(BootStatus.Imported, summary.Status);
        Assert.Null(summary.RequestId);
        Assert.Equal(("b.zip", "kim", BootStatus.Interrupted), (summary.Imported!.File, summary.Imported.By, summary.Imported.Outcome));
    }

    [Theory]
    [InlineData("""{"seq":1,"at":-1,"event":{"type":"admitted"}}""", "Line 2")]
    [InlineData("""{"seq":1,"at":NaN,"event":{"type":"admitted"}}""", "Line 2")]
    [InlineData("""{"seq":1,"at":9223372036854775808,"event":{"type":"admitted"}}""", "Line 2")]
    [InlineData("""{"seq":1,"at":9223372036854775807,"event":{"type":"admitted"}}""", "more than a year")]
    [InlineData("""{"seq":3,"at":1,"event":{"type":"admitted"}}""", "sequence is 3")]
    [InlineData("""{"seq":0,"at":1,"event":{"type":"admitted"}}""", "sequence is 0")]
    [InlineData("""{"seq":1,"at":1,"event":{"type":"unheardOf"}}""", "Line 2")]
    [InlineData("""{"seq":1,"at":1,"event":{"type":"dropped","lines":1,"bytes":-5,"firstSequence":1,"lastSequence":1}}""", "marker")]
    [InlineData("""{"seq":1,"at":1,"event":{"type":"dropped","lines":9,"bytes":5,"firstSequence":1,"lastSequence":2}}""", "marker")]
    [InlineData("""{"seq":1,"at":1,"event":null}""", "Line 2")]
    [InlineData("""{"seq":1,"at":1,"event":{"type":"admitted"}} trailing""", "Line 2")]
    [InlineData("""{"seq":1,"seq":1,"at":1,"event":{"type":"admitted"}}""", "Line 2")]
    [InlineData("not json", "Line 2")]
    public async Task Journal_WithABadLine_IsRefusedByItsNumber(string line, string reason)
    {
        var refused = await Assert.ThrowsAnyAsync<ImportException>(() => Logs.ReadTextAsync(Request + "\n" + line + "\n"));

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was imported", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Journal_WhoseTimesGoBack_IsRefused()
    {
        var text = Request + "\n" + """{"seq":1,"at":9,"event":{"type":"admitted"}}""" + "\n" + """{"seq":2,"at":8,"event":{"type":"daemonConnected"}}""" + "\n";

        Assert.Contains("Line 3", (await Assert.ThrowsAnyAsync<ImportException>(() => Logs.ReadTextAsync(text))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Journal_WithAMillionStages_IsRefused()
    {
        var text = new StringBuilder(Request).Append('\n');
        for (var i = 1; i < 2_000; i++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $$$"""{"seq":{{{i}}},"at":{{{i}}},"event":{"type":"attemptStarted","attempt":1,"accelerator":"tcg","reason":""}}""").Append('\n');
        }

        Assert.Contains("stages", (await Assert.ThrowsAnyAsync<ImportException>(() => Logs.ReadTextAsync(text.ToString()))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Journal_OfDeepJson_IsRefused() =>
        Assert.Contains("Line 2", (await Assert.ThrowsAnyAsync<ImportException>(() => Logs.ReadTextAsync(
            Request + "\n{\"seq\":1,\"at\":1,\"event\":" + new string('[', 10_000) + "\n"))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Journal_OfANewerFormat_IsRefused() =>
        Assert.Contains("newer Guestfs", (await Assert.ThrowsAnyAsync<ImportException>(() => Logs.ReadTextAsync(
            Request.Replace("\"format\":1", "\"format\":99", StringComparison.Ordinal)))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Journal_WithALineTooLong_IsRefused() =>
        Assert.Contains("longer", (await Assert.ThrowsAnyAsync<ImportException>(() => Logs.ReadTextAsync(
            Request + "\n" + new string('x', 3 << 20)))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"format":"guestfs-bundle","version":2}""", "version is 2")]
    [InlineData("""{"format":"guestfs-bundle"}""", "missing")]
    [InlineData("""{"format":"guestfs-bundle","version":1,"files":[{"name":"journal.jsonl","sha256":"00"}]}""", "SHA-256")]
    [InlineData("""{"format":"guestfs-bundle","version":1}""", "\"journal.jsonl\" is not listed")]
    [InlineData("""{"format":"guestfs-bundle","version":1,"files":[{"name":"Journal.jsonl","sha256":"00"}]}""", "\"journal.jsonl\" is not listed")]
    [InlineData("{", "cannot be read")]
    public async Task Bundle_WithABadManifest_IsRefused(string manifest, string reason) =>
        Assert.Contains(reason, (await Assert.ThrowsAnyAsync<ImportException>(() => Logs.ReadAsync(
            Zips.Bundle(Encoding.UTF8.GetBytes(Request), manifest)))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Bundle_WithTheRightHash_IsTakenIn()
    {
        var journal = Write(RecordedBoot.Load("tcg-quiet").Journal());
        var manifest = Encoding.UTF8.GetString(Zips.Manifest(("journal.jsonl", journal)));

        Assert.Single((await Logs.ReadAsync(Zips.Bundle(journal, manifest))).Boots);
    }

    [Theory]
    [MemberData(nameof(Logs.Names), MemberType = typeof(Logs))]
    public void Import_OfCutAndDamagedLogs_NeverFailsOtherwise(string name)
    {
        var log = Logs.Bytes(name);
        Gen.Select(Gen.Int[0, log.Length], Gen.Int[0, log.Length], Gen.Int).Sample(
            (a, b, seed) =>
            {
                var cut = log[Math.Min(a, b)..Math.Max(a, b)];
                var random = new Random(seed);
                for (var i = 0; i < 20 && cut.Length > 0; i++)
                {
                    cut[random.Next(cut.Length)] = (byte)random.Next(256);
                }

                CheckNeverThrows(cut);
            },
            iter: 6);
    }

    [Fact]
    public void Import_OfRandomBytes_NeverFailsOtherwise() =>
        Gen.OneOf(Gen.Byte.Array[0, 2_000], Gen.Int[0, Pieces.Length - 1].Select(static i => Pieces[i])
            .Array[0, 60].Select(static parts => Encoding.Latin1.GetBytes(string.Concat(parts)))).Sample(CheckNeverThrows, iter: 300);

    private static void CheckNeverThrows(byte[] bytes)
    {
        try
        {
            foreach (var boot in Logs.ReadAsync(bytes).GetAwaiter().GetResult().Boots)
            {
                TimelineChecks.HoldsPromises(boot.Fold().Timeline);
            }
        }
        catch (ImportException)
        {
            // Refused with a reason.
        }
    }

    private static byte[] Write(IEnumerable<JournalEntry> journal)
    {
        var output = new ArrayBufferWriter<byte>();
        foreach (var entry in journal)
        {
            JournalJson.WriteLine(output, entry);
        }

        return output.WrittenSpan.ToArray();
    }
}
