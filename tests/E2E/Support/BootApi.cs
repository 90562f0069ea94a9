using System.Net.Http.Json;
using Guestfs.Boots;
using Guestfs.Journal;
using Guestfs.Timeline;
using Guestfs.Web.Api;

namespace Guestfs.E2E.Support;

/// <summary>What a script does with the operator token. Fields are read with the journal's own rules.</summary>
public sealed class BootApi(RunningServer server) : IDisposable
{
    private readonly HttpClient _client = server.CreateClient();

    public async Task<string> MakeLoginLinkAsync()
    {
        using var answer = await _client.PostAsync("/api/v1/login-links", null);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<LoginLinkAnswer>(JournalJson.Options))!.Url;
    }

    public async Task<BootSummary> StartAsync(BootRequest request)
    {
        using var answer = await _client.PostAsJsonAsync("/api/v1/boots", request, JournalJson.Options);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<BootSummary>(JournalJson.Options))!;
    }

    public async Task CancelAsync(string id)
    {
        using var answer = await _client.PostAsync($"/api/v1/boots/{id}/cancel", null);
        answer.EnsureSuccessStatusCode();
    }

    public async Task<BootSummary> FindAsync(string id) =>
        (await _client.GetFromJsonAsync<BootSummary>($"/api/v1/boots/{id}", JournalJson.Options))!;

    public async Task<BootPage> ListAsync() =>
        (await _client.GetFromJsonAsync<BootPage>("/api/v1/boots", JournalJson.Options))!;

    public async Task<BootRecord> RecordAsync(string id) =>
        (await _client.GetFromJsonAsync<BootRecord>($"/api/v1/boots/{id}/boot.json", JournalJson.Options))!;

    public Task<byte[]> ConsoleAsync(string id) => _client.GetByteArrayAsync($"/api/v1/boots/{id}/console.txt");

    /// <summary>The journal so far, or with <paramref name="follow"/> until the boot is over.</summary>
    public async IAsyncEnumerable<JournalEntry> WatchAsync(string id, bool follow = true)
    {
        await using var stream = await _client.GetStreamAsync($"/api/v1/boots/{id}/journal?follow={(follow ? "true" : "false")}");
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync() is { } line)
        {
            yield return JournalJson.Read(System.Text.Encoding.UTF8.GetBytes(line));
        }
    }

    /// <summary>Follows the journal up to the first entry that fits, and returns everything up to it.</summary>
    public async Task<IReadOnlyList<JournalEntry>> WatchUntilAsync(string id, Func<JournalEntry, bool> fits)
    {
        var seen = new List<JournalEntry>();
        await foreach (var entry in WatchAsync(id))
        {
            seen.Add(entry);
            if (fits(entry))
            {
                return seen;
            }
        }

        Assert.Fail($"The boot ended without what was waited for; its last entry is {seen.LastOrDefault()?.Event}");
        return seen;
    }

    public Task<IReadOnlyList<JournalEntry>> WatchUntilAsync<T>(string id) where T : BootEvent =>
        WatchUntilAsync(id, static entry => entry.Event is T);

    /// <summary>Follows the journal up to the first console line with this text.</summary>
    public Task<IReadOnlyList<JournalEntry>> WatchUntilSaidAsync(string id, string text) =>
        WatchUntilAsync(id, entry => entry.Event is OutputLine line && System.Text.Encoding.Latin1.GetString(line.Raw.Span).Contains(text, StringComparison.Ordinal));

    public void Dispose() => _client.Dispose();
}
