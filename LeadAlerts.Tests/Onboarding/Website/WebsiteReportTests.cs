using LeadAlerts.Core.Knowledge.Import;
using LeadAlerts.Core.Onboarding.Website;

namespace LeadAlerts.Tests.Onboarding.Website;

public sealed class WebsiteReportTests
{
    private const string Key = "st_mine";
    private const string Website = "https://brightroof.example";
    private const string Line = """<script async src="https://leads.example.com/w.js" data-site="st_mine"></script>""";

    [Theory]
    [InlineData(Line, SnippetState.Found, null)]
    [InlineData("""<SCRIPT SRC='https://LEADS.example.com:443/w.js' DATA-SITE=st_mine type="text/javascript" defer></SCRIPT>""", SnippetState.Found, null)]
    [InlineData("""<script src="//leads.example.com/w.js?x=1" data-site=" st_mine "></script>""", SnippetState.Found, null)]
    [InlineData("<!-- " + Line + " -->", SnippetState.Missing, null)]
    [InlineData("<noscript>" + Line + "</noscript><template><template></template>" + Line + "</template>", SnippetState.Missing, null)]
    [InlineData("<textarea>" + Line + "</textarea><script>var s = '" + """<script src="https://leads.example.com/w.js" data-site="st_mine">""" + "';</script>", SnippetState.Missing, null)]
    [InlineData("<p>&lt;script async src=…&gt;</p><script src='/app.js'></script><script>1</script><script src='http://['></script>", SnippetState.Missing, null)]
    [InlineData("""<script src="https://leads.example.com/w.js" data-site="st_other"></script>""", SnippetState.OtherKey, "st_other")]
    [InlineData("""<script src="https://leads.example.com/w.js" data-site="st_other"></script>""" + Line, SnippetState.OtherKey, "st_other")]
    [InlineData(Line + """<script src="https://leads.example.com/w.js" data-site="st_other"></script>""", SnippetState.Found, null)]
    [InlineData("""<script src="https://leads.example.com/w.js"></script>""", SnippetState.OtherKey, "")]
    [InlineData("""<script src="https://old.example.com/w.js?v=1" data-site="st_mine"></script>""", SnippetState.OtherAddress, "https://old.example.com/w.js")]
    [InlineData("""<script src="http://leads.example.com/w.js" data-site="st_mine"></script>""", SnippetState.OtherAddress, "http://leads.example.com/w.js")]
    [InlineData("""<script type="text/plain" data-category="marketing" src="https://leads.example.com/w.js" data-site="st_mine"></script>""", SnippetState.Held, null)]
    [InlineData("""<script type="module" src="https://leads.example.com/w.js" data-site="st_mine"></script>""", SnippetState.Module, null)]
    public void The_line_is_found_as_a_browser_would_find_it(string html, SnippetState state, string? instead)
    {
        var report = Look(html);

        Assert.Equal((state, instead), (report.Snippet, report.Instead));
        Assert.Empty(report.Gaps);
        Assert.True(report.IsOriginKnown);
    }

    [Theory]
    [InlineData("default-src 'self'", "default-src")]
    [InlineData("script-src 'self'; connect-src *", "script-src")]
    [InlineData("script-src https:; connect-src 'self'", "connect-src")]
    [InlineData("script-src 'self'; connect-src 'self'", "script-src connect-src")]
    [InlineData("script-src https://leads.example.com/w.js; connect-src *", "script-src")]
    [InlineData("script-src leads.example.com; connect-src leads.example.com/widget/", "")]
    [InlineData("img-src 'self'", "")]
    [InlineData("script-src 'nonce-1' 'strict-dynamic'; connect-src https:", "script-src by nonce")]
    public void What_the_policy_does_not_allow_is_named(string policy, string gaps)
    {
        foreach (var report in new[] { Look(Line, policy), Look($"""<meta http-equiv="content-security-policy" content="{policy}">{Line}""") })
        {
            Assert.Equal(gaps, string.Join(' ', report.Gaps.Select(gap => gap.Directive + (gap.ByNonce ? " by nonce" : ""))));
        }
    }

    [Fact]
    public void Every_policy_has_to_allow_the_chat_and_a_nonce_on_the_line_counts()
    {
        Assert.Equal("connect-src", Assert.Single(Look(Line, "default-src *", "script-src https:; connect-src 'self'").Gaps).Directive);
        Assert.Empty(Look(Line.Replace("async", "nonce=r4nd0m", StringComparison.Ordinal), "script-src 'nonce-r4nd0m' 'strict-dynamic'").Gaps);
    }

    [Fact]
    public void A_tag_manager_may_add_the_line_and_is_trusted_with_it()
    {
        var report = Look(
            "<script>(function(w,d){w.push({'gtm.start':1});var j=d.createElement('script');j.src='https://www.googletagmanager.com/gtm.js?id=GTM-1'})(window,document)</script>",
            "script-src 'nonce-1' 'strict-dynamic'");

        Assert.Equal((SnippetState.Missing, "Google Tag Manager"), (report.Snippet, Assert.Single(report.TagManagers)));
        Assert.Empty(report.Gaps);
        Assert.Single(Look("<p>Our roofs</p>", "script-src 'nonce-1' 'strict-dynamic'").Gaps);
    }

    [Theory]
    [InlineData("https://brightroof.example", "https://brightroof.example/", true)]
    [InlineData("https://brightroof.example/shop", "https://www.brightroof.example/shop", true)]
    [InlineData("http://brightroof.example", "https://brightroof.example/", false)]
    [InlineData("https://brightroof.example", "https://roofs.example/", false)]
    public void A_website_that_leads_to_another_address_than_the_settings_name_is_told(string website, string page, bool known) =>
        Assert.Equal(known, Report(Line, website, page, "https://leads.example.com/").IsOriginKnown);

    [Theory]
    [InlineData("https://brightroof.example/", "http://leads.example.com/", true)]
    [InlineData("http://brightroof.example/", "http://leads.example.com/", false)]
    [InlineData("https://brightroof.example/", "http://localhost:5080/", false)]
    public void An_encrypted_page_loads_nothing_from_a_server_that_is_not(string page, string server, bool mixed) =>
        Assert.Equal(mixed, Report(Line, Website, page, server).IsMixed);

    [Fact]
    public void A_page_nested_without_end_and_one_of_a_thousand_scripts_are_read_too()
    {
        Assert.Equal(SnippetState.Found, Look(string.Concat(Enumerable.Repeat("<div><b>", 100_000)) + Line).Snippet);
        Assert.Equal(SnippetState.Found, Look(string.Concat(Enumerable.Repeat("<script src=/a.js></script>", 1000)) + Line).Snippet);
    }

    private static WebsiteReport Look(string html, params string[] policies) =>
        Report(html, Website, Website + "/", "https://leads.example.com/", policies);

    private static WebsiteReport Report(string html, string website, string page, string server, params string[] policies) =>
        WebsiteReport.Of(new FetchOutcome.Page(new Uri(page), $"<!DOCTYPE html><html><head>{html}</head></html>", IsHtml: true, policies), Key, website, new Uri(server));
}
