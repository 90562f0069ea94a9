namespace Guestfs.Web.Components.Boot;

/// <summary>A program's arguments as text that a shell takes back.</summary>
public static class ShellCommand
{
    /// <summary>One option with its value per line, quoted where a shell needs it. Empty when there are none.</summary>
    public static string Of(IReadOnlyList<string> arguments)
    {
        List<string> lines = [];
        foreach (string argument in arguments)
        {
            bool value = lines.Count > 1 && !argument.StartsWith('-') && lines[^1].StartsWith('-') && !lines[^1].Contains(' ', StringComparison.Ordinal);
            if (value)
            {
                lines[^1] += " " + Quote(argument);
            }
            else
            {
                lines.Add(Quote(argument));
            }
        }

        return string.Join(" \\\n    ", lines);
    }

    private static string Quote(string argument) =>
        argument.Length > 0 && argument.All(IsPlain) ? argument : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static bool IsPlain(char letter) => char.IsAsciiLetterOrDigit(letter) || "-_=+,./:@%^".Contains(letter, StringComparison.Ordinal);
}
