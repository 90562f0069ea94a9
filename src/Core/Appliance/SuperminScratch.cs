using System.Security.Cryptography;

namespace Guestfs.Appliance;

/// <summary>A scratch directory of one supermin run, so that a killed supermin leaves nothing behind in TMPDIR.</summary>
internal sealed class SuperminScratch : IDisposable
{
    private const string DefaultDirectory = "/var/tmp";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly string _directory;

    private SuperminScratch(string directory) => _directory = directory;

    /// <param name="parent">TMPDIR, or null for the directory supermin takes without it.</param>
    /// <exception cref="GuestfsException">TMPDIR is relative or cannot be written.</exception>
    public static SuperminScratch Make(string? parent)
    {
        parent ??= DefaultDirectory;
        if (!parent.StartsWith('/'))
        {
            throw new GuestfsException(
                $"error: environment variable $TMPDIR must be an absolute path, but it is ‘{parent}’. No appliance was built; set TMPDIR to a path that begins with a slash, or unset it.");
        }

        var directory = Path.Combine(parent, "guestfs-supermin-" + RandomNumberGenerator.GetHexString(16, lowercase: true));
        if (!Directory.Exists(parent))
        {
            throw new GuestfsException($"TMPDIR is ‘{parent}’, which is not a directory. No appliance was built; make the directory, or set TMPDIR to another.");
        }

        try
        {
            Directory.CreateDirectory(directory, OwnerOnly);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new GuestfsException(
                $"{directory} could not be made for supermin's scratch files: {error.Message.TrimEnd('.')}. No appliance was built; set TMPDIR to a directory that may be written.", error);
        }

        return new SuperminScratch(directory);
    }

    public IReadOnlyDictionary<string, string> Environment(IReadOnlyDictionary<string, string> given) =>
        new Dictionary<string, string>(given) { ["TMPDIR"] = _directory };

    public void Dispose()
    {
        try
        {
            Directory.Delete(_directory, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What is left is small, and is in a directory for temporary files.
        }
    }
}
