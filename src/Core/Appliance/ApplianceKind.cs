namespace Guestfs.Appliance;

/// <summary>The three shapes of an appliance (libguestfs lib/appliance.c).</summary>
public enum ApplianceKind
{
    /// <summary>A description that supermin turns into an appliance in the cache.</summary>
    Supermin,

    /// <summary>Kernel, initrd and root made beforehand, used in place.</summary>
    Fixed,

    /// <summary>Kernel and initramfs only; there is no root disk.</summary>
    OldStyle,
}

public static class ApplianceKindExtensions
{
    /// <summary>The word the journal uses: supermin, fixed or old-style.</summary>
    public static string Word(this ApplianceKind kind) => kind switch
    {
        ApplianceKind.Supermin => "supermin",
        ApplianceKind.Fixed => "fixed",
        ApplianceKind.OldStyle => "old-style",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
