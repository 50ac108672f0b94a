using System.Net;
using LeadAlerts.Core.Members;
using LeadAlerts.Tests.Accounts;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Tests.Sites;

public sealed class SitePagesTests(AccountsApp accounts) : IClassFixture<AccountsApp>
{
    private readonly LeadAlertsApp _app = accounts.App;

    [Fact]
    public async Task A_site_of_others_is_not_found()
    {
        var (mine, _) = await _app.AddSiteAsync("Mine");
        var (theirs, _) = await _app.AddSiteAsync("Theirs");
        var visitor = await SignInAsync("isolated@example.com", mine, MemberRole.Owner);

        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync($"/sites/{mine.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync($"/sites/{mine.Id}?part=webhooks&endpoint=abc")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/sites/{theirs.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/sites/{Guid.NewGuid()}")).StatusCode);
    }

    [Fact]
    public async Task A_member_sees_the_site_without_its_keys()
    {
        var (site, secret) = await _app.AddSiteAsync("Shared");
        var member = await SignInAsync("member@example.com", site, MemberRole.Member);
        var owner = await SignInAsync("keyholder@example.com", site, MemberRole.Owner);

        foreach (var part in (string[])["install", "look", "key", "business", "place", "people"])
        {
            var page = await (await member.GetAsync($"/sites/{site.Id}?part={part}")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.DoesNotContain(site.PublicKey, page, StringComparison.Ordinal);
            Assert.DoesNotContain(secret[..9], page, StringComparison.Ordinal);
        }

        var install = await (await owner.GetAsync($"/sites/{site.Id}?part=install")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains(site.PublicKey, install, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/admin")]
    [InlineData("/admin?part=users")]
    public async Task The_administration_is_not_found_by_owners_and_strangers(string path)
    {
        var (site, _) = await _app.AddSiteAsync("Owned");
        var owner = await SignInAsync($"owner{Guid.NewGuid():N}@example.com", site, MemberRole.Owner);

        Assert.Equal(HttpStatusCode.NotFound, (await owner.GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await new BrowserlessVisitor(_app).GetAsync(path)).StatusCode);
    }

    [Theory]
    [InlineData("/sites")]
    [InlineData("/sites/new")]
    [InlineData("/account/manage")]
    [InlineData("/account/manage/password")]
    [InlineData("/account/manage/two-factor")]
    public async Task Strangers_are_asked_to_sign_in(string path)
    {
        var response = await new BrowserlessVisitor(_app).GetAsync(path);

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Contains("/account/sign-in?return-url=", response.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invited_person_opens_an_account_through_the_link_and_joins()
    {
        var (site, path) = await InviteAsync("new@example.com");
        var visitor = new BrowserlessVisitor(_app);

        var joined = await visitor.SubmitAsync(path, "join", ("Input.Name", "Nia"), ("Input.Password", LeadAlertsApp.Password));

        Assert.Equal(HttpStatusCode.Found, joined.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync($"/sites/{site.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await new BrowserlessVisitor(_app).GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task An_invited_person_with_an_account_signs_in_and_joins()
    {
        await _app.AddUserAsync("has@example.com");
        var (site, path) = await InviteAsync("has@example.com");
        var visitor = new BrowserlessVisitor(_app);
        var stranger = await visitor.OpenAsync(path);
        Assert.NotNull(stranger.QuerySelector("a[href^='/account/sign-in?return-url=']"));

        await visitor.SignInAsync("has@example.com");
        await visitor.SubmitAsync(path, "accept");

        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync($"/sites/{site.Id}")).StatusCode);
    }

    [Fact]
    public async Task An_invitation_is_for_the_invited_address_only()
    {
        var (site, path) = await InviteAsync("meant@example.com");
        await _app.AddUserAsync("other@example.com");
        var visitor = new BrowserlessVisitor(_app);
        await visitor.SignInAsync("other@example.com");

        var page = await visitor.OpenAsync(path);

        Assert.Contains("signed in with another address", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("input[name=_handler][value=accept]"));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/sites/{site.Id}")).StatusCode);
    }

    private async Task<(Core.Sites.Site Site, string Path)> InviteAsync(string email)
    {
        var (site, _) = await _app.AddSiteAsync($"Site for {email}");
        var owner = await _app.AddUserAsync($"boss{Guid.NewGuid():N}@example.com");
        await _app.AddMemberAsync(site, owner, MemberRole.Owner);
        var outcome = await _app.Services.GetRequiredService<SiteInvitations>().InviteAsync(
            siteId: site.Id, actorId: owner.Id, email, MemberRole.Member, TestContext.Current.CancellationToken);
        Assert.Equal(InviteOutcome.Sent, outcome);
        return (site, AccountPagesTests.LinkIn(await _app.Mail.WaitForAsync(email)));
    }

    private async Task<BrowserlessVisitor> SignInAsync(string email, Core.Sites.Site site, MemberRole role)
    {
        var user = await _app.AddUserAsync(email);
        await _app.AddMemberAsync(site, user, role);
        var visitor = new BrowserlessVisitor(_app);
        await visitor.SignInAsync(email);
        return visitor;
    }
}
