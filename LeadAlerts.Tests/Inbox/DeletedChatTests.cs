using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using LeadAlerts.Tests.Infrastructure;
using LeadAlerts.Web.Components.Pages.Conversations;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Tests.Inbox;

/// <summary>An owner deletes a chat on its page.</summary>
public sealed class DeletedChatTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private InboxBuilder _builder = null!;
    private Site _site = null!;
    private ApplicationUser _owner = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _builder = new InboxBuilder(_database);
        (_site, _owner) = await _builder.AddSiteAsync();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Who_agrees_is_back_at_the_list_and_who_does_not_keeps_all()
    {
        await _builder.AddLeadAsync(_site, headline: "Asks for gutters");
        var lead = await _builder.AddLeadAsync(_site, headline: "Wants to be forgotten");
        await using var page = LeavablePage.Open<ConversationPage>(_database, _owner, (nameof(ConversationPage.Id), lead.FirstConversationId));

        var kept = page.PressAsync("Delete chat");
        Assert.Contains("so the lead goes too", await page.AgreeAsync("Keep"), StringComparison.Ordinal);
        await kept;
        Assert.Equal(2, await CountAsync());

        var deleted = page.PressAsync("Delete chat");
        await page.AgreeAsync("Delete both");
        await deleted;

        Assert.Equal(1, await CountAsync());
        Assert.EndsWith("/conversations", page.Address, StringComparison.Ordinal);
        await page.WaitForNoticeAsync("Chat and lead deleted.");
        Assert.Equal(1, page.Feed.VersionOf(_site.Id));
    }

    [Fact]
    public async Task A_member_is_offered_no_deletion()
    {
        var lead = await _builder.AddLeadAsync(_site);
        var member = await _builder.AddMemberAsync(_site, "helper@example.com");
        await using var page = LeavablePage.Open<ConversationPage>(_database, member, (nameof(ConversationPage.Id), lead.FirstConversationId));

        await page.WaitForAsync(() => page.Frame.Markup.Contains("My roof leaks", StringComparison.Ordinal));

        Assert.DoesNotContain("Delete chat", page.Frame.Markup, StringComparison.Ordinal);
    }

    private async Task<int> CountAsync()
    {
        await using var db = await _database.OpenAsync();
        return await db.Conversations.CountAsync(TestContext.Current.CancellationToken);
    }
}
