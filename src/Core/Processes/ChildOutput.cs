namespace Guestfs.Processes;

/// <summary>Everything a short-lived child printed.</summary>
public sealed record ChildOutput(ChildExit Exit, string Output, string Errors)
{
    private const int MaxCharacters = 1 << 20;

    /// <summary>What it complained of first, which is usually the cause; empty when it said nothing.</summary>
    public string FirstErrorLine =>
        Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() ?? "";

    /// <summary>Runs a child without input to its end. Of each stream the first 1 Mi characters are kept.</summary>
    /// <exception cref="TimeoutException">It did not end within <paramref name="limit"/> and was killed.</exception>
    /// <exception cref="GuestfsException">It could not be started.</exception>
    public static async Task<ChildOutput> CaptureAsync(
        ChildCommand command,
        TimeSpan limit,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var child = await ChildProcess.StartAsync(command).ConfigureAwait(false);
        await using (child.ConfigureAwait(false))
        {
            child.StandardInput.Close();
            var output = ReadAsync(child.StandardOutput);
            var errors = ReadAsync(child.StandardError);
            await Task.WhenAll(child.Exited, output, errors).WaitAsync(limit, time, cancellationToken).ConfigureAwait(false);
            return new ChildOutput(await child.Exited.ConfigureAwait(false), await output.ConfigureAwait(false), await errors.ConfigureAwait(false));
        }
    }

    private static async Task<string> ReadAsync(Stream stream)
    {
        using var reader = new StreamReader(stream);
        var kept = new System.Text.StringBuilder();
        var buffer = new char[4096];
        int count;
        while ((count = await reader.ReadAsync(buffer).ConfigureAwait(false)) > 0)
        {
            kept.Append(buffer, 0, Math.Min(count, MaxCharacters - kept.Length));
        }

        return kept.ToString();
    }
}
