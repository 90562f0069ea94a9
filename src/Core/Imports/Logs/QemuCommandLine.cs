using System.Globalization;
using System.Text;

namespace Guestfs.Imports.Logs;

/// <summary>A printed qemu command, taken apart again.</summary>
internal sealed class QemuCommandLine : IGuestSettings
{
    private QemuCommandLine(IReadOnlyList<string> arguments) => Arguments = arguments;

    /// <summary>The whole argument list, program first.</summary>
    public IReadOnlyList<string> Arguments { get; }

    public string Program => Arguments.Count > 0 ? Arguments[0] : "";

    public string? Append => After("-append");

    public string? Kernel => After("-kernel");

    public string? Initrd => After("-initrd");

    public int? MemoryMiB => Number(After("-m")?.Replace("size=", "", StringComparison.Ordinal).TrimEnd('M', 'm'));

    public int? Cpus => Number(After("-smp")?.Split(',')[0]);

    public bool Network => Arguments.Contains("-netdev") || Arguments.Contains("-net");

    public string? Accelerator
    {
        get
        {
            var machine = (After("-machine") ?? After("-M") ?? "").Split(',');
            var accel = machine.FirstOrDefault(static part => part.StartsWith("accel=", StringComparison.Ordinal))?["accel=".Length..] ?? After("-accel")?.Split(',')[0];
            return accel ?? (Arguments.Contains("-enable-kvm") ? "kvm" : null);
        }
    }

    public IReadOnlyList<GuestDrive> Drives => [.. Values("-drive").Select(Drive).Where(static drive => drive.File.Length > 0)];

    /// <summary>True for what may go on with a command whose line was broken: an option, or a line that promises another.</summary>
    public static bool GoesOn(string line) => line.EndsWith(" \\", StringComparison.Ordinal) || line.AsSpan().TrimStart().StartsWith("-");

    /// <summary>The quote that is still open after the line, as of a kernel command line that was broken.</summary>
    /// <param name="quote">The one that is open before it.</param>
    public static char? QuoteAfter(string line, char? quote)
    {
        foreach (var c in line)
        {
            quote = quote is null ? c is '"' or '\'' ? c : null : c == quote ? null : quote;
        }

        return quote;
    }

    /// <param name="lines">The command's lines, each but the last ending with a backslash, save where a mailer broke them.</param>
    public static QemuCommandLine Parse(IReadOnlyList<string> lines)
    {
        var text = new StringBuilder();
        var (dash, follows) = (LostDashes(lines) ? "-" : "", false);
        foreach (var line in lines)
        {
            text.Append(follows ? dash : "").Append(line.EndsWith('\\') ? line.AsSpan(..^1) : line).Append(' ');
            follows = line.EndsWith('\\');
        }

        return new QemuCommandLine(Split(text.ToString()));
    }

    /// <summary>Wikis and trackers take a dash before a line for a list, and its options then stand without.</summary>
    private static bool LostDashes(IReadOnlyList<string> lines) =>
        lines.Count > 3 && !lines.Skip(1).Any(static line => line.AsSpan().TrimStart().StartsWith("-"))
        && lines.Skip(1).Any(static line => line.StartsWith("kernel /", StringComparison.Ordinal));

    private static List<string> Split(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (inWord, quote) = (false, '\0');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quote == '\0' && char.IsWhiteSpace(c))
            {
                if (inWord)
                {
                    words.Add(word.ToString());
                    word.Clear();
                    inWord = false;
                }
            }
            else if (quote == '\0' && c is '"' or '\'' && quote == '\0')
            {
                (quote, inWord) = (c, true);
            }
            else if (c == quote && quote != '\0')
            {
                quote = '\0';
            }
            else if (c == '\\' && quote != '\'' && i + 1 < text.Length)
            {
                word.Append(text[++i]);
                inWord = true;
            }
            else
            {
                word.Append(c);
                inWord = true;
            }
        }

        if (inWord)
        {
            words.Add(word.ToString());
        }

        return words;
    }

    private string? After(string option) => Values(option).FirstOrDefault();

    private IEnumerable<string> Values(string option)
    {
        for (var i = 0; i + 1 < Arguments.Count; i++)
        {
            if (Arguments[i] == option)
            {
                yield return Arguments[i + 1];
            }
        }
    }

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Commas inside a value are doubled.</summary>
    private static GuestDrive Drive(string value)
    {
        var parts = value.Replace(",,", "\u0001", StringComparison.Ordinal).Split(',')
            .Select(static part => part.Replace('\u0001', ',').Split('=', 2))
            .Where(static pair => pair.Length == 2)
            .ToLookup(static pair => pair[0], static pair => pair[1]);
        return new GuestDrive(
            parts["file"].Concat(parts["file.file.filename"]).FirstOrDefault() ?? "",
            parts["format"].FirstOrDefault() ?? parts["file.driver"].FirstOrDefault(),
            parts["id"].FirstOrDefault() == "appliance",
            parts["snapshot"].FirstOrDefault() == "on");
    }
}
