using Bunit;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Knowledge;
using LeadAlerts.Core.Knowledge.Gaps;
using LeadAlerts.Core.Sites;
using LeadAlerts.Tests.Alerts;
using LeadAlerts.Tests.Infrastructure;
using LeadAlerts.Web.Components.Pages.Conversations;
using LeadAlerts.Web.Components.Pages.Knowledge;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace LeadAlerts.Tests.Knowledge.Gaps;

public sealed class KnowledgeGapsPageTests : IAsyncLifetime
{
    private const string Hostile = "Do you take <b>credit</b> cards?";

    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private TestDatabase _database = null!;
    private OwnedSite _site = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(new FakeTimeProvider(Now));
        _site = await OwnedSite.AddAsync(_database, "roof", Now);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_question_is_answered_where_it_stands_and_leaves_the_list()
    {
        await AskAsync();
        await using var page = LeavablePage.Open<KnowledgePage>(_database, _site.Owner);
        await page.WaitForAsync(() => page.Frame.FindAll(".la-gap").Count == 1);
        Assert.Equal(Hostile, page.Frame.Find(".la-gap h3").TextContent);
        Assert.Contains("Asked in 1 chat, last", page.Frame.Find(".la-gap small").TextContent, StringComparison.Ordinal);
        Assert.StartsWith("/conversations/", page.Frame.Find(".la-gap a").GetAttribute("href"), StringComparison.Ordinal);

        await page.AnswerAsync(() => page.PressAsync("Answer it"), Hostile, "Yes, all of them.");

        await page.WaitForAsync(() => page.Frame.FindAll(".la-gap").Count == 0);
        Assert.Contains("None.", page.Frame.Find(".la-gaps").TextContent, StringComparison.Ordinal);
        var row = Assert.Single(await _database.Get<KnowledgeBook>().ListAsync(_site.Id, null, Cancel));
        Assert.Equal((Hostile, "Yes, all of them."), (row.Question, row.Answer));
    }

    [Fact]
    public async Task A_question_is_dismissed_and_put_back_from_another_page()
    {
        await AskAsync();
        await using var page = LeavablePage.Open<KnowledgePage>(_database, _site.Owner);
        await page.WaitForAsync(() => page.Frame.FindAll(".la-gap").Count == 1);

        await page.PressAsync("Dismiss");
        await page.WaitForAsync(() => page.Frame.FindAll(".la-gap").Count == 0);
        Assert.Empty(await _database.Get<KnowledgeGaps>().ListAsync(_site.Id, Cancel));

        await page.LeaveAndUndoAsync();
        Assert.Single(await _database.Get<KnowledgeGaps>().ListAsync(_site.Id, Cancel));
    }

    [Fact]
    public async Task A_member_reads_the_questions_and_changes_nothing()
    {
        var chat = await AskAsync();
        await using var page = LeavablePage.Open<KnowledgePage>(_database, _site.Member);
        await page.WaitForAsync(() => page.Frame.FindAll(".la-gap").Count == 1);
        Assert.Empty(page.Frame.FindAll(".la-gap button"));

        await using var talk = LeavablePage.Open<ConversationPage>(_database, _site.Member, (nameof(ConversationPage.Id), chat));
        await talk.WaitForAsync(() => talk.Frame.FindAll(".la-line").Count == 2);
        Assert.Empty(talk.Frame.FindAll(".la-line button"));
    }

    [Fact]
    public async Task An_owner_who_was_removed_meanwhile_dismisses_nothing()
    {
        await AskAsync();
        await using var page = LeavablePage.Open<KnowledgePage>(_database, _site.Owner);
        await page.WaitForAsync(() => page.Frame.FindAll(".la-gap").Count == 1);
        await using (var db = await _database.OpenAsync())
        {
            await db.Members.Where(row => row.UserId == _site.Owner.Id).ExecuteDeleteAsync(Cancel);
        }

        await page.PressAsync("Dismiss");

        Assert.Single(await _database.Get<KnowledgeGaps>().ListAsync(_site.Id, Cancel));
    }

    [Fact]
    public async Task What_a_visitor_said_in_a_chat_becomes_something_the_bot_knows()
    {
        var chat = await AskAsync();
        await using var page = LeavablePage.Open<ConversationPage>(_database, _site.Owner, (nameof(ConversationPage.Id), chat));
        await page.WaitForAsync(() => page.Frame.FindAll(".la-line").Count == 2);
        Assert.Equal($"Add to knowledge: {Hostile}", Assert.Single(page.Frame.FindAll(".la-line button")).GetAttribute("aria-label"));

        await page.AnswerAsync(() => page.PressAsync("Add to knowledge"), Hostile, "Yes.");
        Assert.Single(await _database.Get<KnowledgeBook>().ListAsync(_site.Id, null, Cancel));

        await page.LeaveAndUndoAsync();
        Assert.Empty(await _database.Get<KnowledgeBook>().ListAsync(_site.Id, null, Cancel));
    }

    private async Task<Guid> AskAsync()
    {
        var site = (await _database.Get<SiteDirectory>().FindByPublicKeyAsync(_site.Site.PublicKey, Cancel))!;
        var message = new IncomingMessage("m1", MessageRole.Visitor, Hostile);
        var received = Assert.IsType<IntakeOutcome.Received>(await _database.Get<ConversationIntake>().ReceiveAsync(
            new IncomingConversation(_site.Id, "widget", "c1", VisitorProfile.Unknown, [message]), Cancel));
        await _database.Get<SiteBot>().AnswerAsync(site, "widget", "c1", "m1", Cancel);
        return received.ConversationId;
    }
}
