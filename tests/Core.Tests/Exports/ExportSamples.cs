using System.Buffers;
using System.Text;
using Guestfs.Core.Tests.Timeline;
using Guestfs.Exports;
using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Core.Tests.Exports;

/// <summary>Boots to export: recorded ones, and one in which everything a user or guest can name is hostile.</summary>
internal static class ExportSamples
{
    public const string Id = "abcdefghij";

    public static readonly string[] Payloads =
    [
        "<script>alert(1)</script>", "</script><img src=x onerror=alert(1)>", "</textarea>", "<!--", "-->", "]]>", "&#x3c;b&#x3e;", "&lt;", "@(1+1)", "{{7*7}}",
        "javascript:alert(1)", "=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "a,b\"c\"", "x\r\nnext", "\e]0;title\a\e[31mred", "\u202eevil\u0000\u0007",
    ];

    /// <summary>The version of the rules is always 1 here, so that raising it alone changes no expected file.</summary>
    public static ExportedBoot Recorded(string name)
    {
        var boot = Fold(RecordedBoot.Load(name).Journal());
        return boot with { Timeline = boot.Timeline with { RulesVersion = 1 } };
    }

    public static ExportedBoot Fold(IEnumerable<JournalEntry> journal)
    {
        var fold = new BootFold();
        foreach (var entry in journal)
        {
            fold.Add(entry);
        }

        return ExportedBoot.Of(fold, Id);
    }

    /// <summary>A boot whose title, host, calls and marks are all this text.</summary>
    public static ExportedBoot Hostile(string text)
    {
        var bars = new List<TimelineBar>
        {
            new(0, -1, BarKind.Stage, StageNames.Session, StageNames.Session, 1, 0, 0, 2_000, 0, 9, null, null),
            new(1, 0, BarKind.Activity, text, StageNames.Session, 1, 1, 0, 1_000, 1, 2, text, 5),
            new(2, 0, BarKind.Gap, text, text, 1, 1, 1_000, null, 2, null, null, null),
        };
        var facts = new BootFacts
        {
            Request = new BootRequest { Title = text },
            Host = new HostFacts { Host = text, Os = text, Qemu = text, Kernel = text, Guestfs = text },
            Accelerator = text,
            AcceleratorReason = text,
            GuestKernel = text,
            Firmware = text,
        };
        var summary = new BootSummary { Id = Id, Title = text, Status = BootStatus.Failed, Sentence = text, RequestedBy = text, Label = text, Total = 2_000 };
        return new ExportedBoot(summary, facts, new BootTimeline(1, bars, [new TimelineMark(text, 1_500, 3, text)], 2_000));
    }

    public static string Text(Action<IBufferWriter<byte>, ExportedBoot> write, ExportedBoot boot)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output, boot);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static string Cast(IEnumerable<JournalEntry> journal)
    {
        var entries = journal.ToList();
        var output = new ArrayBufferWriter<byte>();
        AsciiCast.WriteHeader(output, Fold(entries).Summary, "a boot");
        var cast = new AsciiCast();
        foreach (var entry in entries)
        {
            cast.Add(output, entry);
        }

        cast.End(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
