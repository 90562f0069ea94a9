using Guestfs.Web.Configuration;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Options;

namespace Guestfs.Web.Auth;

/// <summary>At start: writes the operator token, and once the port is open prints how to get in.</summary>
public sealed partial class Doorkeeper(
    IOptions<GuestfsOptions> options,
    OperatorToken token,
    LoginLinks links,
    IServer server,
    IHostApplicationLifetime lifetime,
    ILogger<Doorkeeper> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        token.Write();
        lifetime.ApplicationStarted.Register(Announce);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Announce()
    {
        var url = ServerAddress.Of(options.Value.Listen, server);
        if (options.Value.Access.Mode == AccessMode.Unsecured)
        {
            LogUnsecured(logger, url);
            System.Console.Out.WriteLine($"Open: {url}/");
        }
        else
        {
            System.Console.Out.WriteLine($"Open: {url}{LoginEndpoints.Path}?t={links.Issue()}");
        }

        System.Console.Out.Flush();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sign-in is off (Guestfs:Access:Mode is Unsecured): whoever reaches {Url} may start boots and read every disk of the configured roots")]
    private static partial void LogUnsecured(ILogger logger, string url);
}
