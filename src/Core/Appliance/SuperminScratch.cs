using System.Security.Cryptography;
using Guestfs.Disks;

namespace Guestfs.Appliance;

/// <summary>A scratch directory of one supermin run, so that a killed supermin leaves nothing behind in TMPDIR.</summary>
internal sealed class SuperminScratch : IDisposable
{
    private const string DefaultDirectory = "/var/tmp";
    private const string Prefix = "guestfs-supermin-";
    private const int SuffixLength = 16;

    /// <summary>No supermin runs as long, so an older directory belongs to a server that was killed.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly string _directory;

    private SuperminScratch(string directory) => _directory = directory;

    /// <param name="parent">TMPDIR, or null for the directory supermin takes without it.</param>
    /// <exception cref="GuestfsException">TMPDIR is relative or cannot be written.</exception>
    public static SuperminScratch Make(string? parent, DateTimeOffset now)
    {
        if (Objection(parent) is { } objection)
        {
            throw new GuestfsException($"{objection}. No appliance was built; unset TMPDIR, or set it to the absolute path of a directory.");
        }

        Sweep(parent ?? DefaultDirectory, now);
        var directory = Path.Combine(parent ?? DefaultDirectory, Prefix + RandomNumberGenerator.GetHexString(SuffixLength, lowercase: true));
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

    /// <summary>What is wrong with TMPDIR, without a full stop, or null.</summary>
    public static string? Objection(string? parent)
    {
        if (parent is not null && !parent.StartsWith('/'))
        {
            return $"error: environment variable $TMPDIR must be an absolute path, but it is ‘{parent}’";
        }

        return parent is null || Directory.Exists(parent) ? null : $"TMPDIR is ‘{parent}’, which is not a directory";
    }

    public IReadOnlyDictionary<string, string> Environment(IReadOnlyDictionary<string, string> given) =>
        new Dictionary<string, string>(given) { ["TMPDIR"] = _directory };

    public void Dispose() => Remove(_directory);

    /// <summary>Only our own, which nobody else can change meanwhile: the parent belongs to everybody.</summary>
    private static void Sweep(string parent, DateTimeOffset now)
    {
        foreach (var path in Directory.EnumerateDirectories(parent, Prefix + "*", new EnumerationOptions { AttributesToSkip = FileAttributes.ReparsePoint }))
        {
            if (Path.GetFileName(path).Length == Prefix.Length + SuffixLength && FileStatus.Of(path) is { IsDirectory: true } status
                && status.Owner == Libc.EffectiveUser() && now - status.Modified > Abandoned)
            {
                Remove(path);
            }
        }
    }

    private static void Remove(string directory)
    {
        try
        {
            Directory.Delete(directory, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What is left is small, and is in a directory for temporary files.
        }
    }
}
