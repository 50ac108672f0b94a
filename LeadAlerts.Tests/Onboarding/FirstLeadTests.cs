using Bunit;
using LeadAlerts.Core.Onboarding;
using LeadAlerts.Tests.Alerts;
using LeadAlerts.Tests.Inbox;
using LeadAlerts.Tests.Infrastructure;
using LeadAlerts.Web.Components.Pages.Today;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace LeadAlerts.Tests.Onboarding;

/// <summary>What Today offers to a site that never had a lead.</summary>
public sealed class FirstLeadTests : IAsyncLifetime
{
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
    public async Task An_owner_lets_a_sample_visitor_chat()
    {
        await using var page = LeavablePage.Open<TodayPage>(_database, _site.Owner);

        await page.PressAsync("Send a sample chat");

        await page.WaitForAsync(() => page.Frame.Markup.Contains("The sample visitor has chatted", StringComparison.Ordinal));
        await using var db = await _database.OpenAsync();
        var chat = await db.Conversations.SingleAsync(Cancel);
        Assert.Equal(_site.Id, chat.SiteId);
        Assert.StartsWith(SampleChat.IdPrefix, chat.ExternalId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_is_told_and_offered_nothing()
    {
        await using var page = LeavablePage.Open<TodayPage>(_database, _site.Member);

        await page.WaitForAsync(() => page.Frame.Markup.Contains("No lead yet", StringComparison.Ordinal));

        Assert.Empty(page.Frame.FindAll(".la-today-waiting button"));
    }

    [Fact]
    public async Task A_site_whose_leads_are_answered_is_no_new_one()
    {
        await new InboxBuilder(_database).AddLeadAsync(_site.Site, change: lead => lead.SetStatus(Core.Leads.LeadStatus.Won, Now));
        await using var page = LeavablePage.Open<TodayPage>(_database, _site.Owner);

        await page.WaitForAsync(() => page.Frame.Markup.Contains("Every lead is answered", StringComparison.Ordinal));

        Assert.DoesNotContain("No lead yet", page.Frame.Markup, StringComparison.Ordinal);
    }
}
