using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Guestfs.Bench.Export;
using Guestfs.Bench.Import;

// Measures the promises of importing: a log of 64 MiB takes at most 10 s and grows the server by at most 200 MiB, and so does one that is
// unpacked to 512 MiB, but for the time it takes:
//   bench/import
const long MiB = 1 << 20;
const long MostGrowth = 200 * MiB;
const double MostSeconds = 10;

var directory = Directory.CreateTempSubdirectory("guestfs-bench-").FullName;
try
{
    var (plain, packed) = (Path.Combine(directory, "plain.log"), Path.Combine(directory, "packed.log.gz"));
    var small = Path.Combine(directory, "small.log");
    LargeLogs.Write(small, MiB);
    var lines = LargeLogs.Write(plain, 64 * MiB);
    LargeLogs.WritePacked(packed, 512 * MiB);
    await using var server = await MeasuredServer.StartAsync(directory);

    // What the code itself takes to be loaded and compiled is not the log's.
    await ImportAsync(server, small);
    var large = await ImportAsync(server, plain);
    Print($"64 MiB, {lines} lines: {large.Seconds:F1} s ({large.Processor:F1} s of processor time), growth {large.Growth / (double)MiB:F0} MiB: {large.Answer}");
    var (_, page) = await server.DownloadAsync(large.Address);
    Print($"its page: growth {page / (double)MiB:F0} MiB");
    var huge = await ImportAsync(server, packed);
    Print($"512 MiB in {new FileInfo(packed).Length / (double)MiB:F1} MiB of gzip: {huge.Seconds:F1} s ({huge.Processor:F1} s of processor time), growth {huge.Growth / (double)MiB:F0} MiB: {huge.Answer}");

    var kept = large.Seconds <= MostSeconds && Math.Max(large.Growth, huge.Growth) <= MostGrowth;
    Print($"limits {MostSeconds:F0} s and {MostGrowth / MiB} MiB: {(kept ? "kept" : "BROKEN")}");
    return kept ? 0 : 1;
}
finally
{
    Directory.Delete(directory, recursive: true);
}

static async Task<(double Seconds, double Processor, long Growth, string Answer, string Address)> ImportAsync(MeasuredServer server, string path)
{
    var (answer, address) = ("", "/");
    var clock = Stopwatch.StartNew();
    var (growth, processor) = await server.MeasureAsync(async () =>
    {
        await using var file = File.OpenRead(path);
        using var response = await server.Client.PostAsync(new Uri($"/api/v1/import?name={Path.GetFileName(path)}", UriKind.Relative), new StreamContent(file));
        var text = await response.Content.ReadAsStringAsync();
        using var json = JsonDocument.Parse(text);
        answer = response.IsSuccessStatusCode ? "taken in" : json.RootElement.GetProperty("detail").GetString()!;
        address = response.IsSuccessStatusCode ? json.RootElement.GetProperty("boots")[0].GetProperty("address").GetString()! : address;
    });
    return (clock.Elapsed.TotalSeconds, processor.TotalSeconds, growth, answer, address);
}

static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
