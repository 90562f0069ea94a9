namespace Guestfs.Appliance;

/// <summary>The file whose time supermin takes for the last change of an installed package (supermin src/ph_dpkg.ml, src/ph_rpm.ml).</summary>
/// <param name="Log">A log of package changes in dpkg's format, or null when the system keeps none.</param>
internal sealed record PackageDatabase(string Path, string? Log, TimeZoneInfo Zone)
{
    private const int NamesShown = 3;

    /// <summary>The database of this host, or null when supermin's way to find it is not known here.</summary>
    public static PackageDatabase? OfHost(TimeZoneInfo zone)
    {
        if (File.Exists("/etc/debian_version"))
        {
            return new PackageDatabase("/var/lib/dpkg/status", "/var/log/dpkg.log", zone);
        }

        return ((string[])["/var/lib/rpm/rpmdb.sqlite", "/var/lib/rpm/Packages"])
            .Where(System.IO.Path.Exists)
            .Select(path => new PackageDatabase(path, null, zone))
            .FirstOrDefault();
    }

    /// <summary>Such as <c>14 packages changed (lvm2, dbus, libc6, …)</c>.</summary>
    public string ChangesSince(DateTimeOffset time)
    {
        var names = Log is null ? [] : PackageLog.ChangedSince(Log, time, Zone);
        return names.Count switch
        {
            0 => "it does not tell which packages changed",
            1 => $"1 package changed ({names[0]})",
            var count => $"{count} packages changed ({string.Join(", ", names.Take(NamesShown))}{(count > NamesShown ? ", …" : "")})",
        };
    }
}
