using System.Net;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Operations;
using LeadAlerts.Core.Sites;
using LeadAlerts.Tests.Accounts;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Tests.Privacy;

public sealed class PrivacyPagesTests(AccountsApp accounts) : IClassFixture<AccountsApp>
{
    private readonly LeadAlertsApp _app = accounts.App;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_visitors_data_is_a_file_for_owners_of_the_site_and_for_nobody_else()
    {
        var (mine, _) = await _app.AddSiteAsync("Mine");
        var (theirs, _) = await _app.AddSiteAsync("Theirs");
        var (owner, member, elsewhere) = (await SignInAsync(mine, MemberRole.Owner), await SignInAsync(mine, MemberRole.Member), await SignInAsync(theirs, MemberRole.Owner));
        var chat = await AddChatAsync(mine, "The gate is green.");
        var path = $"/sites/{mine.Id}/visitor-export?of={chat}";

        var file = await owner.GetAsync(path);

        Assert.Equal("application/json", file.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Contains("The gate is green.", await file.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await elsewhere.GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await elsewhere.GetAsync($"/sites/{theirs.Id}/visitor-export?of={chat}")).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await new BrowserlessVisitor(_app).GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await owner.GetAsync($"/sites/{mine.Id}/visitor-export?of=' OR 1=1")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await owner.GetAsync($"/sites/{mine.Id}/visitor-export")).StatusCode);
    }

    [Theory]
    [InlineData("privacy", "How long chats are kept")]
    [InlineData("activity", "Who changed what")]
    [InlineData("key", "API keys")]
    public async Task Owners_see_a_part_that_members_and_other_owners_do_not(string part, string words)
    {
        var (mine, _) = await _app.AddSiteAsync("Mine");
        var (theirs, _) = await _app.AddSiteAsync("Theirs");
        var (owner, member, elsewhere) = (await SignInAsync(mine, MemberRole.Owner), await SignInAsync(mine, MemberRole.Member), await SignInAsync(theirs, MemberRole.Owner));

        Assert.Contains(words, await ReadAsync(owner, $"/sites/{mine.Id}?part={part}"), StringComparison.Ordinal);
        Assert.DoesNotContain(words, await ReadAsync(member, $"/sites/{mine.Id}?part={part}"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await elsewhere.GetAsync($"/sites/{mine.Id}?part={part}")).StatusCode);
    }

    [Fact]
    public async Task An_account_is_deleted_with_its_address_and_password_and_then_lets_nobody_in()
    {
        var (site, _) = await _app.AddSiteAsync("Shared");
        await SignInAsync(site, MemberRole.Owner);
        var email = $"leaves{Guid.NewGuid():N}@example.com";
        var user = await _app.AddUserAsync(email);
        await _app.AddMemberAsync(site, user, MemberRole.Member);
        var visitor = new BrowserlessVisitor(_app);
        await visitor.SignInAsync(email);

        var wrong = await visitor.SubmitAsync("/account/delete", "delete-account", ("Input.Email", email), ("Input.Password", "not the password"));
        Assert.Contains("not right", await BrowserlessVisitor.ReadTextAsync(wrong), StringComparison.Ordinal);
        var done = await visitor.SubmitAsync("/account/delete", "delete-account", ("Input.Email", email.ToUpperInvariant()), ("Input.Password", LeadAlertsApp.Password));

        Assert.Equal(HttpStatusCode.Found, done.StatusCode);
        Assert.Contains("done=deleted", done.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await visitor.GetAsync("/settings")).StatusCode);
        await using var db = await _app.OpenAsync();
        Assert.False(await db.Users.AnyAsync(row => row.Id == user.Id, Cancel));
        Assert.False(await db.Members.AnyAsync(row => row.UserId == user.Id, Cancel));
    }

    [Fact]
    public async Task The_only_owner_is_told_what_stands_in_the_way_and_keeps_the_account()
    {
        var (site, _) = await _app.AddSiteAsync("Mine alone");
        var visitor = await SignInAsync(site, MemberRole.Owner);

        Assert.Contains("Mine alone", await ReadAsync(visitor, "/account/delete"), StringComparison.Ordinal);
        Assert.Contains("Choose another owner", await ReadAsync(visitor, "/settings"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_administrator_announces_everybody_sees_until_they_close_it()
    {
        var (site, _) = await _app.AddSiteAsync("Reads");
        var reader = await SignInAsync(site, MemberRole.Member);
        var admin = await _app.AddUserAsync($"admin{Guid.NewGuid():N}@example.com", admin: true);
        var board = _app.Services.GetRequiredService<AnnouncementBoard>();
        await using var db = await _app.OpenAsync();
        var readerId = await db.Members.Where(row => row.SiteId == site.Id).Select(row => row.UserId).SingleAsync(Cancel);
        Assert.False(await board.AnnounceAsync(readerId, "I am no administrator", AnnouncementLevel.Note, null, Cancel));

        Assert.True(await board.AnnounceAsync(admin.Id, "Mail rests <b>tonight</b>.", AnnouncementLevel.Warning, null, Cancel));
        Assert.Contains("Mail rests &lt;b&gt;tonight&lt;/b&gt;.", await ReadAsync(reader, "/settings"), StringComparison.Ordinal);
        await board.DismissAsync(readerId, (await board.FindForAsync(readerId, Cancel))!.Id, Cancel);
        Assert.DoesNotContain("Mail rests", await ReadAsync(reader, "/settings"), StringComparison.Ordinal);
        Assert.True(await board.AnnounceAsync(admin.Id, "", AnnouncementLevel.Note, null, Cancel));
        Assert.Null(await board.FindForAsync(admin.Id, Cancel));
    }

    [Fact]
    public async Task Administrators_read_how_the_installation_does()
    {
        var email = $"admin{Guid.NewGuid():N}@example.com";
        var admin = await _app.AddUserAsync(email, admin: true);
        var visitor = new BrowserlessVisitor(_app);
        await visitor.SignInAsync(email);

        var page = await ReadAsync(visitor, "/admin?part=health");

        foreach (var words in (string[])["Chats to judge", "Write-ahead log", "SQLite", "Mail servers"])
        {
            Assert.Contains(words, page, StringComparison.Ordinal);
        }

        Assert.Contains("just now", await ReadAsync(visitor, "/admin?part=users&search=admin"), StringComparison.Ordinal);
        await using var db = await _app.OpenAsync();
        Assert.NotNull((await db.Users.SingleAsync(row => row.Id == admin.Id, Cancel)).LastSignInAt);
    }

    [Fact]
    public async Task Only_another_administrator_switches_two_factor_off_and_the_keys_go_with_it()
    {
        var admin = await _app.AddUserAsync($"admin{Guid.NewGuid():N}@example.com", admin: true);
        var user = await _app.AddUserAsync($"locked{Guid.NewGuid():N}@example.com");
        await using (var db = await _app.OpenAsync())
        {
            (await db.Users.SingleAsync(row => row.Id == user.Id, Cancel)).TwoFactorEnabled = true;
            db.UserTokens.Add(new() { UserId = user.Id, LoginProvider = "[AspNetUserStore]", Name = "AuthenticatorKey", Value = "KEY" });
            await db.SaveChangesAsync(Cancel);
        }

        var administration = _app.Services.GetRequiredService<Administration>();
        Assert.False(await administration.ResetTwoFactorAsync(actorId: user.Id, userId: user.Id, Cancel));
        Assert.False(await administration.ResetTwoFactorAsync(actorId: user.Id, userId: admin.Id, Cancel));
        Assert.True(await administration.ResetTwoFactorAsync(actorId: admin.Id, userId: user.Id, Cancel));

        await using var after = await _app.OpenAsync();
        Assert.False((await after.Users.SingleAsync(row => row.Id == user.Id, Cancel)).TwoFactorEnabled);
        Assert.False(await after.UserTokens.AnyAsync(row => row.UserId == user.Id, Cancel));
    }

    [Fact]
    public void Latencies_fall_into_spans() =>
        Assert.Equal(
            [("up to 2 s", 2), ("to 5 s", 1), ("longer", 1)],
            InstallationQueries.Group([TimeSpan.Zero, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2.1), TimeSpan.FromHours(5)])
                .Where(span => span.Alerts > 0)
                .Select(span => (span.Name, span.Alerts)));

    private async Task<Guid> AddChatAsync(Site site, string text)
    {
        var now = TimeProvider.System.GetUtcNow();
        var chat = new Conversation(site.Id, "api", "c1", now);
        await using var db = await _app.OpenAsync();
        db.AddRange(chat, chat.Append(MessageRole.Visitor, text, now.AddHours(1)));
        await db.SaveChangesAsync(Cancel);
        return chat.Id;
    }

    private async Task<BrowserlessVisitor> SignInAsync(Site site, MemberRole role)
    {
        var email = $"person{Guid.NewGuid():N}@example.com";
        await _app.AddMemberAsync(site, await _app.AddUserAsync(email), role);
        var visitor = new BrowserlessVisitor(_app);
        await visitor.SignInAsync(email);
        return visitor;
    }

    private static async Task<string> ReadAsync(BrowserlessVisitor visitor, string path) =>
        await (await visitor.GetAsync(path)).Content.ReadAsStringAsync(Cancel);
}
