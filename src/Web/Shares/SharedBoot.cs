using Guestfs.Boots;
using Guestfs.Shares;

namespace Guestfs.Web.Shares;

/// <summary>What a request below /s/{token} may see, once <see cref="ShareGate"/> let it in.</summary>
public sealed record SharedBoot(Share Share, IBootReader Reader)
{
    /// <summary>Of the request at hand.</summary>
    public static SharedBoot Of(HttpContext http) => http.Features.Get<SharedBoot>() ?? throw new InvalidOperationException("Only routes behind the gate of shares have a shared boot.");
}
