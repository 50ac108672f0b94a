using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Inbox;

namespace LeadAlerts.Tests.Inbox;

public sealed class SearchWordsTests
{
    private static readonly Guid SiteId = new("01890000-0000-7000-8000-00000000abcd");

    [Theory]
    [InlineData("roof", "\"~roof\" *")]
    [InlineData("  Roof   LEÁK ", "\"~roof\" AND \"~leak\" *")]
    [InlineData("roof OR NOT", "\"~roof\" AND \"~or\" AND \"~not\" *")]
    [InlineData("say \"hi\" %_'", "\"~say\" AND \"~hi\"")]
    [InlineData("Site:x (a)", "\"~site\" AND \"~x\" AND \"~a\"")]
    [InlineData("maria@exam", "\"~maria\" AND \"~exam\" *")]
    [InlineData("(415) 555-2671", "\"~4155552671\" *")]
    [InlineData("NEAR(a b)*", "\"~near\" AND \"~a\" AND \"~b\"")]
    public void What_is_typed_is_literal_and_bound_to_the_site(string typed, string expected) =>
        Assert.Equal(
            expected.Replace("~", "s0189000000007000800000000000abcd", StringComparison.Ordinal), SearchWords.Parse(SiteId, typed)!.Match);

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("\0\t")]
    public void Nothing_typed_is_no_search(string? typed) => Assert.Null(SearchWords.Parse(SiteId, typed));

    [Theory]
    [InlineData("%_'")]
    [InlineData("\"\" * -")]
    [InlineData("\ud800")]
    public void Signs_alone_find_nothing(string typed) => Assert.Null(SearchWords.Parse(SiteId, typed)!.Match);

    [Fact]
    public void A_long_paste_is_cut()
    {
        Assert.True(SearchWords.Parse(SiteId, string.Join(' ', Enumerable.Repeat("word", 5_000)))!.Match!.Length < 700);
        Assert.True(SearchWords.Parse(SiteId, new string('x', 5_000))!.Match!.Length < 100);
    }

    [Theory]
    [InlineData("4155552671")]
    [InlineData("5555")]
    [InlineData("2671")]
    [InlineData("5526")]
    [InlineData("please")]
    public void Any_part_of_a_number_is_a_beginning_of_one_of_its_terms(string part)
    {
        var terms = SearchTerms.Write(SiteId.ToString(), "Call (415) 555-2671 please").Split(' ', StringSplitOptions.RemoveEmptyEntries);

        Assert.Contains(terms, term => term.StartsWith(SearchTerms.Prefix(SiteId.ToString()) + part, StringComparison.Ordinal));
    }

    [Fact]
    public void A_snippet_is_cut_around_the_words_and_holds_the_text_as_it_is()
    {
        var search = SearchWords.Parse(SiteId, "water ceil")!;
        var body = $"Asks for water\n{string.Concat(Enumerable.Repeat("long before ", 20))}Water drips from the Céiling{new string('!', 300)}";

        var snippet = SearchSnippet.Find(body, search, fromNote: false, "Asks for water")!;

        Assert.Equal(["Water", "Céiling"], snippet.Parts.Where(part => part.Marked).Select(part => part.Text));
        Assert.InRange(snippet.Parts.Sum(part => part.Text.Length), 20, 150);
        Assert.Null(SearchSnippet.Find("nothing here", search, fromNote: false));
    }
}
