using Guestfs.Web.Configuration;
using Microsoft.Extensions.Options;

namespace Guestfs.Web.Auth;

public enum LoginLinkVerdict
{
    Accepted,
    Unknown,
    Used,
    Expired,
}

/// <summary>One-time links that sign a browser in. They live in memory: a restart makes all of them unknown.</summary>
public sealed class LoginLinks(IOptions<GuestfsOptions> options, TimeProvider time)
{
    /// <summary>More open links than this, and the oldest is forgotten.</summary>
    private const int Most = 64;

    private readonly Lock _gate = new();
    private readonly List<Link> _links = [];

    /// <summary>Makes a link good for one sign-in.</summary>
    /// <returns>The token for <c>/login?t=</c>. It is kept only as a hash.</returns>
    public string Issue()
    {
        var token = SecretHash.NewSecret();
        var expires = time.GetUtcNow().AddMinutes(options.Value.Access.LinkMinutes);
        lock (_gate)
        {
            _links.Add(new Link(new SecretHash(token), expires));
            if (_links.Count > Most)
            {
                _links.RemoveAt(0);
            }
        }

        return token;
    }

    /// <summary>Uses up a link. Of any number of simultaneous attempts with one token, one is accepted.</summary>
    public LoginLinkVerdict Redeem(string? token)
    {
        lock (_gate)
        {
            // Every link is compared, so that the time taken does not tell which one came close.
            Link? found = null;
            foreach (var link in _links)
            {
                found = link.Secret.Matches(token) ? link : found;
            }

            if (found is null || found.Used || time.GetUtcNow() >= found.Expires)
            {
                return found is null ? LoginLinkVerdict.Unknown : found.Used ? LoginLinkVerdict.Used : LoginLinkVerdict.Expired;
            }

            found.Used = true;
            return LoginLinkVerdict.Accepted;
        }
    }

    private sealed class Link(SecretHash secret, DateTimeOffset expires)
    {
        public SecretHash Secret { get; } = secret;

        public DateTimeOffset Expires { get; } = expires;

        public bool Used { get; set; }
    }
}
