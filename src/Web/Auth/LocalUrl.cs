namespace Guestfs.Web.Auth;

/// <summary>Where a sign-in may lead: only to pages of this server.</summary>
public static class LocalUrl
{
    public const string Home = "/boots";

    /// <summary>The given path and query when it stays on this server, else the home page.</summary>
    public static string Or(string? url, string fallback = Home)
    {
        // Browsers read "\" as "/" and drop tabs and line ends, so none of them may appear, escaped or not.
        if (string.IsNullOrEmpty(url) || url.Length > 2_000 || url[0] != '/' || Risky(url) || Risky(Uri.UnescapeDataString(url)))
        {
            return fallback;
        }

        return url.StartsWith("/login", StringComparison.OrdinalIgnoreCase) ? fallback : url;
    }

    private static bool Risky(string url) =>
        url.StartsWith("//", StringComparison.Ordinal) || url.Any(static c => c == '\\' || char.IsControl(c));
}
