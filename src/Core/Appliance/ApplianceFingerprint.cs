using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Guestfs.Appliance;

/// <summary>
/// Tells whether two boots used the same appliance: SHA-256 over the sizes of kernel, initrd and root, the kernel's version
/// text and the root's superblock, in which mke2fs puts a new random UUID for every build. File times are left out because
/// every use of the cache renews them. Cheap: it reads about three KiB.
/// </summary>
internal static class ApplianceFingerprint
{
    public static string Of(string kernel, string? kernelVersion, string initrd, string? root, RootImage? image)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"kernel {ApplianceFile.Length(kernel)} {kernelVersion}\ninitrd {ApplianceFile.Length(initrd)}\nroot {(root is null ? 0 : ApplianceFile.Length(root))}\n");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        hash.AppendData(image?.Superblock ?? []);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
