using System.Buffers;

namespace Guestfs.Redaction;

/// <summary>
/// Finds the command lines of qemu and of the kernel in one line: all that follows the words which announce one, a program of qemu's
/// or an option that only qemu has. What goes on over lines is known to <see cref="CommandBlock"/>.
/// </summary>
internal static class CommandLineScan
{
    /// <summary>What the kernel, supermin, libguestfs and its test tool print before one.</summary>
    private static readonly string[] Starts =
    [
        "ommand line: ", "ommand line parameters ", "cmdline: ", "libguestfs: command: run: ", "guestfs_get_append: ", "guestfs_get_append=", "LIBGUESTFS_APPEND=", "trace: set_append ", "trace: get_append = ",
        "trace: config ", "<domain", "<cmdline>", "<qemu:commandline", "<qemu:arg", "<qemu:env", "/proc/cmdline: ",
    ];

    private static readonly SearchValues<string> Start = SearchValues.Create(Starts, StringComparison.Ordinal);

    /// <summary>Those that no other program of a boot has; short ones such as -m stand beside them.</summary>
    private static readonly SearchValues<string> Options = SearchValues.Create(
        [
            .. "-drive -append -device -chardev -netdev -blockdev -kernel -initrd -fw_cfg -smbios -machine -object -global -rtc -no-user-config -nodefaults -nodefconfig -nographic -enable-kvm -no-hpet -no-kvm-pit-reinjection -virtfs -fsdev -pflash -incoming -qmp -sandbox -tpmdev -accel -vnc -spice -cdrom -hda"
                .Split(' '),
        ],
        StringComparison.Ordinal);

    private static readonly SearchValues<char> OptionEnds = SearchValues.Create(" =\"',\\\r\n");

    private static readonly SearchValues<string> Programs = SearchValues.Create(["qemu", "/kvm", " kvm "], StringComparison.OrdinalIgnoreCase);

    public static void Find(ReadOnlySpan<char> text, List<Finding> findings)
    {
        FindTest(text, findings);
        var start = Math.Min(AfterAnnouncement(text), Math.Min(AfterProgram(text), AtOption(text)));
        if (start == text.Length && GoesOn(text))
        {
            start = 0;
        }

        if (start < text.Length)
        {
            findings.Add(new Finding(start, text.Length, RedactionKind.Withheld, text[start..].ToString()));
        }
    }

    /// <summary>The line ends with a backslash that says that the command goes on. Lists of JSON have quotes and a comma after it.</summary>
    public static bool GoesOn(ReadOnlySpan<char> text)
    {
        var line = text.TrimEnd(" \t\r\n\",'");
        var rest = line.TrimEnd('\\');
        return rest.Length < line.Length && (rest.IsEmpty || rest[^1] is ' ' or '\t') && IsWordy(rest);
    }

    /// <summary>The letters that some programs draw have backslashes and no words.</summary>
    private static bool IsWordy(ReadOnlySpan<char> text)
    {
        var letters = 0;
        foreach (var c in text)
        {
            letters = char.IsAsciiLetterOrDigit(c) ? letters + 1 : 0;
            if (letters == 2)
            {
                return true;
            }
        }

        return false;
    }

    private static int AfterAnnouncement(ReadOnlySpan<char> text)
    {
        var at = text.IndexOfAny(Start);
        if (at < 0)
        {
            return text.Length;
        }

        if (text[at] == '<')
        {
            return at;
        }

        foreach (var start in Starts)
        {
            if (text[at..].StartsWith(start))
            {
                return at + start.Length;
            }
        }

        return at;
    }

    /// <summary>Behind a program of qemu's that options or a line's continuation follow, also where they are a list in JSON.</summary>
    private static int AfterProgram(ReadOnlySpan<char> text)
    {
        for (var from = 0; from < text.Length;)
        {
            var found = text[from..].IndexOfAny(Programs);
            if (found < 0)
            {
                break;
            }

            var at = from + found + 1;
            var length = text[at..].IndexOfAny(' ', '"', '\'');
            if (length < 0)
            {
                break;
            }

            var end = at + length;
            var rest = text[end..].TrimStart(" \t\"',");
            if (length > 0 && (rest.StartsWith("\\") || (rest.StartsWith("-") && rest.Length > 1 && rest[1] != ' ')) && text[end - 1] != ':')
            {
                return end;
            }

            from = end;
        }

        return text.Length;
    }

    private static int AtOption(ReadOnlySpan<char> text)
    {
        for (var from = 0; from < text.Length;)
        {
            var found = text[from..].IndexOfAny(Options);
            if (found < 0)
            {
                break;
            }

            var at = from + found;
            var length = text[(at + 1)..].IndexOfAny(OptionEnds);
            var stands = at == 0 || text[at - 1] is ' ' or '\t' or '"' or '\'' or '-' || text[..at].EndsWith("\\n");
            if (stands && Options.Contains(text.Slice(at, length < 0 ? text.Length - at : length + 1).ToString()))
            {
                return at;
            }

            from = at + 1;
        }

        return text.Length;
    }

    /// <summary>The appliance's /init asks the command line for words and, when it is traced, prints all of it each time.</summary>
    private static void FindTest(ReadOnlySpan<char> text, List<Finding> findings)
    {
        var start = text.IndexOf("[[ ") + 3;
        var end = text.LastIndexOf(" == *");
        if (start > 2 && end > start)
        {
            findings.Add(new Finding(start, end, RedactionKind.Withheld, text[start..end].ToString()));
        }
    }
}
