using Guestfs.Processes;

namespace Guestfs.Appliance;

internal static class SuperminVersion
{
    private const string Prefix = "supermin ";

    /// <summary>Such as 5.2.2; null when supermin does not answer in its way.</summary>
    public static async Task<string?> AskAsync(string supermin, CancellationToken cancellationToken)
    {
        try
        {
            var child = await ChildProcess.StartAsync(new ChildCommand(supermin, ["--version"], new Dictionary<string, string> { ["LC_ALL"] = "C" })).ConfigureAwait(false);
            await using (child.ConfigureAwait(false))
            {
                using var reader = new StreamReader(child.StandardOutput);
                var line = await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false);
                return line is not null && line.StartsWith(Prefix, StringComparison.Ordinal) ? line[Prefix.Length..].Trim() : null;
            }
        }
        catch (GuestfsException)
        {
            return null;
        }
    }
}
