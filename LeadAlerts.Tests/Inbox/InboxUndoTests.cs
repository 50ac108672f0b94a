using Bunit;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using LeadAlerts.Tests.Infrastructure;
using LeadAlerts.Web.Components.Pages.Inbox;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LeadAlerts.Tests.Inbox;

/// <summary>The notice with an undo outlives the inbox, and so does the undo.</summary>
public sealed class InboxUndoTests : IAsyncLifetime
{
    private readonly BrokenCommands _writes = new();
    private TestDatabase _database = null!;
    private InboxBuilder _builder = null!;
    private Site _site = null!;
    private ApplicationUser _user = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(
            new FakeTimeProvider(InboxBuilder.Start.AddHours(1)),
            services => services.ConfigureDbContext<LeadAlertsDbContext>(options => options.AddInterceptors(_writes)));
        _builder = new InboxBuilder(_database);
        (_site, _user) = await _builder.AddSiteAsync();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_lead_that_was_answered_on_its_page_is_open_again_when_that_is_undone_from_another_page()
    {
        var lead = await _builder.AddLeadAsync(_site);
        await using var page = LeavablePage.Open<InboxPage>(_database, _user, (nameof(InboxPage.Id), lead.Id));
        await page.PressAsync("Done");
        Assert.Equal([LeadStatus.Contacted], await StatusesAsync());

        await page.LeaveAndUndoAsync();

        Assert.Equal([LeadStatus.New], await StatusesAsync());
    }

    [Fact]
    public async Task Leads_that_were_answered_together_are_open_again_when_that_is_undone_from_another_page()
    {
        await _builder.AddLeadAsync(_site);
        await _builder.AddLeadAsync(_site);
        await using var page = LeavablePage.Open<InboxPage>(_database, _user);
        await page.PickAllAsync();
        await page.PressAsync("Done");
        Assert.Equal([LeadStatus.Contacted, LeadStatus.Contacted], await StatusesAsync());

        await page.LeaveAndUndoAsync();

        Assert.Equal([LeadStatus.New, LeadStatus.New], await StatusesAsync());
    }

    [Fact]
    public async Task What_was_done_last_is_taken_back_first_also_where_its_notice_has_made_room_for_another()
    {
        await _builder.AddLeadAsync(_site);
        await _builder.AddLeadAsync(_site);
        await _builder.AddLeadAsync(_site);
        await using var page = LeavablePage.Open<InboxPage>(_database, _user);
        await page.PickAllAsync();
        await page.Frame.InvokeAsync(() => page.Frame.FindAll(".la-pick input")[0].ClickAsync(new()));
        await page.PressAsync("Done");
        await page.WaitForNoticeAsync("2 leads: contacted");
        await page.PickAllAsync();
        await page.PressAsync("Done");
        await page.WaitForNoticeAsync("1 lead: contacted");
        Assert.DoesNotContain("2 leads", page.Notices, StringComparison.Ordinal);

        await page.UndoAsync();
        Assert.Equal(1, (await StatusesAsync()).Count(status => status == LeadStatus.New));
        await page.WaitForAsync(() => page.Frame.FindAll("[data-undo]") is [var item, ..] && item.TextContent.Contains("2 leads", StringComparison.Ordinal));
        await page.Frame.InvokeAsync(() => page.Frame.Find("[data-undo]").ClickAsync(new()));

        Assert.Equal([LeadStatus.New, LeadStatus.New, LeadStatus.New], await StatusesAsync());
        await page.WaitForAsync(() => page.Frame.FindAll("[data-undo]").Count == 0);
    }

    [Fact]
    public async Task What_cannot_be_saved_is_told_on_the_page_which_goes_on()
    {
        var lead = await _builder.AddLeadAsync(_site);
        await using var page = LeavablePage.Open<InboxPage>(_database, _user, (nameof(InboxPage.Id), lead.Id));
        _writes.Fault = Locked;
        await page.PressAsync("Done");
        await page.WaitForNoticeAsync("It could not be saved, and nothing has changed.");
        _writes.Fault = _ => null;
        Assert.Equal([LeadStatus.New], await StatusesAsync());

        await page.PressAsync("Done");
        Assert.Equal([LeadStatus.Contacted], await StatusesAsync());

        _writes.Fault = Locked;
        await page.UndoAsync();
        await page.WaitForNoticeAsync("It could not be taken back.");
        _writes.Fault = _ => null;
        Assert.Equal([LeadStatus.Contacted], await StatusesAsync());
    }

    private static TimeoutException? Locked(string text) => text.Contains("UPDATE \"Leads\"", StringComparison.Ordinal) ? new TimeoutException() : null;

    private async Task<List<LeadStatus>> StatusesAsync()
    {
        await using var db = await _database.OpenAsync();
        return await db.Leads.AsNoTracking().Select(lead => lead.Status).ToListAsync(Cancel);
    }
}
