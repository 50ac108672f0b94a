using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Inbox;
using LeadAlerts.Tests.Inbox;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.Extensions.Time.Testing;

namespace LeadAlerts.Tests.Leads;

public sealed class LeadDeskTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(InboxBuilder.Start.AddDays(1));
    private TestDatabase _database = null!;
    private InboxBuilder _builder = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private LeadDesk Desk => _database.Get<LeadDesk>();

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(_clock);
        _builder = new InboxBuilder(_database);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task The_second_of_two_members_who_decide_at_once_is_told_and_overwrites_nothing()
    {
        var (site, _) = await _builder.AddSiteAsync();
        var lead = await _builder.AddLeadAsync(site);

        Assert.Equal(DeskOutcome.Done, await Desk.SetStatusAsync(site.Id, lead.Id, LeadStatus.Won, lead.Version, Guid.NewGuid(), Token));
        Assert.Equal(DeskOutcome.Conflict, await Desk.SetStatusAsync(site.Id, lead.Id, LeadStatus.Lost, lead.Version, Guid.NewGuid(), Token));

        Assert.Equal(LeadStatus.Won, (await FindAsync(site.Id, lead.Id)).Status);
    }

    [Fact]
    public async Task Taking_a_status_back_also_takes_back_the_first_answer()
    {
        var (site, _) = await _builder.AddSiteAsync();
        var lead = await _builder.AddLeadAsync(site);
        var before = await FindAsync(site.Id, lead.Id);

        await Desk.SetStatusAsync(site.Id, lead.Id, LeadStatus.Contacted, before.Version, Guid.NewGuid(), Token);
        var changed = await FindAsync(site.Id, lead.Id);
        Assert.Equal((LeadStatus.Contacted, _clock.GetUtcNow()), (changed.Status, changed.FirstAnsweredAt!.Value));

        Assert.Equal(DeskOutcome.Done, await Desk.UndoAsync(site.Id, lead.Id, before.Progress, changed.Version, Guid.NewGuid(), Token));
        Assert.Equal(before.Progress, (await FindAsync(site.Id, lead.Id)).Progress);
    }

    [Fact]
    public async Task A_lead_goes_to_members_of_its_own_site_only()
    {
        var (site, me) = await _builder.AddSiteAsync("Mine");
        var (_, stranger) = await _builder.AddSiteAsync("Theirs");
        var lead = await _builder.AddLeadAsync(site);

        Assert.Equal(DeskOutcome.NotAMember, await Desk.AssignAsync(site.Id, lead.Id, stranger.Id, lead.Version, Token));
        Assert.Equal(DeskOutcome.Done, await Desk.AssignAsync(site.Id, lead.Id, me.Id, lead.Version, Token));

        Assert.Equal(me.Id, (await FindAsync(site.Id, lead.Id)).AssigneeId);
    }

    [Fact]
    public async Task Looking_at_an_older_state_does_not_make_newer_activity_read()
    {
        var (site, me) = await _builder.AddSiteAsync();
        var lead = await _builder.AddLeadAsync(site);

        await Desk.MarkSeenAsync(site.Id, lead.Id, me.Id, lead.LastActivityAt.AddMinutes(-1), Token);
        Assert.True((await ListAsync(site.Id, me.Id)).Unread);
        await Desk.MarkSeenAsync(site.Id, lead.Id, me.Id, lead.LastActivityAt, Token);
        await Desk.MarkSeenAsync(site.Id, lead.Id, me.Id, lead.LastActivityAt.AddMinutes(-1), Token);
        Assert.False((await ListAsync(site.Id, me.Id)).Unread);
    }

    private async Task<LeadDetail> FindAsync(Guid siteId, Guid leadId) =>
        (await _database.Get<LeadQueries>().FindLeadAsync(siteId, leadId, Token))!;

    private async Task<InboxRow> ListAsync(Guid siteId, Guid userId) =>
        (await _database.Get<InboxQueries>().ListAsync(siteId, userId, new InboxFilter(), null, Token)).Rows.Single();
}
