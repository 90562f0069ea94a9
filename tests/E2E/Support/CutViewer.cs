using System.Net.Sockets;
using System.Net.WebSockets;
using Guestfs.Journal;
using Guestfs.Web.Live;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Connections.Client;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Guestfs.E2E.Support;

/// <summary>A client of the hub whose network breaks again and again: its socket is reset in the middle of a stream.</summary>
public sealed class CutViewer(RunningServer server, int seed) : IDisposable
{
    private const int Cuts = 20;

    // Such that the cuts fall all over a boot of about a thousand entries.
    private const int MostFramesBetweenCuts = 40;

    private readonly Random _random = new(seed);
    private Socket? _socket;

    /// <summary>How often the socket was reset.</summary>
    public int TimesCut { get; private set; }

    /// <summary>Every frame as it came, until the boot is over.</summary>
    public async Task<IReadOnlyList<BootFrame>> WatchAsync(string bootId)
    {
        var frames = new List<BootFrame>();
        while (frames.LastOrDefault()?.Event is not BootEnded)
        {
            var cut = TimesCut < Cuts ? frames.Count + _random.Next(1, MostFramesBetweenCuts) : int.MaxValue;
            await using var connection = Connect();
            await connection.StartAsync();
            try
            {
                var from = frames.Count == 0 ? 0 : frames[^1].Sequence + 1;
                await foreach (var batch in connection.StreamAsync<BootFrame[]>(nameof(BootHub.Watch), bootId, from))
                {
                    // What came in the same batch after the cut is lost with the connection.
                    frames.AddRange(batch.Take(cut - frames.Count));
                    if (frames.Count == cut)
                    {
                        Cut();
                        break;
                    }
                }
            }
            catch (Exception) when (frames.Count == cut)
            {
                // The cut, however the client words it.
            }
        }

        return frames;
    }

    public void Dispose() => _socket?.Dispose();

    private void Cut()
    {
        TimesCut++;
        // Lingering for no time sends a reset instead of an orderly end.
        _socket!.LingerState = new LingerOption(true, 0);
        _socket.Dispose();
    }

    private HubConnection Connect() => new HubConnectionBuilder()
        .WithUrl(new Uri(server.Address, BootHub.Path), options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.SkipNegotiation = true;
            options.WebSocketFactory = OpenAsync;
        })
        .AddJsonProtocol(static json => JournalJson.Apply(json.PayloadSerializerOptions))
        .Build();

    private async ValueTask<WebSocket> OpenAsync(WebSocketConnectionContext context, CancellationToken cancellationToken)
    {
        var web = new ClientWebSocket();
        web.Options.SetRequestHeader("Authorization", $"Bearer {server.Token}");
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (connecting, stop) =>
            {
                _socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await _socket.ConnectAsync(connecting.DnsEndPoint, stop);
                return new NetworkStream(_socket, ownsSocket: true);
            },
        };
        await web.ConnectAsync(context.Uri, new HttpMessageInvoker(handler), cancellationToken);
        return web;
    }
}
