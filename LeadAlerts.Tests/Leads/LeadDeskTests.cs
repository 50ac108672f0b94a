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

        var results = await Task.WhenAll(
            Desk.SetStatusAsync(site.Id, lead, LeadStatus.Won, Guid.NewGuid()), Desk.SetStatusAsync(site.Id, lead, LeadStatus.Lost, Guid.NewGuid()));

        Assert.Equal([(0, 1), (1, 0)], results.Select(result => (result.Changes.Count, result.Conflicts)).Order());
        var winner = results[0].Changes.Count == 1 ? LeadStatus.Won : LeadStatus.Lost;
        Assert.Equal(winner, (await FindAsync(site.Id, lead.Id)).Status);
    }

    [Fact]
    public async Task Taking_a_status_back_also_takes_back_the_first_answer_and_the_entry_in_the_history()
    {
        var (site, me) = await _builder.AddSiteAsync();
        var lead = await _builder.AddLeadAsync(site);
        var before = await FindAsync(site.Id, lead.Id);

        var done = await Desk.SetStatusAsync(site.Id, lead, LeadStatus.Contacted, me.Id);
        var changed = await FindAsync(site.Id, lead.Id);
        Assert.Equal((LeadStatus.Contacted, _clock.GetUtcNow()), (changed.Status, changed.FirstAnsweredAt!.Value));
        Assert.Contains(await HistoryAsync(site.Id, lead.Id), item => item.EndsWith("marked it contacted", StringComparison.Ordinal));

        Assert.Equal(1, await Desk.UndoAsync(site.Id, done.Changes, me.Id, Token));
        Assert.Equal(before.Progress, (await FindAsync(site.Id, lead.Id)).Progress);
        Assert.DoesNotContain(await HistoryAsync(site.Id, lead.Id), item => item.EndsWith("marked it contacted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_lead_goes_to_members_of_its_own_site_only()
    {
        var (site, me) = await _builder.AddSiteAsync("Mine");
        var (_, stranger) = await _builder.AddSiteAsync("Theirs");
        var lead = await _builder.AddLeadAsync(site);

        Assert.True((await AssignAsync(site.Id, lead, stranger.Id, me.Id)).NotAMember);
        Assert.Null((await FindAsync(site.Id, lead.Id)).AssigneeId);
        Assert.Single((await AssignAsync(site.Id, lead, me.Id, me.Id)).Changes);

        Assert.Equal(me.Id, (await FindAsync(site.Id, lead.Id)).AssigneeId);
    }

    [Fact]
    public async Task Many_leads_are_changed_together_and_those_that_others_changed_meanwhile_stay_as_they_are()
    {
        var (site, me) = await _builder.AddSiteAsync("Mine");
        var (theirs, _) = await _builder.AddSiteAsync("Theirs");
        var leads = new[] { await _builder.AddLeadAsync(site), await _builder.AddLeadAsync(site), await _builder.AddLeadAsync(site) };
        var foreign = await _builder.AddLeadAsync(theirs);
        var seen = leads.Append(foreign).Select(lead => new SeenLead(lead.Id, lead.Status)).ToList();
        await Desk.SetStatusAsync(site.Id, leads[1], LeadStatus.Won, Guid.NewGuid());

        var result = await Desk.ChangeAsync(site.Id, seen, new LeadCommand.SetStatus(LeadStatus.NotALead), me.Id, Token);

        Assert.Equal((2, 1, 1), (result.Changes.Count, result.Conflicts, result.Missing));
        Assert.Equal(LeadStatus.Won, (await FindAsync(site.Id, leads[1].Id)).Status);
        Assert.Equal(LeadStatus.New, (await FindAsync(theirs.Id, foreign.Id)).Status);

        // One of them is changed again: only the other one is taken back.
        await Desk.ChangeAsync(site.Id, [new SeenLead(leads[0].Id, LeadStatus.NotALead)], new LeadCommand.SetStatus(LeadStatus.Lost), me.Id, Token);
        Assert.Equal(1, await Desk.UndoAsync(site.Id, result.Changes, me.Id, Token));
        Assert.Equal((LeadStatus.Lost, LeadStatus.New), ((await FindAsync(site.Id, leads[0].Id)).Status, (await FindAsync(site.Id, leads[2].Id)).Status));
    }

    [Fact]
    public async Task An_undo_of_another_site_changes_nothing()
    {
        var (site, me) = await _builder.AddSiteAsync("Mine");
        var (theirs, other) = await _builder.AddSiteAsync("Theirs");
        var lead = await _builder.AddLeadAsync(site);
        var done = await Desk.SetStatusAsync(site.Id, lead, LeadStatus.Won, me.Id);

        Assert.Equal(0, await Desk.UndoAsync(theirs.Id, done.Changes, other.Id, Token));
        Assert.Equal(LeadStatus.Won, (await FindAsync(site.Id, lead.Id)).Status);
    }

    [Fact]
    public async Task Taking_an_assignment_back_gives_the_lead_to_whoever_had_taken_it_from_a_mail_and_tells_nobody()
    {
        var (site, me) = await _builder.AddSiteAsync();
        var colleague = await _builder.AddMemberAsync(site, "colleague@example.com");
        var recipient = Guid.NewGuid();
        var lead = await _builder.AddLeadAsync(site, change: lead => lead.Claim(recipient, "Tom from the van", InboxBuilder.Start));

        var done = await AssignAsync(site.Id, lead, colleague.Id, me.Id);
        await Desk.UndoAsync(site.Id, done.Changes, me.Id, Token);

        var after = await FindAsync(site.Id, lead.Id);
        Assert.Equal((null, "Tom from the van", recipient), (after.AssigneeId, after.Claimant, after.Progress.ClaimedByRecipientId));
        await using var db = await _database.OpenAsync();
        Assert.Empty(db.TeamNotices);
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

    private Task<DeskResult> AssignAsync(Guid siteId, Lead lead, Guid? to, Guid by) =>
        Desk.ChangeAsync(siteId, [new SeenLead(lead.Id, lead.Status)], new LeadCommand.Assign(to), by, Token);

    private async Task<IEnumerable<string>> HistoryAsync(Guid siteId, Guid leadId) =>
        (await _database.Get<LeadTimeline>().ListAsync(siteId, leadId, Token)).Select(item => item.Text);

    private async Task<LeadDetail> FindAsync(Guid siteId, Guid leadId) =>
        (await _database.Get<LeadQueries>().FindLeadAsync(siteId, leadId, Token))!;

    private async Task<InboxRow> ListAsync(Guid siteId, Guid userId) =>
        (await _database.Get<InboxQueries>().ListAsync(siteId, userId, new InboxFilter(), null, Token)).Rows.Single();
}
