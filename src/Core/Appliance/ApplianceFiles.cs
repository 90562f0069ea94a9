namespace Guestfs.Appliance;

/// <summary>An appliance that qemu can start from.</summary>
/// <param name="Root">Null for an old-style appliance, which has no root disk.</param>
/// <param name="RootUuid">Lower-case with dashes; null exactly when <paramref name="Root"/> is.</param>
/// <param name="Rebuilt">True when supermin built it just now for this request.</param>
/// <param name="RebuildReason">One sentence, when <paramref name="Rebuilt"/>.</param>
/// <param name="Fingerprint">See <see cref="ApplianceFingerprint"/>; lower-case hexadecimal.</param>
/// <param name="KernelRelease">What <c>uname -r</c> prints in the guest, or null when the kernel image does not tell.</param>
/// <param name="BuiltAt">When the root filesystem was made, or null when unknown.</param>
public sealed record ApplianceFiles(
    ApplianceKind Kind,
    string Kernel,
    string Initrd,
    string? Root,
    string? RootUuid,
    bool Rebuilt,
    string? RebuildReason,
    string Fingerprint,
    string? KernelRelease,
    DateTimeOffset? BuiltAt)
{
    /// <summary>Tells one kernel from another; the same before and after a rebuild that kept the kernel, where it can be told.</summary>
    public string KernelIdentity => KernelRelease ?? Fingerprint;

    /// <summary>A fixed or old-style appliance, which is used where it is.</summary>
    /// <exception cref="GuestfsException">A file is missing or is not what it should be.</exception>
    internal static ApplianceFiles InPlace(ApplianceLocation location)
    {
        string In(string name) => Path.Combine(location.Directory, name);
        return location.Kind == ApplianceKind.Fixed
            ? Read(location.Kind, In("kernel"), In("initrd"), In("root"))
            : Read(location.Kind, In("vmlinuz." + AppliancePath.HostCpu), In($"initramfs.{AppliancePath.HostCpu}.img"), root: null);
    }

    /// <exception cref="GuestfsException">A file is missing or is not what it should be.</exception>
    internal static ApplianceFiles Read(ApplianceKind kind, string kernel, string initrd, string? root)
    {
        var version = KernelImage.ReadVersion(kernel);
        var image = root is null ? null : RootImage.Read(root);
        return new ApplianceFiles(
            kind,
            kernel,
            initrd,
            root,
            image?.Uuid,
            Rebuilt: false,
            RebuildReason: null,
            ApplianceFingerprint.Of(kernel, version, initrd, root, image),
            KernelImage.ReleaseOf(version),
            image?.MadeAt);
    }
}
