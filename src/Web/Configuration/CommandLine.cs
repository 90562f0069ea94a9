using Guestfs.Disks;

namespace Guestfs.Web.Configuration;

/// <summary>The switches of <c>./run</c> as settings. <c>--Section:Key=value</c> passes through to the framework.</summary>
public static class CommandLine
{
    public const string Usage = """
        Guestfs boots the libguestfs appliance and shows the boot live in a browser.

          --port N               listen on this port; 0 takes a free one (default 5000)
          --data DIR             keep the database, keys and logs here (default ./data)
          --images DIR           offer the disk images below DIR; may be repeated
          --api-token-file FILE  write a fresh bearer token for scripts to FILE (mode 0600)
          --Guestfs:KEY=VALUE    set anything that appsettings.json can set
        """;

    public static bool AsksForHelp(IEnumerable<string> arguments) => arguments.Any(static argument => argument is "--help" or "-h");

    /// <exception cref="StartRefusedException">A switch is unknown or has no value.</exception>
    public static (IReadOnlyDictionary<string, string?> Settings, string[] Framework) Parse(IReadOnlyList<string> arguments)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var framework = new List<string>();
        var errors = new List<string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? argument : argument[..equals];
            if (equals < 0 && i + 1 < arguments.Count && name is ("--contentRoot" or "--environment" or "--applicationName"))
            {
                framework.Add($"{name}={arguments[++i]}");
                continue;
            }

            if (name is not ("--port" or "--data" or "--images" or "--api-token-file"))
            {
                (argument.StartsWith("--", StringComparison.Ordinal) && equals > 0 ? framework : errors).Add(argument);
                continue;
            }

            var value = equals >= 0 ? argument[(equals + 1)..] : i + 1 < arguments.Count ? arguments[++i] : "";
            if (value.Length == 0)
            {
                errors.Add($"{name} needs a value.");
                continue;
            }

            Set(settings, name, value);
        }

        return errors.Count == 0 ? (settings, [.. framework]) : throw new StartRefusedException([.. errors.Select(Sentence)]);
    }

    private static void Set(Dictionary<string, string?> settings, string name, string value)
    {
        switch (name)
        {
            case "--port":
                settings["Guestfs:Listen:Port"] = value;
                break;
            case "--data":
                settings["Guestfs:Data"] = Path.GetFullPath(value);
                break;
            case "--images":
                settings[$"Guestfs:Disks:Roots:{RootName(settings, value)}"] = Path.GetFullPath(value);
                break;
            default:
                settings["Guestfs:Access:ApiTokenFile"] = Path.GetFullPath(value);
                break;
        }
    }

    /// <summary>The folder's own name as a root's name may be, and with a number when it is taken.</summary>
    private static string RootName(Dictionary<string, string?> settings, string directory)
    {
        var letters = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory)))
            .Select(static c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-')
            .Take(56);
        var name = string.Concat(letters).Trim('-');
        name = DiskPath.IsRootName(name) ? name : "images";
        var free = name;
        for (var i = 2; settings.ContainsKey($"Guestfs:Disks:Roots:{free}"); i++)
        {
            free = $"{name}-{i}";
        }

        return free;
    }

    private static string Sentence(string error) => error.EndsWith('.') ? error : $"{error} is not a switch of Guestfs; --help lists them.";
}
