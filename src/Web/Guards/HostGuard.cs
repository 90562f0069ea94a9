using System.Net;
using Guestfs.Web.Configuration;

namespace Guestfs.Web.Guards;

/// <summary>
/// Answers only to names this server is meant to have. A page elsewhere whose name resolves to this machine (DNS rebinding)
/// is refused, because its name is not on the list.
/// </summary>
public sealed class HostGuard
{
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase) { "localhost" };
    private readonly Dictionary<string, string> _publicSchemes = new(StringComparer.OrdinalIgnoreCase);
    private readonly bool _loopbackOnly;

    public HostGuard(ListenOptions listen)
    {
        _loopbackOnly = IPAddress.IsLoopback(IPAddress.Parse(listen.Address));
        foreach (var url in listen.PublicUrls.Select(static url => new Uri(url)))
        {
            _publicSchemes[url.Authority] = url.Scheme;
        }

        if (!_loopbackOnly)
        {
            _names.Add(Environment.MachineName);
        }
    }

    public bool Allows(HostString host)
    {
        if (_publicSchemes.ContainsKey(host.Value ?? ""))
        {
            return true;
        }

        // An address cannot be rebound; on a loopback port only loopback addresses make sense.
        return IPAddress.TryParse(host.Host.Trim('[', ']'), out var address)
            ? !_loopbackOnly || IPAddress.IsLoopback(address)
            : _names.Contains(host.Host);
    }

    /// <summary>The scheme people use for this host: a proxy that ends TLS speaks plain http to this server.</summary>
    public string SchemeOf(HttpRequest request) => _publicSchemes.GetValueOrDefault(request.Host.Value ?? "", request.Scheme);
}
