namespace Guestfs.Imports.Logs;

/// <summary>
/// What libvirt said when it could not start the appliance, which libguestfs passes on. Programs that use libguestfs break it at
/// 80 columns, so it goes on until libvirt's codes or an empty line.
/// </summary>
internal sealed class LibvirtReason
{
    private const string Announcement = "Original error from libvirt: ";
    private const string OldAnnouncement = "could not create appliance through libvirt: ";
    private const string Codes = "[code=";
    private const int Longest = 400;
    private const int MostLines = 8;

    private int _lines;

    /// <summary>Empty when the log does not say.</summary>
    public string Text { get; private set; } = "";

    public void Look(string line)
    {
        if (_lines == 0)
        {
            if ((After(line, Announcement) ?? After(line, OldAnnouncement)) is { } said)
            {
                _lines = MostLines;
                Add(said);
            }
        }
        else if (_lines > 1)
        {
            Add(line);
        }
    }

    private void Add(string said)
    {
        var codes = said.IndexOf(Codes, StringComparison.Ordinal);
        var text = (Text + " " + (codes < 0 ? said : said[..codes]).Trim()).Trim();
        Text = text[..Math.Min(text.Length, Longest)];

        // One is left when it is whole: a second such message is another launch's.
        _lines = codes >= 0 || said.Length == 0 || said.StartsWith("libguestfs: ", StringComparison.Ordinal) ? 1 : _lines - 1;
    }

    private static string? After(string line, string announcement) =>
        line.IndexOf(announcement, StringComparison.Ordinal) is >= 0 and var at ? line[(at + announcement.Length)..] : null;
}
