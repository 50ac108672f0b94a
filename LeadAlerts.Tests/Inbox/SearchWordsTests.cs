using LeadAlerts.Core.Inbox;

namespace LeadAlerts.Tests.Inbox;

public sealed class SearchWordsTests
{
    private static readonly Guid SiteId = new("01890000-0000-7000-8000-00000000abcd");

    private const string Site = "Site : \"s0189000000007000800000000000abcd\" AND Body : ";

    [Theory]
    [InlineData("roof", "(\"roof\"*)")]
    [InlineData("  roof   leak ", "(\"roof\" AND \"leak\"*)")]
    [InlineData("roof OR NOT", "(\"roof\" AND \"OR\" AND \"NOT\"*)")]
    [InlineData("say \"hi\" %_'", "(\"say\" AND \"\"\"hi\"\"\"*)")]
    [InlineData("Site:x (a)", "(\"Site:x\" AND \"(a)\"*)")]
    public void What_is_typed_is_literal(string typed, string expected) =>
        Assert.Equal(Site + expected, SearchWords.Match(SiteId, typed));

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("%_'")]
    [InlineData("\"\" * -")]
    public void Signs_alone_find_nothing(string? typed) => Assert.Null(SearchWords.Match(SiteId, typed));

    [Fact]
    public void A_long_paste_is_cut() =>
        Assert.True(SearchWords.Match(SiteId, string.Join(' ', Enumerable.Repeat("word", 20_000)))!.Length < 400);
}
