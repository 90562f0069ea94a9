using CsCheck;
using Guestfs.Shares;

namespace Guestfs.Core.Tests.Shares;

public class ShareTokenTests
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    [Fact]
    public void Create_ManyTokens_AreAllDifferentAndUseEveryLetterAlike()
    {
        const int tokens = 200_000;
        var seen = new HashSet<string>(tokens);
        var counts = new long['z' + 1];
        for (var index = 0; index < tokens; index++)
        {
            var text = ShareToken.Create().Text;
            Assert.True(seen.Add(text));
            foreach (var letter in text)
            {
                counts[letter]++;
            }
        }

        // χ² with 63 degrees of freedom passes 140 by chance once in about ten million runs.
        const double expected = tokens * (double)ShareToken.Length / 64;
        Assert.Equal(tokens * (long)ShareToken.Length, Letters.Sum(letter => counts[letter]));
        Assert.InRange(Letters.Sum(letter => Math.Pow(counts[letter] - expected, 2) / expected), 0, 140);
    }

    [Fact]
    public void Parse_ATokensText_GivesTheSameToken()
    {
        var token = ShareToken.Create();
        var parsed = ShareToken.Parse(token.Text);

        Assert.NotNull(parsed);
        Assert.Equal(token.Text, parsed.Text);
        Assert.True(parsed.Matches(token.Hash()));
        Assert.False(parsed.Matches(ShareToken.Create().Hash()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(":token")]
    [InlineData("{token}")]
    [InlineData("null")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA ")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+/")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\0\0")]
    [InlineData("ＡAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Parse_AnythingElse_IsNoToken(string? text) => Assert.Null(ShareToken.Parse(text));

    [Fact]
    public void Parse_AnyText_GivesThatTextBackOrNothing() =>
        Gen.String[Gen.Char[Letters + "=+/ \0é"], 30, 34].Sample(text =>
        {
            var token = ShareToken.Parse(text);
            Assert.True(token is null || token.Text == text);
        });

    [Fact]
    public void Text_OfAToken_IsToldOnlyWhenAskedFor()
    {
        var token = ShareToken.Create();

        Assert.DoesNotContain(token.Text, $"{token}", StringComparison.Ordinal);
    }
}
