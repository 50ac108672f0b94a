using System.Net;
using System.Text.RegularExpressions;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Members;
using LeadAlerts.Tests.Accounts;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Tests.Sites;

/// <summary>What somebody may not see or do, tried over HTTP.</summary>
public sealed partial class OtherPeoplesDoorsTests(LeadAlertsApp app) : IClassFixture<LeadAlertsApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_conversation_of_another_site_is_not_there()
    {
        var (mine, _) = await app.AddSiteAsync("Mine");
        var (theirs, _) = await app.AddSiteAsync("Theirs");
        var ours = await AddConversationAsync(mine.Id);
        var foreign = await AddConversationAsync(theirs.Id);
        var user = await app.AddUserAsync("reader@example.com");
        await app.AddMemberAsync(mine, user, MemberRole.Owner);
        var visitor = new BrowserlessVisitor(app);
        await visitor.SignInAsync("reader@example.com");

        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync($"/conversations/{ours}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/conversations/{foreign}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/conversations/{Guid.NewGuid()}")).StatusCode);
    }

    [Theory]
    [InlineData("/hangfire")]
    [InlineData("/hangfire/servers")]
    [InlineData("/admin")]
    public async Task The_jobs_and_the_administration_are_there_for_administrators_only(string path)
    {
        var (site, _) = await app.AddSiteAsync("Plain");
        var plain = $"plain{Guid.NewGuid():N}@example.com";
        var admin = $"admin{Guid.NewGuid():N}@example.com";
        await app.AddMemberAsync(site, await app.AddUserAsync(plain), MemberRole.Owner);
        await app.AddUserAsync(admin, admin: true);
        var owner = new BrowserlessVisitor(app);
        var administrator = new BrowserlessVisitor(app);
        await owner.SignInAsync(plain);
        await administrator.SignInAsync(admin);

        Assert.Equal(HttpStatusCode.NotFound, (await owner.GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await administrator.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task A_post_from_elsewhere_moves_no_job_even_with_an_administrators_cookie()
    {
        var admin = $"admin{Guid.NewGuid():N}@example.com";
        await app.AddUserAsync(admin, admin: true);
        var administrator = new BrowserlessVisitor(app);
        await administrator.SignInAsync(admin);
        using var form = new FormUrlEncodedContent([new("jobs[]", "1")]);

        Assert.Equal(HttpStatusCode.Forbidden, (await administrator.PostAsync("/hangfire/jobs/failed/requeue", form)).StatusCode);
    }

    [Fact]
    public async Task A_recipients_link_confirms_at_the_button_and_not_at_a_look()
    {
        var (site, _) = await app.AddSiteAsync("Bright Roof");
        var owner = await app.AddUserAsync("asks@example.com");
        await app.AddMemberAsync(site, owner, MemberRole.Owner);
        await app.Services.GetRequiredService<AlertRecipients>().AddAsync(site.Id, owner.Id, "designated@example.com", "", Cancel);
        var path = Link().Match((await app.Mail.WaitForAsync("designated@example.com")).TextBody!).Value;
        var visitor = new BrowserlessVisitor(app);

        Assert.Contains("designated@example.com", await BrowserlessVisitor.ReadTextAsync(await visitor.GetAsync(path)), StringComparison.Ordinal);
        Assert.Null(await ConfirmedAtAsync());

        using var empty = new FormUrlEncodedContent([]);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.PostAsync(path, empty)).StatusCode);
        Assert.Null(await ConfirmedAtAsync());

        Assert.Equal(HttpStatusCode.OK, (await visitor.SubmitAsync(path, "confirm-recipient")).StatusCode);
        Assert.NotNull(await ConfirmedAtAsync());

        async Task<DateTimeOffset?> ConfirmedAtAsync()
        {
            await using var db = await app.OpenAsync();
            return await db.AlertRecipients.Where(row => row.SiteId == site.Id).Select(row => row.ConfirmedAt).SingleAsync(Cancel);
        }
    }

    private async Task<Guid> AddConversationAsync(Guid siteId)
    {
        var now = TimeProvider.System.GetUtcNow();
        var conversation = new Conversation(siteId, "api", "c1", now);
        await using var db = await app.OpenAsync();
        db.Add(conversation);
        db.Add(conversation.Append(MessageRole.Visitor, "What does a roof cost?", now.AddHours(1)));
        await db.SaveChangesAsync(Cancel);
        return conversation.Id;
    }

    [GeneratedRegex(@"/alerts/confirm\?token=[\w-]+")]
    private static partial Regex Link();
}
