using System.Globalization;
using System.Text.RegularExpressions;
using Guestfs.Journal;

namespace Guestfs.Imports.Logs;

/// <summary>How libguestfs says that qemu ended.</summary>
internal static class QemuEnd
{
    private static readonly Regex End = new(
        @"^(?:qemu maxrss (?<memory>\d{1,9})K|error: \S*(?:qemu|kvm)\S* (?:exited with error status (?<code>\d{1,3})|killed by signal (?<signal>\d{1,3})))",
        Wording.Linear);

    /// <returns>Null for every other line.</returns>
    public static ProcessExited? Of(string said)
    {
        if (!(said.StartsWith("qemu ", StringComparison.Ordinal) || said.StartsWith("error: ", StringComparison.Ordinal)) || End.Match(said) is not { Success: true } end)
        {
            return null;
        }

        return new ProcessExited("qemu", 0, Number(end.Groups["code"]) ?? (end.Groups["memory"].Success ? 0 : null), Number(end.Groups["signal"]), Number(end.Groups["memory"]));
    }

    private static int? Number(Group group) =>
        int.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
