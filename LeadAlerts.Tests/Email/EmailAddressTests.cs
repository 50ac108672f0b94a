using LeadAlerts.Core.Email;

namespace LeadAlerts.Tests.Email;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("ana@brightroof.example", "ana@brightroof.example")]
    [InlineData("  Ana.Ruiz+leads@BrightRoof.Example ", "Ana.Ruiz+leads@brightroof.example")]
    [InlineData("o'neill@mail.example.co.uk", "o'neill@mail.example.co.uk")]
    [InlineData("info@müller.example", "info@xn--mller-kva.example")]
    [InlineData("info@例え.jp", "info@xn--r8jz45g.jp")]
    public void One_plain_address_is_taken_with_its_domain_in_ascii(string typed, string expected)
    {
        Assert.True(EmailAddress.TryParse(typed, out var address, out var problem), problem);
        Assert.Equal(expected, address);
        Assert.True(EmailAddress.TryParse(address, out _, out _));
    }

    [Theory]
    [InlineData(null, "Type an e-mail address")]
    [InlineData("   ", "Type an e-mail address")]
    [InlineData("a@b", "needs an ending")]
    [InlineData("ana", "looks like")]
    [InlineData("@brightroof.example", "looks like")]
    [InlineData("ana@", "looks like")]
    [InlineData("ana@x.example, sam@x.example", "one address")]
    [InlineData("ana@x.example;sam@x.example", "one address")]
    [InlineData("ana@@x.example", "one address")]
    [InlineData("Ana <ana@x.example>", "address alone")]
    [InlineData("ana @x.example", "address alone")]
    [InlineData("ana@x.example\r\nBcc: sam", "address alone")]
    [InlineData("\"ana\"@x.example", "address alone")]
    [InlineData("ána@x.example", "unaccented")]
    [InlineData(".ana@x.example", "before the @")]
    [InlineData("a..b@x.example", "before the @")]
    [InlineData("ana@x..example", "domain name")]
    [InlineData("ana@-x.example", "domain name")]
    [InlineData("ana@x_y.example", "domain name")]
    [InlineData("ana@127.0.0.1", "domain name")]
    [InlineData("ana@[127.0.0.1]", "domain name")]
    public void Anything_else_is_refused_with_what_is_wrong(string? typed, string problem)
    {
        Assert.False(EmailAddress.TryParse(typed, out var address, out var said));
        Assert.Equal("", address);
        Assert.Contains(problem, said, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_that_is_too_long_is_refused_before_it_is_looked_at()
    {
        Assert.False(EmailAddress.TryParse(new string('a', 40_000) + "@x.example", out _, out var problem));
        Assert.Contains("254", problem, StringComparison.Ordinal);
        Assert.False(EmailAddress.TryParse(new string('a', 65) + "@x.example", out _, out _));
    }
}
