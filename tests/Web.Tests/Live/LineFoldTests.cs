using System.Text;
using Guestfs.Journal;
using Guestfs.Web.Live;

namespace Guestfs.Web.Tests.Live;

public sealed class LineFoldTests
{
    private readonly LineFold _fold = new();

    [Fact]
    public void Numbers_OverAllSources_CountFromOne()
    {
        Assert.Equal(1, Add(OutputSource.Supermin, "a\n").Number);
        Assert.Equal(2, Add(OutputSource.Console, "b\n").Number);
        Assert.Null(_fold.Add(new DaemonConnected()));
        Assert.Equal(3, Add(OutputSource.Qemu, "c\n").Number);
    }

    [Fact]
    public void Number_OfALineInPieces_IsThatOfItsFirst()
    {
        Assert.Equal(1, Add(OutputSource.Console, "wait", terminated: false).Number);
        Assert.Equal(2, Add(OutputSource.Qemu, "between\n").Number);
        Assert.Equal(1, Add(OutputSource.Console, "ing", terminated: false).Number);
        Assert.Equal(1, Add(OutputSource.Console, "\n").Number);
        Assert.Equal(3, Add(OutputSource.Console, "next\n").Number);
    }

    [Fact]
    public void Numbers_AfterDroppedLines_DoNotShift()
    {
        Add(OutputSource.Console, "first\n");
        var marker = _fold.Add(new OutputDropped(98, 7_000, 1, 98))!;

        Assert.Equal((2, "dropped"), (marker.Number, marker.Source));
        Assert.Contains("98 lines", marker.Runs[0].Text, StringComparison.Ordinal);
        Assert.Equal(100, Add(OutputSource.Console, "last\n").Number);
    }

    [Fact]
    public void Style_OfAPiece_GoesOnInTheNext()
    {
        Assert.Equal([new FrameRun("red", "fg1")], Add(OutputSource.Console, "\e[31mred", terminated: false).Runs);
        Assert.Equal([new FrameRun("still", "fg1"), new FrameRun("bold", "bold fg1")], Add(OutputSource.Console, "still\e[1mbold\n").Runs);
    }

    [Fact]
    public void Style_OfALineLeftOpen_DoesNotReachTheNext()
    {
        Add(OutputSource.Console, "\e[31mred\n");

        Assert.Equal([new FrameRun("plain")], Add(OutputSource.Console, "plain\n").Runs);
    }

    [Fact]
    public void Colour_OfTheFixedPalette_IsSentByValue() =>
        Assert.Equal([new FrameRun("x", "fg#ff8700 bg4")], Add(OutputSource.Console, "\e[38;5;208;44mx\n").Runs);

    [Fact]
    public void Text_WithSequencesAndControls_IsSafe() =>
        Assert.Equal("<b>␀done", string.Concat(Add(OutputSource.Console, "\e]0;title\u0007<b>\0\e[2Jdone\r\n").Runs.Select(static run => run.Text)));

    private FrameLine Add(OutputSource source, string text, bool terminated = true) =>
        _fold.Add(new OutputLine(source, Encoding.UTF8.GetBytes(text), terminated))!;
}
