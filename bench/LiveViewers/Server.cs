using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Guestfs.Bench.LiveViewers;

/// <summary>The dashboard in a process of its own with a data directory that is thrown away.</summary>
internal sealed class Server(Process process, string directory, Uri address, string token) : IAsyncDisposable
{
    public Uri Address { get; } = address;

    public string Token { get; } = token;

    /// <summary>Seconds of processor time that the server took so far, its children not counted.</summary>
    public double OwnCpu
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime.TotalSeconds;
        }
    }

    public static async Task<Server> StartAsync(params string[] options)
    {
        var directory = Directory.CreateTempSubdirectory("guestfs-bench-").FullName;
        var tokenFile = Path.Combine(directory, "token");
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "Guestfs.Web.dll"),
            "--port", "0", "--data", Path.Combine(directory, "data"), "--api-token-file", tokenFile, .. options,
        ];
        var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("The server did not start.");
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("Open: ", StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync();
                var address = new Uri(new Uri(line["Open: ".Length..]).GetLeftPart(UriPartial.Authority));
                return new Server(process, directory, address, (await File.ReadAllTextAsync(tokenFile)).Trim());
            }
        }

        throw new InvalidOperationException("The server ended without a link.");
    }

    public async Task<string> StartBootAsync()
    {
        using var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        using var answer = await client.PostAsJsonAsync("/api/v1/boots", new { accelerator = "tcg" });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(directory, recursive: true);
    }
}
