using System.Security.Claims;

namespace Guestfs.Web.Auth;

/// <summary>Who acts. A login link carries no name, so its holder acts as the user the server runs as.</summary>
public static class Person
{
    public static ClaimsPrincipal Named(string name, string scheme) => new(new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], scheme));

    public static ClaimsPrincipal OfLink(string scheme) => Named(Environment.UserName, scheme);

    /// <summary>The name that journals record.</summary>
    public static string NameOf(ClaimsPrincipal person) => person.Identity?.Name ?? "unknown";
}
