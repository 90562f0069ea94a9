namespace Guestfs.Launching;

/// <summary>The few variables qemu gets: our own may hold secrets of the server.</summary>
internal static class QemuEnvironment
{
    /// <summary>TMPDIR is passed on because qemu puts its snapshot of the appliance there.</summary>
    public static IReadOnlyDictionary<string, string> Build()
    {
        var variables = new Dictionary<string, string>
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH") is { Length: > 0 } path ? path : "/usr/local/bin:/usr/bin:/bin",
            ["LC_ALL"] = "C",
            ["QEMU_AUDIO_DRV"] = "none",
        };
        if (Environment.GetEnvironmentVariable("TMPDIR") is { Length: > 0 } temporary)
        {
            variables["TMPDIR"] = temporary;
        }

        return variables;
    }
}
