using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Guestfs.Bench.LiveViewers;

namespace Guestfs.Bench.ShareViewers;

/// <summary>One boot under TCG, watched by a number of viewers of one redacted share, one of them on a line of 50 kbit/s.</summary>
/// <param name="Ready">Seconds from the request to the launch flag.</param>
/// <param name="ServerCpu">Seconds of processor time of the server, its children not counted.</param>
/// <param name="ViewersCpu">Seconds of processor time of this process, which holds the viewers.</param>
internal sealed record Pass(double Ready, double ServerCpu, double ViewersCpu, IReadOnlyList<Viewer> Viewers, Viewer? Slow)
{
    private const int Measuring = 20;
    private const int SlowBytesPerSecond = 50_000 / 8;

    public static async Task<Pass> RunAsync(Server server, int viewers)
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Token);
        var (serverCpu, viewersCpu) = (server.OwnCpu, Environment.CpuUsage.TotalTime.TotalSeconds);
        var id = await server.StartBootAsync();
        var crowd = Enumerable.Range(0, Math.Max(0, viewers - 1)).Select(static index => new Viewer(measures: index < Measuring)).ToList();
        var slow = viewers > 0 ? new Viewer(measures: false, SlowBytesPerSecond) : null;
        using var slowStops = new CancellationTokenSource();
        var watching = Task.CompletedTask;
        var watchingSlowly = Task.CompletedTask;
        if (slow is not null)
        {
            using var answer = await client.PostAsync($"/api/v1/boots/{id}/shares", null);
            answer.EnsureSuccessStatusCode();
            var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("url").GetString()!.Split('/')[^1];
            watchingSlowly = slow.WatchAsync(server, token, slowStops.Token);
            watching = Task.WhenAll(crowd.Select(viewer => viewer.WatchAsync(server, token, CancellationToken.None)));
        }

        // The answer goes on until the boot is over, and costs next to nothing.
        await client.GetStringAsync($"/api/v1/boots/{id}/journal?from=1000000&follow=true");
        await watching;
        await slowStops.CancelAsync();
        await watchingSlowly.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var boot = await client.GetFromJsonAsync<JsonElement>($"/api/v1/boots/{id}");
        return new Pass(
            boot.GetProperty("readyAfter").GetInt64() / 1e9,
            server.OwnCpu - serverCpu,
            Environment.CpuUsage.TotalTime.TotalSeconds - viewersCpu,
            crowd,
            slow);
    }
}
