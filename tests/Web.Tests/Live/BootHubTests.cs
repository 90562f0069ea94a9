using System.Security.Cryptography;
using Guestfs.Boots;
using Guestfs.Core.Tests.Timeline;
using Guestfs.Journal;
using Guestfs.Web.Live;
using Guestfs.Web.Tests.Fakes;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Guestfs.Web.Tests.Live;

public sealed class BootHubTests : IAsyncDisposable
{
    private readonly GuestfsServer _server = new();
    private readonly JournalEngine _engine = new();
    private readonly WebApplicationFactory<Program> _host;

    public BootHubTests() =>
        _host = _server.WithWebHostBuilder(builder => builder.ConfigureTestServices(services => services.AddSingleton<IBootEngine>(_engine)));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Watch_ABootThatRuns_SendsWhatComes()
    {
        var journal = RecordedBoot.Load("tcg-quiet").Journal();
        _engine.Start("live");
        await using var connection = await ConnectAsync();
        await using var frames = Watch(connection, "live", 0).GetAsyncEnumerator(Token);
        foreach (var entry in journal)
        {
            _engine.Append("live", entry);
            Assert.True(await frames.MoveNextAsync());
            Assert.Equal(JournalJson.Write(entry), JournalJson.Write(new JournalEntry(frames.Current.Sequence, frames.Current.At, frames.Current.Event)));
        }

        Assert.False(await frames.MoveNextAsync());
    }

    [Fact]
    public async Task Watch_CutAgainAndAgain_LosesAndRepeatsNothing()
    {
        var journal = RecordedBoot.Load("tcg-analysis").Journal();
        _engine.Add("past", journal);
        using var console = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var next = 0L;
        var lives = new Random(7);
        while (next < journal.Count)
        {
            await using var connection = await ConnectAsync();
            var left = lives.Next(1, 60);
            await foreach (var frame in Watch(connection, "past", next))
            {
                Assert.Equal(next, frame.Sequence);
                next++;
                if (frame.Event is OutputLine line)
                {
                    console.AppendData(line.Raw.Span);
                }

                if (--left == 0)
                {
                    break;
                }
            }
        }

        var expected = SHA256.HashData([.. journal.Select(static entry => entry.Event).OfType<OutputLine>().SelectMany(static line => line.Raw.ToArray())]);
        Assert.Equal(expected, console.GetHashAndReset());
    }

    [Fact]
    public async Task Watch_AnUnknownBoot_IsEmpty()
    {
        await using var connection = await ConnectAsync();

        Assert.Empty(await Watch(connection, "nothere", 0).ToListAsync(Token));
    }

    [Fact]
    public async Task Connect_WithoutSignIn_IsRefused()
    {
        await using var connection = Build(token: null);

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => connection.StartAsync(Token));
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _server.DisposeAsync();
    }

    private static async IAsyncEnumerable<BootFrame> Watch(HubConnection connection, string boot, long from)
    {
        await foreach (var batch in connection.StreamAsync<BootFrame[]>("Watch", boot, from, Token))
        {
            foreach (var frame in batch)
            {
                yield return frame;
            }
        }
    }

    private async Task<HubConnection> ConnectAsync()
    {
        _ = _host.Server;
        var connection = Build((await File.ReadAllTextAsync(_server.TokenFile, Token)).Trim());
        await connection.StartAsync(Token);
        return connection;
    }

    private HubConnection Build(string? token) => new HubConnectionBuilder()
        .WithUrl(new Uri("http://localhost" + BootHub.Path), options =>
        {
            options.Headers["Origin"] = "http://localhost";
            options.HttpMessageHandlerFactory = _ => _host.Server.CreateHandler();
            options.WebSocketFactory = async (context, cancellationToken) =>
            {
                var client = _host.Server.CreateWebSocketClient();
                client.ConfigureRequest = request => request.Headers.Authorization = $"Bearer {token}";
                return await client.ConnectAsync(context.Uri, cancellationToken);
            };
            options.AccessTokenProvider = token is null ? null : () => Task.FromResult<string?>(token);
        })
        .AddJsonProtocol(static json => JournalJson.Apply(json.PayloadSerializerOptions))
        .Build();
}
