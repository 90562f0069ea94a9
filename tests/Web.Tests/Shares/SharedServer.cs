using System.Net;
using System.Net.Http.Json;
using Guestfs.Boots;
using Guestfs.Journal;
using Guestfs.Pins;
using Guestfs.Shares;
using Guestfs.Web.Live;
using Guestfs.Web.Shares;
using Guestfs.Web.Tests.Fakes;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Guestfs.Web.Tests.Shares;

/// <summary>A server with one past boot, and what sharers and viewers do there.</summary>
public sealed class SharedServer : IAsyncDisposable
{
    public const string BootId = "abcdefghij";

    /// <summary>Stands in a line the guest printed and nowhere else.</summary>
    public const string Printed = "printed-by-the-guest";

    public SharedServer() => Server.Engine.Add(BootSummaries.Failed(BootId), Journal());

    public GuestfsServer Server { get; } = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static IReadOnlyList<JournalEntry> Journal() =>
    [
        new(0, 0, new BootRequested(new BootRequest { Title = "short" }, "kim", BootSummaries.Day, new HostFacts { Host = "build-7" })),
        new(1, 1_000, new BootAdmitted()),
        new(2, 2_000_000, new AttemptStarted(1, "tcg", "TCG was asked for.")),
        new(3, 3_000_000, Journals.Line(OutputSource.Console, "[    0.000000] Linux version 6.1.0 (gcc)\n"u8)),
        new(4, 4_000_000, Journals.Line(OutputSource.Console, "printed-by-the-guest\n"u8)),
        new(5, 5_000_000, new BootEnded(BootStatus.Failed, "It failed.", 4)),
    ];

    /// <summary>Makes a share that is not redacted.</summary>
    public Task<(string Path, ShareRecord Share)> ShareAsync(bool console = true, string? title = null, bool pins = true) =>
        ShareAsync(ShareContents.Everything with { Console = console, Pins = pins }, title);

    /// <summary>Makes a share with the careful choices where none is given.</summary>
    public async Task<(string Path, ShareRecord Share)> ShareAsync(object contents, string? title = null)
    {
        using var client = Server.Script();
        using var answer = await client.PostAsJsonAsync(
            $"/api/v1/boots/{BootId}/shares",
            new { title, contents },
            JournalJson.Options,
            Token);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var made = (await answer.Content.ReadFromJsonAsync<MadeShare>(JournalJson.Options, Token))!;
        return (new Uri(made.Url).AbsolutePath, made.Share);
    }

    public async Task<ShareRecord> FindAsync(string id)
    {
        using var client = Server.Script();
        return (await client.GetFromJsonAsync<ShareRecord>($"/api/v1/shares/{id}", JournalJson.Options, Token))!;
    }

    /// <summary>Sets a pin by the API; the scripted engine's boot is put into the store first, which keeps pins.</summary>
    public async Task<Pin> PinAsync(object pin, string bootId = BootId)
    {
        await StoreAsync(bootId);
        using var client = Server.Script();
        using var answer = await client.PostAsJsonAsync($"/api/v1/boots/{bootId}/pins", pin, JournalJson.Options, Token);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<Pin>(JournalJson.Options, Token))!;
    }

    public async Task StoreAsync(string bootId = BootId)
    {
        var store = Server.Services.GetRequiredService<IJournalStore>();
        if (await store.FindAsync(bootId, Token) is null)
        {
            await store.CreateAsync(Server.Engine.Boots.Single(boot => boot.Id == bootId), Token);
        }
    }

    public async Task RevokeAsync(string id)
    {
        using var client = Server.Script();
        using var answer = await client.PostAsync($"/api/v1/shares/{id}/revoke", null, Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    public static async Task<(HttpStatusCode Status, string Text)> GetAsync(HttpClient client, string path, string accept = "text/html")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd(accept);
        using var answer = await client.SendAsync(request, Token);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Token));
    }

    /// <summary>Connects without any sign-in.</summary>
    public async Task<HubConnection> ConnectAsync(string hub = ShareHub.Path)
    {
        _ = Server.Server;
        var connection = new HubConnectionBuilder()
            .WithUrl(new Uri("http://localhost" + hub), options =>
            {
                options.Headers["Origin"] = "http://localhost";
                options.HttpMessageHandlerFactory = _ => Server.Server.CreateHandler();
                options.WebSocketFactory = async (context, cancellationToken) =>
                    await Server.Server.CreateWebSocketClient().ConnectAsync(context.Uri, cancellationToken);
            })
            .AddJsonProtocol(static json => JournalJson.Apply(json.PayloadSerializerOptions))
            .Build();
        await connection.StartAsync(Token);
        return connection;
    }

    public static IAsyncEnumerable<BootFrame> Watch(HubConnection connection, string path, long from = 0) =>
        connection.StreamAsync<BootFrame[]>(nameof(ShareHub.Watch), path["/s/".Length..], from, Token).SelectMany(static frames => frames.ToAsyncEnumerable());

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
