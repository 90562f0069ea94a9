using System.Text.RegularExpressions;
using CsCheck;
using Guestfs.Journal;
using Guestfs.Web.Live;
using Guestfs.Web.Shares;
using Guestfs.Web.Tests.Fakes;

namespace Guestfs.Web.Tests.Shares;

public sealed partial class TicketTextTests
{
    private const string Link = "https://guestfs.example.org/s/token";

    [Fact]
    public void Write_AFailedBoot_TellsOutcomeStagesEvidenceAndLink()
    {
        var text = TicketText.Write(View("short", "printed-by-the-guest\n"), Link, console: true);

        Assert.StartsWith("### short\n\n✗ **failed after 5.0 ms**. It failed.\n\n| | |\n|---|---|\n| Requested | 2026", text, StringComparison.Ordinal);
        Assert.Contains("| Stage | Starts | Lasts | Part |\n|---|--:|--:|--:|\n| appliance |", text, StringComparison.Ordinal);
        Assert.Contains("Line 2 says why; the last lines:\n\n```text\n", text, StringComparison.Ordinal);
        Assert.EndsWith($"printed-by-the-guest\n```\n\nTimeline: <{Link}>\nConsole: <{Link}/console.txt>\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_WhereTheConsoleIsLeftOut_DoesNotLeadToIt() =>
        Assert.DoesNotContain("console.txt", TicketText.Write(View("short", "x\n"), Link, console: false), StringComparison.Ordinal);

    [Theory]
    [InlineData("# heading")]
    [InlineData("a | b")]
    [InlineData("[text](https://evil.example)")]
    [InlineData("<img src=x>")]
    [InlineData("@everyone, see #12")]
    [InlineData("two\nlines")]
    [InlineData("`code` *bold* _thin_ ~~gone~~")]
    [InlineData("https://evil.example")]
    public void Title_WithMarkup_StaysText(string title)
    {
        var first = TicketText.Write(View(title, "x\n"), Link, console: false).Split('\n')[0];

        Assert.DoesNotMatch(Unescaped(), first["### ".Length..]);
        Assert.DoesNotContain("//evil", first.Replace("&#58;//evil", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Fence_AroundAnyGuestText_HoldsUntilItsEnd() =>
        Gen.String[Gen.Char["`` ~"], 1, 8].Sample(printed =>
        {
            var lines = TicketText.Write(View("short", printed + "\n"), Link, console: false).Split('\n');
            var open = Array.FindIndex(lines, static line => line.EndsWith("```text", StringComparison.Ordinal));
            var fence = lines[open][..^"text".Length];
            var close = Array.FindIndex(lines, open + 1, line => line.Trim().Length >= fence.Length && line.Trim().All(static letter => letter == '`'));
            Assert.Equal(fence, lines[close]);
            Assert.Equal(["", $"Timeline: <{Link}>", ""], lines[(close + 1)..]);
        });

    private static BootView View(string title, string printed)
    {
        var fold = new ViewFold();
        foreach (var entry in SharedServer.Journal())
        {
            fold.Add(entry switch
            {
                { Event: BootRequested requested } => entry with { Event = requested with { Request = requested.Request with { Title = title } } },
                { Sequence: 4 } => entry with { Event = Journals.Line(OutputSource.Console, System.Text.Encoding.UTF8.GetBytes(printed)) },
                _ => entry,
            });
        }

        return fold.View(SharedServer.BootId, BootSummaries.Day);
    }

    [GeneratedRegex(@"(?<!\\)[|\[\]<>`*_~@]|(?<!&)#|^\s*[#>+-]")]
    private static partial Regex Unescaped();
}
