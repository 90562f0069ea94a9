using System.Buffers;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Guestfs.Bench.LiveViewers;

namespace Guestfs.Bench.ShareViewers;

/// <summary>
/// One page of a share, on a socket of its own and speaking SignalR's JSON protocol. Only a measuring viewer reads its frames; the
/// others count them, because they run on the same processors as the server.
/// </summary>
internal sealed class Viewer(bool measures, int? bytesPerSecond = null)
{
    private const byte End = 0x1e;
    private static readonly byte[] FrameMark = "{\"seq\":"u8.ToArray();
    private static readonly byte[] EndMark = "\"type\":\"ended\""u8.ToArray();

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private DateTimeOffset _origin;
    private long _last = -1;

    /// <summary>Milliseconds from the first byte of each console line reaching the host to its frame reaching this viewer.</summary>
    public List<double> Delays { get; } = [];

    public int Frames { get; private set; }

    public bool InOrder { get; private set; } = true;

    public bool SawTheEnd { get; private set; }

    public string Hash { get; private set; } = "";

    public async Task WatchAsync(Server server, string token, CancellationToken cancellationToken)
    {
        using var socket = await ConnectAsync(server, cancellationToken);
        await SendAsync(socket, """{"protocol":"json","version":1}""", cancellationToken);
        await SendAsync(socket, $$"""{"type":4,"invocationId":"1","target":"Watch","arguments":["{{token}}",0]}""", cancellationToken);
        var pings = PingAsync(socket, cancellationToken);
        var message = new ArrayBufferWriter<byte>();
        while (!SawTheEnd)
        {
            var room = message.GetMemory(16 * 1024);
            var got = await socket.ReceiveAsync(bytesPerSecond is { } rate ? room[..Math.Min(room.Length, rate / 4)] : room, cancellationToken);
            message.Advance(got.Count);
            if (bytesPerSecond is not null)
            {
                await Task.Delay(250, cancellationToken);
            }

            if (got.MessageType == WebSocketMessageType.Close)
            {
                break;
            }

            if (got.EndOfMessage)
            {
                Take(message.WrittenSpan, DateTimeOffset.UtcNow);
                message.ResetWrittenCount();
            }
        }

        Hash = Convert.ToHexStringLower(_hash.GetHashAndReset());
        socket.Abort();
        await pings.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task PingAsync(ClientWebSocket socket, CancellationToken cancellationToken)
    {
        while (socket.State == WebSocketState.Open)
        {
            await Task.Delay(TimeSpan.FromSeconds(10), cancellationToken);
            await SendAsync(socket, """{"type":6}""", cancellationToken);
        }
    }

    private static Task SendAsync(ClientWebSocket socket, string text, CancellationToken cancellationToken) =>
        socket.SendAsync(new ArraySegment<byte>([.. Encoding.UTF8.GetBytes(text), End]), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);

    private async Task<ClientWebSocket> ConnectAsync(Server server, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (connecting, stop) =>
            {
                var raw = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                if (bytesPerSecond is not null)
                {
                    raw.ReceiveBufferSize = 4 * 1024;
                }

                await raw.ConnectAsync(connecting.DnsEndPoint, stop);
                return new NetworkStream(raw, ownsSocket: true);
            },
        };
        await socket.ConnectAsync(new UriBuilder(server.Address) { Scheme = "ws", Path = "/hubs/shares" }.Uri, new HttpMessageInvoker(handler), cancellationToken);
        return socket;
    }

    private void Take(ReadOnlySpan<byte> message, DateTimeOffset now)
    {
        SawTheEnd = message.IndexOf(EndMark) >= 0;
        if (!measures)
        {
            Frames += message.Count(FrameMark);
            return;
        }

        foreach (var range in message.Split(End))
        {
            if (message[range].StartsWith("{\"type\":2"u8))
            {
                using var item = JsonDocument.Parse(message[range].ToArray());
                foreach (var frame in item.RootElement.GetProperty("item").EnumerateArray())
                {
                    Take(frame, now);
                }
            }
        }
    }

    private void Take(JsonElement frame, DateTimeOffset now)
    {
        Frames++;
        var sequence = frame.GetProperty("seq").GetInt64();
        InOrder &= sequence == _last + 1;
        _last = sequence;
        _hash.AppendData(Encoding.UTF8.GetBytes(frame.GetRawText()));
        var offset = TimeSpan.FromTicks(frame.GetProperty("at").GetInt64() / 100);
        var fact = frame.GetProperty("event");
        if (fact.GetProperty("type").GetString() == "requested")
        {
            _origin = fact.GetProperty("at").GetDateTimeOffset() - offset;
        }
        else if (fact.GetProperty("type").GetString() == "line" && fact.GetProperty("source").GetString() == "console")
        {
            Delays.Add((now - _origin - offset).TotalMilliseconds);
        }
    }
}
