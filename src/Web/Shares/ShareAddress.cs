using Guestfs.Shares;

namespace Guestfs.Web.Shares;

/// <summary>Where shares are found.</summary>
public static class ShareAddress
{
    public const string Root = "/s";

    public static string Of(ShareToken token) => $"{Root}/{token.Text}";

    /// <summary>The link to give away, with the host by which its maker reaches this server.</summary>
    public static string Link(HttpRequest request, ShareToken token) => $"{request.Scheme}://{request.Host}{Of(token)}";

    /// <summary>A path as logs may show it: whoever reads a log must not be able to view a share or a badge.</summary>
    public static string Masked(PathString path)
    {
        var root = path.StartsWithSegments(Root, out var rest) ? Root : path.StartsWithSegments(BadgeAddress.Root, out rest) ? BadgeAddress.Root : null;
        if (root is null || !rest.HasValue)
        {
            return path.ToUriComponent();
        }

        var after = rest.Value.IndexOf('/', 1);
        return $"{root}/…{(after < 0 ? "" : new PathString(rest.Value[after..]).ToUriComponent())}";
    }
}
