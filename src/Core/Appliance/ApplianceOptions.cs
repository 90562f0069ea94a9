namespace Guestfs.Appliance;

/// <summary>Where appliances are looked for and built, and what supermin is told.</summary>
public sealed record ApplianceOptions
{
    /// <summary>libguestfs compiles in one of these, depending on the distribution's library directory.</summary>
    public const string DefaultSearchPath = "/usr/lib/x86_64-linux-gnu/guestfs:/usr/lib64/guestfs:/usr/lib/guestfs";

    private const string DefaultCacheDirectory = "/var/tmp";

    private static readonly string[] SuperminVariables =
        ["PATH", "HOME", "TMPDIR", "SUPERMIN_KERNEL", "SUPERMIN_KERNEL_VERSION", "SUPERMIN_MODULES"];

    /// <summary>Colon-separated directories; an empty element is the current directory.</summary>
    public string SearchPath { get; init; } = DefaultSearchPath;

    /// <summary>The directory that holds <c>.guestfs-UID</c>.</summary>
    public string CacheDirectory { get; init; } = DefaultCacheDirectory;

    /// <summary>A path, or a name looked up on PATH.</summary>
    public string Supermin { get; init; } = "supermin";

    /// <summary>Variables handed to supermin: PATH, HOME, TMPDIR and SUPERMIN_*, those that are set.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>TMPDIR, where supermin keeps its scratch files, or null for /var/tmp.</summary>
    public string? TemporaryDirectory => Environment.GetValueOrDefault("TMPDIR");

    /// <summary>
    /// Takes what is not given from the environment, then from the defaults:
    /// LIBGUESTFS_PATH; LIBGUESTFS_CACHEDIR, TMPDIR, /var/tmp (libguestfs lib/tmpdirs.c).
    /// </summary>
    /// <param name="variable">Reads one environment variable, such as <see cref="System.Environment.GetEnvironmentVariable(string)"/>.</param>
    public static ApplianceOptions FromEnvironment(
        Func<string, string?> variable,
        string? searchPath = null,
        string? cacheDirectory = null,
        string? supermin = null)
    {
        ArgumentNullException.ThrowIfNull(variable);
        var environment = SuperminVariables
            .Select(name => (name, value: variable(name)))
            .Where(pair => pair.value is not null)
            .ToDictionary(pair => pair.name, pair => pair.value!);
        return new ApplianceOptions
        {
            SearchPath = searchPath ?? variable("LIBGUESTFS_PATH") ?? DefaultSearchPath,
            CacheDirectory = cacheDirectory ?? Set(variable("LIBGUESTFS_CACHEDIR")) ?? Set(variable("TMPDIR")) ?? DefaultCacheDirectory,
            Supermin = supermin ?? "supermin",
            Environment = environment,
        };
    }

    private static string? Set(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
