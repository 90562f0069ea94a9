namespace Guestfs.Launching;

/// <summary>The few variables qemu gets: our own may hold secrets of the server.</summary>
internal static class QemuEnvironment
{
    /// <summary>Lets malloc(3) ask for huge pages (glibc 2.35 and later; others do not look at it).</summary>
    public const string HugePages = "glibc.malloc.hugetlb=1";

    /// <summary>TMPDIR is passed on because qemu puts its snapshot of the appliance there.</summary>
    public static IReadOnlyDictionary<string, string> Build()
    {
        var variables = new Dictionary<string, string>
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH") is { Length: > 0 } path ? path : "/usr/local/bin:/usr/bin:/bin",
            ["LC_ALL"] = "C",
            ["QEMU_AUDIO_DRV"] = "none",
            ["GLIBC_TUNABLES"] = HugePages,
        };
        if (Environment.GetEnvironmentVariable("TMPDIR") is { Length: > 0 } temporary)
        {
            variables["TMPDIR"] = temporary;
        }

        return variables;
    }
}
