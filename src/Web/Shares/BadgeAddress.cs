using Guestfs.Shares;

namespace Guestfs.Web.Shares;

/// <summary>Where badges of labels are found. The name ends as a picture's does, which some wikis insist on.</summary>
public static class BadgeAddress
{
    public const string Root = "/badge";

    public static string Link(HttpRequest request, ShareToken token) => $"{request.Scheme}://{request.Host}{Root}/{token.Text}.svg";
}
