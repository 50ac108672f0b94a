using LeadAlerts.Core.Onboarding.Website;

namespace LeadAlerts.Tests.Onboarding.Website;

public sealed class ContentPolicyTests
{
    private static readonly Uri Page = new("https://brightroof.example/");
    private static readonly Uri Script = new("https://leads.example.com/w.js");

    [Theory]
    [InlineData("*", true)]
    [InlineData("https:", true)]
    [InlineData("http:", true)]
    [InlineData("wss:", false)]
    [InlineData("data:", false)]
    [InlineData("leads.example.com", true)]
    [InlineData("LEADS.Example.COM", true)]
    [InlineData("https://leads.example.com", true)]
    [InlineData("http://leads.example.com", true)]
    [InlineData("http://leads.example.com:80", true)]
    [InlineData("https://leads.example.com:443", true)]
    [InlineData("https://leads.example.com:*", true)]
    [InlineData("https://leads.example.com:8443", false)]
    [InlineData("wss://leads.example.com", false)]
    [InlineData("*.example.com", true)]
    [InlineData("https://*.example.com", true)]
    [InlineData("*.leads.example.com", false)]
    [InlineData("example.com", false)]
    [InlineData("*.ample.com", false)]
    [InlineData("leads.example.com.evil.example", false)]
    [InlineData("leads.example.com/", true)]
    [InlineData("leads.example.com/w.js", true)]
    [InlineData("leads.example.com/%77.js", true)]
    [InlineData("leads.example.com/W.js", false)]
    [InlineData("leads.example.com/js/", false)]
    [InlineData("leads.example.com/w-panel.js", false)]
    [InlineData("https://*", true)]
    [InlineData("'self'", false)]
    [InlineData("'none'", false)]
    [InlineData("'unsafe-inline'", false)]
    [InlineData("'none' leads.example.com", true)]
    [InlineData("", false)]
    [InlineData("leads.example.com:port", false)]
    [InlineData("://", false)]
    public void A_source_covers_what_browsers_let_it_cover(string sources, bool allowed)
    {
        var policy = Assert.Single(ContentPolicy.ReadAll($"script-src {sources}; connect-src {sources}"));

        Assert.Equal(allowed, policy.AllowsScript(Script, Page, nonce: null, loaded: false));
        Assert.Equal(allowed, policy.AllowsConnection(Script, Page));
    }

    [Theory]
    [InlineData("https://brightroof.example/w.js", "https://brightroof.example/", true)]
    [InlineData("https://brightroof.example/w.js", "http://brightroof.example/", true)]
    [InlineData("http://brightroof.example/w.js", "https://brightroof.example/", false)]
    [InlineData("https://www.brightroof.example/w.js", "https://brightroof.example/", false)]
    [InlineData("https://brightroof.example:8443/w.js", "https://brightroof.example/", false)]
    [InlineData("http://127.0.0.1:5000/w.js", "http://127.0.0.1:5000/", true)]
    [InlineData("http://127.0.0.1:5001/w.js", "http://127.0.0.1:5000/", false)]
    public void Self_is_the_pages_own_origin_and_the_same_over_https(string script, string page, bool allowed) =>
        Assert.Equal(allowed, Assert.Single(ContentPolicy.ReadAll("default-src 'SELF'")).AllowsScript(new Uri(script), new Uri(page), null, loaded: false));

    [Theory]
    [InlineData("img-src 'none'", null, null)]
    [InlineData("default-src 'self'", "default-src", "default-src")]
    [InlineData("default-src 'self'; script-src *", "script-src", "default-src")]
    [InlineData("DEFAULT-SRC 'self';;Script-Src\t'self'; script-src-elem *; connect-src *", "script-src-elem", "connect-src")]
    [InlineData("style-src-elem 'self'; script-src-attr 'none'", null, null)]
    public void The_nearest_directive_counts(string text, string? scripts, string? connections)
    {
        var policy = Assert.Single(ContentPolicy.ReadAll(text));
        Assert.Equal((scripts, connections), (policy.ScriptDirective, policy.ConnectDirective));
    }

    [Fact]
    public void The_first_of_two_directives_of_a_name_counts_and_a_header_may_hold_two_policies()
    {
        Assert.False(Assert.Single(ContentPolicy.ReadAll("script-src 'none'; script-src *")).AllowsScript(Script, Page, null, loaded: false));
        Assert.Equal(
            [true, false], ContentPolicy.ReadAll("script-src *, script-src 'self',").Select(policy => policy.AllowsScript(Script, Page, null, loaded: false)));
        Assert.Empty(ContentPolicy.ReadAll(" ; , "));
    }

    [Theory]
    [InlineData("'nonce-abc'", "abc", false, true)]
    [InlineData("'nonce-abc'", "ABC", false, false)]
    [InlineData("'nonce-abc'", null, false, false)]
    [InlineData("'nonce-abc' https://leads.example.com", null, false, true)]
    [InlineData("'nonce-abc' 'strict-dynamic' https://leads.example.com https:", null, false, false)]
    [InlineData("'nonce-abc' 'Strict-Dynamic' https:", "abc", false, true)]
    [InlineData("'nonce-abc' 'strict-dynamic'", null, true, true)]
    [InlineData("'nonce-abc'", null, true, false)]
    public void A_nonce_lets_one_script_run_and_strict_dynamic_what_it_loads(string sources, string? nonce, bool loaded, bool allowed) =>
        Assert.Equal(allowed, Assert.Single(ContentPolicy.ReadAll($"script-src {sources}")).AllowsScript(Script, Page, nonce, loaded));
}
