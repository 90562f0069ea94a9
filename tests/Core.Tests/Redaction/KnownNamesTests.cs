using Guestfs.Redaction;

namespace Guestfs.Core.Tests.Redaction;

public class KnownNamesTests
{
    [Fact]
    public void Names_BeyondFiveHundred_AreFoundInEveryLaterLine()
    {
        var redactor = new JournalRedactor(new RedactionChoices());
        var lines = Enumerable.Range(0, 3_000).Select(static number => $"systemd[1]: Set hostname to <zebra{number:0000}x>.\n").ToList();
        lines.AddRange(Enumerable.Range(0, 3_000).Select(static number => $"seen ZEBRA{number:0000}X, zebra{number:0000}xy\n"));

        var shown = PlantedSecretTests.Shown(lines, redactor).Split('\n');

        Assert.Equal("seen host-1, zebra0000xy", shown[3_000]);
        Assert.Equal("seen host-3000, zebra2999xy", shown[5_999]);
        Assert.DoesNotContain(shown, static line => line.Contains("zebra", StringComparison.OrdinalIgnoreCase) && !line.Contains("xy", StringComparison.Ordinal));
    }

    [Fact]
    public void Names_BeyondTheMost_LeaveNoLaterLine()
    {
        var redactor = new JournalRedactor(new RedactionChoices());
        var lines = Enumerable.Range(0, 20_001).Select(static number => $"systemd[1]: Set hostname to <zebra{number:00000}>.\n").ToList();
        lines.Add("seen zebra20000 again\n");

        Assert.EndsWith("\n[withheld]\n", PlantedSecretTests.Shown(lines, redactor), StringComparison.Ordinal);
        Assert.Equal("[withheld]", redactor.Aside().Text("zebra20000"));
    }

    [Fact]
    public void Names_ThatBeginAlike_AreFoundByTheLongest()
    {
        var shown = PlantedSecretTests.Shown(["user=wil user=wilhelm user=wilhelmina\n", "wil wilhelm wilhelmina wilhelminas wilhel,\n"]).Split('\n');

        Assert.Equal("user-1 user-2 user-3 wilhelminas wilhel,", shown[1]);
    }

    [Theory]
    [InlineData("a/", "password=b/{0}")]
    [InlineData("-a", "password={0}")]
    public void Line_OfAMegabyteThatBeginsManyNames_IsReadOnce(string part, string learn)
    {
        var lines = Enumerable.Range(2, 60).Select(number => string.Format(null, learn, string.Concat(Enumerable.Repeat(part, number))) + "\n").ToList();
        lines.Add(string.Concat(Enumerable.Repeat(part, (1 << 20) / part.Length)) + "\n");

        Assert.EndsWith("\n", PlantedSecretTests.Shown(lines), StringComparison.Ordinal);
    }
}
