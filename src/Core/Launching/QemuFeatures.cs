using System.Text.RegularExpressions;

namespace Guestfs.Launching;

/// <summary>What one qemu binary can do, as far as a launch depends on it.</summary>
public sealed partial record QemuFeatures
{
    /// <summary>The number alone, such as 7.2.22; empty when the binary did not say.</summary>
    public string Version { get; init; } = "";

    /// <summary>-no-user-config is understood.</summary>
    public bool NoUserConfig { get; init; }

    /// <summary>-nodefaults is understood.</summary>
    public bool NoDefaults { get; init; }

    /// <summary>-no-hpet is understood; qemu 8.2 dropped it.</summary>
    public bool NoHpet { get; init; }

    /// <summary>The device virtio-rng-pci is there.</summary>
    public bool RandomDevice { get; init; }

    /// <summary>-sandbox with every group denied was tried and works.</summary>
    public bool Sandbox { get; init; }

    /// <summary>Images are locked while in use: qemu 2.10 and later.</summary>
    public bool MandatoryLocking =>
        System.Version.TryParse(Version, out var version) && version >= new Version(2, 10);

    /// <param name="help">What <c>-help</c> prints.</param>
    /// <param name="devices">What <c>-device ?</c> prints.</param>
    public static QemuFeatures Parse(string help, string devices, bool sandbox)
    {
        ArgumentNullException.ThrowIfNull(help);
        ArgumentNullException.ThrowIfNull(devices);
        var options = OptionPattern().Matches(help).Select(static match => match.Value).ToHashSet();
        return new QemuFeatures
        {
            Version = VersionPattern().Match(help).Groups[1].Value,
            NoUserConfig = options.Contains("-no-user-config"),
            NoDefaults = options.Contains("-nodefaults"),
            NoHpet = options.Contains("-no-hpet"),
            RandomDevice = devices.Contains("name \"virtio-rng-pci\"", StringComparison.Ordinal),
            Sandbox = sandbox,
        };
    }

    [GeneratedRegex(@"version (\d+(?:\.\d+){1,3})")]
    private static partial Regex VersionPattern();

    [GeneratedRegex(@"^-[A-Za-z0-9-]+", RegexOptions.Multiline)]
    private static partial Regex OptionPattern();
}
