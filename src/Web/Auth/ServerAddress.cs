using System.Net;
using Guestfs.Web.Configuration;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Guestfs.Web.Auth;

/// <summary>The address to give to people, without a slash at the end.</summary>
public static class ServerAddress
{
    public static string Of(ListenOptions listen, IServer server)
    {
        if (listen.PublicUrls.Count > 0)
        {
            return listen.PublicUrls[0].TrimEnd('/');
        }

        // Known only now: with port 0 the system chose.
        var bound = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? $"http://{listen.Address}:{listen.Port}";
        var url = new UriBuilder(bound);
        if (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)))
        {
            url.Host = "localhost";
        }

        return url.Uri.GetLeftPart(UriPartial.Authority);
    }
}
