using Guestfs.Pins;

namespace Guestfs.Core.Tests.Pins;

public sealed class PinTextTests
{
    [Theory]
    [InlineData("look here")]
    [InlineData("x")]
    [InlineData("Größe: 1 \U0001F469\u200D\U0001F4BB <b>&amp;")]
    public void Read_OfOneLine_GivesItBack(string text) => Assert.Equal(text, PinText.Read("  " + text + "\n"));

    [Fact]
    public void Read_OfTheLongest_GivesItBack() => Assert.Equal(PinText.Most, PinText.Read(new string('x', PinText.Most)).Length);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t ")]
    [InlineData("two\nlines")]
    [InlineData("a tab\there")]
    [InlineData("esc\u001b[31m")]
    [InlineData("c1\u0085x")]
    [InlineData("line\u2028separator")]
    [InlineData("turned \u202Eround")]
    [InlineData("isolated \u2066x")]
    public void Read_OfWhatIsNoLine_IsRefused(string? text) => Assert.Throws<PinRefusedException>(() => PinText.Read(text));

    [Fact]
    public void Read_OfHalfACharacter_IsRefused()
    {
        Assert.Throws<PinRefusedException>(() => PinText.Read("half " + '\uD83D'));
        Assert.Throws<PinRefusedException>(() => PinText.Read('\uDCCC' + " half"));
    }

    [Fact]
    public void Read_OfTooMuch_SaysHowMuch() =>
        Assert.Contains("201 characters", Assert.Throws<PinRefusedException>(() => PinText.Read(new string('x', 201))).Message, StringComparison.Ordinal);
}
