using System.Text;
using Guestfs.Journal;

namespace Guestfs.Core.Tests.Timeline;

/// <summary>Writes a journal entry by entry, one millisecond apart unless told otherwise.</summary>
internal sealed class JournalWriter
{
    public List<JournalEntry> Entries { get; } = [];

    /// <summary>The time of the next entry, in milliseconds.</summary>
    public double Now { get; set; }

    public JournalWriter At(double milliseconds)
    {
        Now = milliseconds;
        return this;
    }

    public JournalWriter Add(BootEvent bootEvent)
    {
        Entries.Add(new JournalEntry(Entries.Count, (long)(Now * 1e6), bootEvent));
        Now++;
        return this;
    }

    public JournalWriter Console(string text, bool terminated = true) => Line(OutputSource.Console, text, terminated);

    public JournalWriter Supermin(string text) => Line(OutputSource.Supermin, text, true);

    public JournalWriter Line(OutputSource source, string text, bool terminated) =>
        Add(new OutputLine(source, Encoding.UTF8.GetBytes(terminated ? text + "\r\n" : text), terminated));

    /// <summary>The first event of every journal.</summary>
    public static JournalWriter Requested(BootRequest? request = null) =>
        new JournalWriter().Add(new BootRequested(
            request ?? new BootRequest(), "ada", new DateTimeOffset(2026, 11, 22, 21, 30, 0, TimeSpan.Zero), new HostFacts { Host = "host1", Qemu = "7.2" }));

    /// <summary>A boot that builds its appliance.</summary>
    public static JournalWriter Building() => Requested().Add(new BootAdmitted());

    /// <summary>A boot whose qemu runs.</summary>
    public static JournalWriter Booting() => Building().Add(new AttemptStarted(1, "tcg", "asked for"));

    /// <summary>A boot that has come to a stage, by the shortest way.</summary>
    public static JournalWriter InStage(string stage) => stage switch
    {
        "appliance" => Building(),
        "qemu" => Booting(),
        "firmware" => Booting().Console("SeaBIOS (version 1)"),
        "firmware:boot" => InStage("firmware").Console("Booting from ROM..."),
        "kernel" => Booting().Console("Probing EDD (edd=off to disable)... ok"),
        "initrd" => Booting().Console("supermin: mounting /proc"),
        "root" => Booting().Console("supermin: waiting another 1024000000 ns for root UUID to appear"),
        "init" => Booting().Console("Starting /init script ..."),
        "daemon" => Booting().Console("OCaml daemon loaded"),
        "session" => Booting().Add(new LaunchFlagReceived()),
        "shutdown" => Booting().Add(new LaunchFlagReceived()).Add(new ShutdownStarted("asked to")),
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "no such stage"),
    };
}
