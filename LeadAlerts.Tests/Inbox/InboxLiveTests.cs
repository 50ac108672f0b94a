using Bunit;
using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Privacy;
using LeadAlerts.Core.Sites;
using LeadAlerts.Tests.Infrastructure;
using LeadAlerts.Web.Components;
using LeadAlerts.Web.Components.Pages.Conversations;
using LeadAlerts.Web.Components.Pages.Inbox;
using Microsoft.Extensions.Time.Testing;
using Microsoft.JSInterop;

namespace LeadAlerts.Tests.Inbox;

/// <summary>An open inbox follows what happens on its site.</summary>
public sealed class InboxLiveTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(InboxBuilder.Start.AddHours(1));
    private TestDatabase _database = null!;
    private InboxBuilder _builder = null!;
    private Site _site = null!;
    private ApplicationUser _user = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(_clock);
        _builder = new InboxBuilder(_database);
        (_site, _user) = await _builder.AddSiteAsync();
        await _builder.AddLeadAsync(_site);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_new_lead_is_shown_at_once_and_the_browser_is_asked_nothing()
    {
        await using var page = await OpenAsync();
        var asked = page.Js.Invocations.Count;

        await AddLeadAsync(page, () => Rows(page) == 2);

        Assert.Equal(asked, page.Js.Invocations.Count);
    }

    [Fact]
    public async Task While_the_browser_says_that_somebody_reads_new_leads_wait_and_after_that_they_come_with_the_next_change()
    {
        await using var page = await OpenAsync();

        Reading(page).Tell(true);
        await AddLeadAsync(page, () => page.Frame.FindAll(".la-pill") is [{ TextContent: "1 new" }]);
        Assert.Equal(1, Rows(page));

        Reading(page).Tell(false);
        await AddLeadAsync(page, () => Rows(page) == 3);
        Assert.Empty(page.Frame.FindAll(".la-pill"));
    }

    [Fact]
    public async Task A_page_that_is_opened_again_knows_nothing_of_who_read_in_the_one_before()
    {
        await using (var first = await OpenAsync())
        {
            Reading(first).Tell(true);
        }

        await using var second = await OpenAsync();

        await AddLeadAsync(second, () => Rows(second) == 2);
    }

    [Fact]
    public async Task Below_the_first_page_a_lead_that_is_done_leaves_and_the_next_one_opens()
    {
        await _builder.AddManyLeadsAsync(_site, 60, "Asks");
        var old = await _database.Get<InboxQueries>().ListAsync(
            _site.Id, _user.Id, new InboxFilter(InboxTab.New), await EndOfFirstPageAsync(), TestContext.Current.CancellationToken);
        await using var page = LeavablePage.Open<InboxPage>(_database, _user, (nameof(InboxPage.Id), old.Rows[2].Id));
        await page.PressAsync("Show older leads");
        await page.WaitForAsync(() => Rows(page) == 61);

        await page.PressAsync("Done");

        await page.WaitForAsync(() => Rows(page) == 60);
        Assert.EndsWith($"/leads/{old.Rows[3].Id}", page.Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_visitor_who_is_erased_leaves_the_list_also_while_somebody_reads_it()
    {
        var lead = await _builder.AddLeadAsync(_site, headline: "Wants to be forgotten");
        await using var page = LeavablePage.Open<InboxPage>(_database, _user);
        await page.WaitForAsync(() => Rows(page) == 2 && page.Js.Invocations.Any(IsReadingWatched));
        Reading(page).Tell(true);

        Assert.NotNull(await _database.Get<VisitorErasure>().EraseAsync(
            siteId: _site.Id, actorId: _user.Id, lead.Id.ToString(), TestContext.Current.CancellationToken));
        page.Feed.Publish(_site.Id);

        await page.WaitForAsync(() => Rows(page) == 1);
        Assert.DoesNotContain("forgotten", page.Frame.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chat_that_is_erased_leaves_the_page_and_the_list()
    {
        var lead = await _builder.AddLeadAsync(_site, headline: "Wants to be forgotten", text: "Please forget my leaking roof");
        await using var list = LeavablePage.Open<ConversationsPage>(_database, _user);
        await list.WaitForAsync(() => list.Frame.Markup.Contains("forget", StringComparison.Ordinal));
        await using var page = LeavablePage.Open<ConversationPage>(_database, _user, (nameof(ConversationPage.Id), lead.FirstConversationId));
        await page.WaitForAsync(() => page.Frame.Markup.Contains("forget my leaking roof", StringComparison.Ordinal));

        await _database.Get<VisitorErasure>().EraseAsync(siteId: _site.Id, actorId: _user.Id, lead.Id.ToString(), TestContext.Current.CancellationToken);
        page.Feed.Publish(_site.Id);
        list.Feed.Publish(_site.Id);

        await page.WaitForAsync(() => !page.Frame.Markup.Contains("forget", StringComparison.Ordinal));
        await list.WaitForAsync(() => !list.Frame.Markup.Contains("forget", StringComparison.Ordinal));
    }

    private async Task<InboxCursor> EndOfFirstPageAsync() => (await _database.Get<InboxQueries>().ListAsync(
        _site.Id, _user.Id, new InboxFilter(InboxTab.New), null, TestContext.Current.CancellationToken)).Next!;

    private static int Rows(LeavablePage page) => page.Frame.FindAll("a.la-lead-row").Count;

    private static BrowserFlag Reading(LeavablePage page) =>
        Assert.IsType<DotNetObjectReference<BrowserFlag>>(page.Js.Invocations.Last(IsReadingWatched).Arguments[1]).Value;

    private static bool IsReadingWatched(JSRuntimeInvocation call) => call is { Identifier: "leadAlerts.watch", Arguments: ["reading", ..] };

    private async Task<LeavablePage> OpenAsync()
    {
        var page = LeavablePage.Open<InboxPage>(_database, _user);
        await page.WaitForAsync(() => Rows(page) == 1 && page.Js.Invocations.Any(IsReadingWatched));
        return page;
    }

    /// <summary>Another lead, of which the page hears; it may have to wait, for it heard of something else a moment ago.</summary>
    private async Task AddLeadAsync(LeavablePage page, Func<bool> isTakenIn)
    {
        await _builder.AddLeadAsync(_site);
        page.Feed.Publish(_site.Id);
        while (!isTakenIn())
        {
            _clock.Advance(InboxFeed.Interval);
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
