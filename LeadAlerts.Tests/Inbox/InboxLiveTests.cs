using Bunit;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using LeadAlerts.Tests.Infrastructure;
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

        Reader(page).Tell(true);
        await AddLeadAsync(page, () => page.Frame.FindAll(".la-pill") is [{ TextContent: "1 new" }]);
        Assert.Equal(1, Rows(page));

        Reader(page).Tell(false);
        await AddLeadAsync(page, () => Rows(page) == 3);
        Assert.Empty(page.Frame.FindAll(".la-pill"));
    }

    [Fact]
    public async Task A_page_that_is_opened_again_knows_nothing_of_who_read_in_the_one_before()
    {
        await using (var first = await OpenAsync())
        {
            Reader(first).Tell(true);
        }

        await using var second = await OpenAsync();

        await AddLeadAsync(second, () => Rows(second) == 2);
    }

    private static int Rows(LeavablePage page) => page.Frame.FindAll("a.la-lead-row").Count;

    private static ListReader Reader(LeavablePage page) =>
        Assert.IsType<DotNetObjectReference<ListReader>>(page.Js.VerifyInvoke("leadAlerts.watchReading").Arguments[1]).Value;

    private async Task<LeavablePage> OpenAsync()
    {
        var page = LeavablePage.Open<InboxPage>(_database, _user);
        await page.WaitForAsync(() => Rows(page) == 1 && page.Js.Invocations.Any(call => call.Identifier == "leadAlerts.watchReading"));
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
