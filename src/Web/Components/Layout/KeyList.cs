namespace Guestfs.Web.Components.Layout;

/// <summary>Every key that does something, for the sheet under "?". shell.js and the boot page's script act on them.</summary>
public static class KeyList
{
    public static IReadOnlyList<KeyGroup> Groups { get; } =
    [
        new("Everywhere",
        [
            ("?", "This list"),
            ("/", "Search"),
            ("Ctrl K", "Search all boots"),
            ("n", "New boot"),
            ("g b", "Boots"),
            ("g i", "Import"),
            ("g s", "Shares"),
            ("g d", "Disks"),
            ("g h", "Health"),
            ("Esc", "Close"),
        ]),
        new("Lists",
        [
            ("j k", "Next and previous row"),
            ("Enter", "Open"),
        ]),
        new("New boot",
        [
            ("Ctrl Enter", "Start"),
            ("Alt ↑ ↓", "Move a chosen disk"),
            ("Delete", "Take a chosen disk out"),
        ]),
        new("Boot",
        [
            ("w s", "Zoom in and out"),
            ("a d", "Pan"),
            ("f", "Fit the selection"),
            ("0", "The whole boot"),
            (", .", "Previous and next bar"),
            ("[ ]", "Previous and next stage in the console"),
            ("e E", "Next and previous error"),
            ("End l", "Follow the console"),
            ("t", "Change the times shown"),
            ("n N", "Next and previous match of a search"),
            ("p", "Hold the console still"),
            ("r", "Show the short activities"),
            ("m", "Pin the selected line or moment"),
            ("1 2 3 4", "Timeline, table, console, facts"),
            ("Space", "Play a boot that is over again, pause"),
            ("y", "Copy a link to this view"),
        ]),
    ];
}

public sealed record KeyGroup(string Title, IReadOnlyList<(string Keys, string Meaning)> Keys);
