namespace Guestfs.Appliance;

/// <summary>An appliance found on the search path.</summary>
/// <param name="Directory">The absolute path of the element of the search path that holds it.</param>
public sealed record ApplianceLocation(ApplianceKind Kind, string Directory)
{
    /// <summary>The description supermin reads.</summary>
    public string SuperminDirectory => Path.Combine(Directory, "supermin.d");
}
