namespace Guestfs.Web.Configuration;

/// <summary>The server cannot start as configured. Shown as plain lines, never with a stack trace.</summary>
public sealed class StartRefusedException(IReadOnlyList<string> reasons) : GuestfsException(string.Join(Environment.NewLine, reasons))
{
    /// <summary>The exit code scripts see when the configuration is at fault.</summary>
    public const int ExitCode = 2;

    public IReadOnlyList<string> Reasons { get; } = reasons;

    public int Print(TextWriter errors)
    {
        errors.WriteLine(Reasons.Count == 1 ? "Guestfs did not start:" : $"Guestfs did not start, for {Reasons.Count} reasons:");
        foreach (var reason in Reasons)
        {
            errors.WriteLine($"  {reason}");
        }

        return ExitCode;
    }
}
