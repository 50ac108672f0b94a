using LeadAlerts.Core.Sites;

namespace LeadAlerts.Tests.Sites;

public sealed class AccentColourTests
{
    [Theory]
    [InlineData("#0B6E5F", "#0B6E5F", "#FFFFFF")]
    [InlineData("0b6e5f", "#0B6E5F", "#FFFFFF")]
    [InlineData(" #fd0 ", "#FFDD00", "#000000")]
    [InlineData("#767676", "#767676", "#FFFFFF")]
    [InlineData("#777777", "#777777", "#000000")]
    [InlineData("#000", "#000000", "#FFFFFF")]
    [InlineData("#fff", "#FFFFFF", "#000000")]
    public void A_colour_gets_white_text_where_that_can_be_read_and_black_otherwise(string typed, string hex, string ink)
    {
        Assert.True(AccentColour.TryParse(typed, out var colour));
        Assert.Equal((hex, ink), (colour.Hex, colour.Ink));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("red")]
    [InlineData("#0B6E5F80")]
    [InlineData("#12345")]
    [InlineData("#12345g")]
    [InlineData("#fff;background:url(//evil.example)")]
    public void What_is_no_colour_is_refused(string? typed) => Assert.False(AccentColour.TryParse(typed, out _));

    [Fact]
    public void Text_can_be_read_on_every_colour()
    {
        for (var red = 0; red < 256; red += 5)
        {
            for (var green = 0; green < 256; green += 5)
            {
                for (var blue = 0; blue < 256; blue += 5)
                {
                    Assert.True(AccentColour.TryParse($"#{red:X2}{green:X2}{blue:X2}", out var colour));
                    Assert.True(colour.InkContrast >= AccentColour.LeastContrast, $"{colour.Hex}: {colour.InkContrast}");
                }
            }
        }
    }
}
