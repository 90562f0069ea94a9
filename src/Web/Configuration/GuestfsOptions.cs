namespace Guestfs.Web.Configuration;

/// <summary>Everything that can be set, in one tree: section "Guestfs" of appsettings.json, environment (<c>Guestfs__Listen__Port</c>) and switches.</summary>
public sealed class GuestfsOptions
{
    public const string Section = "Guestfs";

    /// <summary>Database, keys and logs. Relative paths start at the content root.</summary>
    public string Data { get; set; } = "data";

    public ListenOptions Listen { get; set; } = new();

    public AccessOptions Access { get; set; } = new();

    public DiskOptions Disks { get; set; } = new();

    public ApplianceOptions Appliance { get; set; } = new();

    public QemuOptions Qemu { get; set; } = new();

    public BootOptions Boots { get; set; } = new();

    public RetentionOptions Retention { get; set; } = new();

    public LogOptions Logs { get; set; } = new();
}

public sealed class ListenOptions
{
    /// <summary>An IP address. Anything but a loopback address needs <see cref="AccessOptions.Mode"/> to be chosen by name.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>0 takes a free port, which the printed link names.</summary>
    public int Port { get; set; } = 5000;

    /// <summary>Addresses people reach the server by through a proxy or a name, such as https://guestfs.example.org.</summary>
    public IList<string> PublicUrls { get; set; } = [];
}

public enum AccessMode
{
    /// <summary>A one-time link, printed at start, signs a browser in.</summary>
    LoginLink,

    /// <summary>Whoever reaches the port may do everything.</summary>
    Unsecured,
}

public sealed class AccessOptions
{
    /// <summary>Null means <see cref="AccessMode.LoginLink"/> on loopback, and refuses to start on any other address.</summary>
    public AccessMode? Mode { get; set; }

    public int LinkMinutes { get; set; } = 720;

    public int SessionDays { get; set; } = 30;

    /// <summary>A file that receives a fresh bearer token for scripts at each start. Null makes none.</summary>
    public string? ApiTokenFile { get; set; }
}

public sealed class DiskOptions
{
    /// <summary>Folders with disk images, by the name the screens show. Empty means "images" below the data directory.</summary>
    public IDictionary<string, string> Roots { get; set; } = new Dictionary<string, string>();
}

/// <summary>Null values take libguestfs's environment variables and then its defaults.</summary>
public sealed class ApplianceOptions
{
    /// <summary>LIBGUESTFS_PATH: directories separated by colons.</summary>
    public string? Path { get; set; }

    /// <summary>LIBGUESTFS_CACHEDIR.</summary>
    public string? CacheDirectory { get; set; }

    /// <summary>Directories with an appliance that a boot may name instead of the usual one.</summary>
    public IList<string> Directories { get; set; } = [];

    /// <summary>A path, or a name on PATH.</summary>
    public string Supermin { get; set; } = "supermin";
}

public sealed class QemuOptions
{
    /// <summary>LIBGUESTFS_HV.</summary>
    public string? Path { get; set; }

    /// <summary>LIBGUESTFS_MEMSIZE, then 1280.</summary>
    public int? DefaultMemoryMiB { get; set; }

    /// <summary>LIBGUESTFS_TMPDIR: overlays and scratch disks.</summary>
    public string? TemporaryDirectory { get; set; }
}

public sealed class BootOptions
{
    /// <summary>
    /// Boots at the same time. Null works it out from cores and memory. Whatever it is, guests together never get more than the host's
    /// memory: a boot for which too little is left waits, and one that asks for more than there is runs alone.
    /// </summary>
    public int? Concurrent { get; set; }

    /// <summary>Boots that may wait for a place.</summary>
    public int Queued { get; set; } = 100;

    /// <summary>From leaving the queue to ready.</summary>
    public int TimeLimitSeconds { get; set; } = 1200;

    /// <summary>How long qemu may run under KVM without a line from the kernel before TCG takes over.</summary>
    public int KvmSilenceSeconds { get; set; } = 10;

    /// <summary>How long a stage may print nothing under KVM, by stage name, where it differs from the engine's own limit. TCG gets ten times as long.</summary>
    public IDictionary<string, int> StallSeconds { get; set; } = new Dictionary<string, int>();
}

/// <summary>Which past boots are kept, and what of each one's output.</summary>
public sealed class RetentionOptions
{
    /// <summary>Days for which a boot is kept after it was over. 0, as the other limits have it from the start, sets no limit.</summary>
    public int Days { get; set; }

    /// <summary>Past boots that are kept besides those marked Keep.</summary>
    public int MaxBoots { get; set; }

    /// <summary>Bytes that past boots may take in the database besides those marked Keep.</summary>
    public long MaxBytes { get; set; }

    /// <summary>Kept from the beginning of each boot's output; the exact number of bytes that are left out before the tail is recorded.</summary>
    public int ConsoleHeadMiB { get; set; } = 16;

    public int ConsoleTailMiB { get; set; } = 48;
}

public sealed class LogOptions
{
    /// <summary>The least level that standard error shows. The file below the data directory has everything from Information on.</summary>
    public LogLevel Console { get; set; } = LogLevel.Information;
}
