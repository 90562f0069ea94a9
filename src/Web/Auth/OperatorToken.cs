using System.Text;
using Guestfs.Web.Configuration;
using Microsoft.Extensions.Options;

namespace Guestfs.Web.Auth;

/// <summary>The bearer token for scripts. A fresh one is written at each start; only its hash stays in memory.</summary>
public sealed class OperatorToken(IOptions<GuestfsOptions> options)
{
    private SecretHash? _hash;

    public bool Matches(string candidate) => _hash is { } hash && hash.Matches(candidate);

    /// <summary>Writes a new token to the configured file, readable by this user only. Does nothing when no file is configured.</summary>
    /// <exception cref="StartRefusedException">The file cannot be written.</exception>
    public void Write()
    {
        if (options.Value.Access.ApiTokenFile is not { } path)
        {
            return;
        }

        var token = SecretHash.NewSecret();
        try
        {
            Replace(path, token);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException([$"Guestfs:Access:ApiTokenFile is \"{path}\"; a file this user can write is needed. {exception.Message}"]);
        }

        _hash = new SecretHash(token);
    }

    // A new file renamed over the old one never passes through a state that others can read.
    private static void Replace(string path, string token)
    {
        var fresh = $"{path}.{Path.GetRandomFileName()}";
        var create = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using (var file = new FileStream(fresh, create))
        {
            file.Write(Encoding.ASCII.GetBytes(token + "\n"));
        }

        File.Move(fresh, path, overwrite: true);
    }
}
