using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;

namespace Guestfs.Bench.LiveViewers;

/// <summary>What one client of the hub saw of one boot.</summary>
internal sealed class Viewer
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly DateTimeOffset _joined = DateTimeOffset.UtcNow;
    private DateTimeOffset _origin;
    private long _next;

    public required string BootId { get; init; }

    /// <summary>Milliseconds from the first byte of each line reaching the host to the frame reaching this client, for lines printed after it joined.</summary>
    public List<double> Delays { get; } = [];

    /// <summary>Console lines printed before this client joined.</summary>
    public int Backlog { get; private set; }

    public bool InOrder { get; private set; } = true;

    public string ConsoleHash { get; private set; } = "";

    public static async Task<Viewer> WatchAsync(Server server, string bootId)
    {
        var viewer = new Viewer { BootId = bootId };
        await using var connection = new HubConnectionBuilder()
            .WithUrl(new Uri(server.Address, "/hubs/boots"), options => options.AccessTokenProvider = () => Task.FromResult<string?>(server.Token))
            .Build();
        await connection.StartAsync();
        await foreach (var frames in connection.StreamAsync<JsonElement[]>("Watch", bootId, 0L))
        {
            var now = DateTimeOffset.UtcNow;
            foreach (var frame in frames)
            {
                viewer.Take(frame, now);
            }
        }

        viewer.ConsoleHash = Convert.ToHexStringLower(viewer._hash.GetHashAndReset());
        return viewer;
    }

    private void Take(JsonElement frame, DateTimeOffset now)
    {
        InOrder &= frame.GetProperty("seq").GetInt64() == _next++;
        var offset = TimeSpan.FromTicks(frame.GetProperty("at").GetInt64() / 100);
        var fact = frame.GetProperty("event");
        switch (fact.GetProperty("type").GetString())
        {
            case "requested":
                _origin = fact.GetProperty("at").GetDateTimeOffset() - offset;
                break;
            case "line":
                if (fact.GetProperty("source").GetString() == "console")
                {
                    Count(_origin + offset, now);
                    _hash.AppendData(BytesOf(fact));
                }

                break;
        }
    }

    private void Count(DateTimeOffset printed, DateTimeOffset now)
    {
        if (printed < _joined)
        {
            Backlog++;
        }
        else
        {
            Delays.Add((now - printed).TotalMilliseconds);
        }
    }

    private static byte[] BytesOf(JsonElement line) => line.TryGetProperty("text", out var text)
        ? Encoding.UTF8.GetBytes(text.GetString()!)
        : line.GetProperty("bytes").GetBytesFromBase64();
}
