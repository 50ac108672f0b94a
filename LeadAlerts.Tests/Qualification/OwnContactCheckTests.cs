using LeadAlerts.Core.Qualification;

namespace LeadAlerts.Tests.Qualification;

public sealed class OwnContactCheckTests
{
    [Theory]
    [InlineData("", "US")]
    [InlineData("(510) 555-0100, +49 30 901820;510.555.0199", "US")]
    [InlineData("030 901820", "DE")]
    public void Numbers_of_the_sites_country_and_full_ones_are_taken(string typed, string region) =>
        Assert.Null(OwnContactCheck.FindPhoneProblem(typed, region));

    [Theory]
    [InlineData("abc", "US", "abc")]
    [InlineData("(510) 555-0100, 12", "US", "12")]
    [InlineData("030 901820", "US", "030 901820")]
    public void The_first_that_is_no_number_is_named(string typed, string region, string wrong) =>
        Assert.Equal($"“{wrong}” is no phone number.", OwnContactCheck.FindPhoneProblem(typed, region));

    [Theory]
    [InlineData("")]
    [InlineData("office@brightroof.example, brightroof.example; @brightroof.example")]
    public void Addresses_and_domains_are_taken(string typed) => Assert.Null(OwnContactCheck.FindEmailProblem(typed));

    [Theory]
    [InlineData("not an address@@", "not an address@@")]
    [InlineData("brightroof.example, brightroof", "brightroof")]
    [InlineData("https://brightroof.example", "https://brightroof.example")]
    public void The_first_that_is_neither_is_named(string typed, string wrong) =>
        Assert.Equal($"“{wrong}” is neither an e-mail address nor a domain.", OwnContactCheck.FindEmailProblem(typed));
}
