using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;

namespace Guestfs.Bench.Export;

/// <summary>The dashboard in a process of its own, whose memory the kernel counts.</summary>
internal sealed class MeasuredServer : IAsyncDisposable
{
    private readonly Process _process;

    private MeasuredServer(Process process, HttpClient client) => (_process, Client) = (process, client);

    public HttpClient Client { get; }

    public static async Task<MeasuredServer> StartAsync(string directory)
    {
        var tokenFile = Path.Combine(directory, "token");
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "Guestfs.Web.dll"), "--port", "0", "--data", directory, "--api-token-file", tokenFile, "--Guestfs:Logs:Console=None"];
        var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("The server did not start.");
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("Open: ", StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync();
                var client = new HttpClient { BaseAddress = new Uri(new Uri(line["Open: ".Length..]).GetLeftPart(UriPartial.Authority)), Timeout = TimeSpan.FromMinutes(5) };
                client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(tokenFile)).Trim());
                return new MeasuredServer(process, client);
            }
        }

        throw new InvalidOperationException("The server ended without a link.");
    }

    /// <summary>Reads a file to its end and throws it away.</summary>
    /// <returns>Its length, and by how many bytes the process was larger at its largest than before.</returns>
    public async Task<(long Length, long Growth)> DownloadAsync(string path)
    {
        var length = 0L;
        var (growth, _) = await MeasureAsync(async () =>
        {
            await using var content = await Client.GetStreamAsync(path);
            var buffer = new byte[256 * 1024];
            for (int read; (read = await content.ReadAsync(buffer)) > 0;)
            {
                length += read;
            }
        });
        return (length, growth);
    }

    /// <returns>By how many bytes the process was larger at its largest than before, and its processor time.</returns>
    public async Task<(long Growth, TimeSpan Processor)> MeasureAsync(Func<Task> work)
    {
        // Makes the kernel forget the largest size so far.
        await File.WriteAllTextAsync($"/proc/{_process.Id}/clear_refs", "5");
        var before = Status("VmRSS");
        var spent = Processor();
        await work();
        return (Status("VmHWM") - before, Processor() - spent);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private TimeSpan Processor()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    private long Status(string name) => 1024 * long.Parse(
        File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);
}
