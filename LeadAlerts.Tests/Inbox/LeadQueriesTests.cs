using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Leads.Notes;
using LeadAlerts.Core.Leads.Replies;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.Extensions.Time.Testing;

namespace LeadAlerts.Tests.Inbox;

public sealed class LeadQueriesTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(InboxBuilder.Start.AddDays(1));
    private TestDatabase _database = null!;
    private InboxBuilder _builder = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(_clock);
        _builder = new InboxBuilder(_database);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Another_sites_lead_and_chat_are_not_found_and_take_no_command()
    {
        var (mine, me) = await _builder.AddSiteAsync("Mine");
        var (theirs, _) = await _builder.AddSiteAsync("Theirs");
        var lead = await _builder.AddLeadAsync(theirs);
        var desk = _database.Get<LeadDesk>();

        Assert.Null(await _database.Get<LeadQueries>().FindLeadAsync(mine.Id, lead.Id, Token));
        foreach (var command in new LeadCommand[] { new LeadCommand.SetStatus(LeadStatus.Won), new LeadCommand.Snooze(_clock.GetUtcNow()), new LeadCommand.Assign(me.Id) })
        {
            var result = await desk.ChangeAsync(mine.Id, [new SeenLead(lead.Id, LeadStatus.New)], command, me.Id, Token);
            Assert.Equal((0, 0, 1), (result.Changes.Count, result.Conflicts, result.Missing));
        }

        var change = new LeadChange(lead.Id, new LeadProgress(LeadStatus.Won, null, null), lead.Version, Guid.NewGuid());
        Assert.Equal(0, await desk.UndoAsync(mine.Id, [change], me.Id, Token));
        Assert.Equal(DeskOutcome.NotFound, await _database.Get<NoteDesk>().AddAsync(mine.Id, lead.Id, me.Id, "mine now", Token));
        Assert.Equal(DeskOutcome.NotFound, await desk.MarkSeenAsync(mine.Id, lead.Id, me.Id, _clock.GetUtcNow(), Token));

        var untouched = (await _database.Get<LeadQueries>().FindLeadAsync(theirs.Id, lead.Id, Token))!;
        Assert.Equal((lead.Version, LeadStatus.New, 0), (untouched.Version, untouched.Status, untouched.Notes.Count));
    }

    [Fact]
    public async Task A_lead_comes_with_its_latest_chat_first_its_alerts_and_its_notes()
    {
        var (site, me) = await _builder.AddSiteAsync();
        var lead = await _builder.AddLeadAsync(site);
        var later = new Conversation(site.Id, "api", "later", InboxBuilder.Start.AddHours(5));
        later.RecordReview(0, 80, 1, "Asks again", lead.Id);
        var recipient = new AlertRecipient(site.Id, "owner@example.com", "", InboxBuilder.Start);
        var alert = new Alert(site.Id, lead.Id, recipient, AlertKind.New, 1, 4, InboxBuilder.Start, InboxBuilder.Start.AddSeconds(3));
        alert.Compose("m", "s", []);
        await _builder.SaveAsync(later, recipient, alert);
        await _database.Get<NoteDesk>().AddAsync(site.Id, lead.Id, me.Id, "Called, no answer", Token);

        var detail = (await _database.Get<LeadQueries>().FindLeadAsync(site.Id, lead.Id, Token))!;

        Assert.Equal([later.Id, lead.FirstConversationId], detail.Chats.Select(chat => chat.Id));
        var row = Assert.Single(detail.Alerts);
        Assert.Equal(("owner@example.com", 4, AlertState.Due), (row.Recipient, row.SettingsVersion, row.State));
        var note = Assert.Single(detail.Notes);
        Assert.Equal((me.Email, "Called, no answer"), (note.Author, note.Text));
    }

    [Fact]
    public async Task A_leads_story_is_new_after_a_note_a_decision_an_alert_or_a_reply_but_not_after_another_leads()
    {
        var (site, me) = await _builder.AddSiteAsync();
        var lead = await _builder.AddLeadAsync(site);
        var other = await _builder.AddLeadAsync(site);
        var notes = _database.Get<NoteDesk>();
        var before = await FindAsync();

        await notes.AddAsync(site.Id, other.Id, me.Id, "Not this one", Token);
        Assert.True(before.HasSameStory(await FindAsync()));

        await AssertNewAsync(() => notes.AddAsync(site.Id, lead.Id, me.Id, "Rang twice", Token));
        await AssertNewAsync(() => _database.Get<LeadDesk>().ChangeAsync(
            site.Id, [new SeenLead(lead.Id, LeadStatus.New)], new LeadCommand.SetStatus(LeadStatus.Contacted), me.Id, Token));
        var recipient = new AlertRecipient(site.Id, "owner@example.com", "", InboxBuilder.Start);
        var alert = new Alert(site.Id, lead.Id, recipient, AlertKind.New, 1, 4, InboxBuilder.Start, InboxBuilder.Start);
        alert.Compose("m", "s", []);
        await AssertNewAsync(() => _builder.SaveAsync(recipient, alert));
        var reply = new LeadReply(site.Id, lead.Id, me.Id, "Sam", "visitor@example.com", "Your roof", "We come on Friday", InboxBuilder.Start);
        reply.End(LeadReplyState.Accepted, "");
        await AssertNewAsync(() => _builder.SaveAsync(reply));

        async Task<LeadDetail> FindAsync() => (await _database.Get<LeadQueries>().FindLeadAsync(site.Id, lead.Id, Token))!;

        async Task AssertNewAsync(Func<Task> change)
        {
            var seen = await FindAsync();
            await change();
            Assert.False(seen.HasSameStory(await FindAsync()));
        }
    }

    [Fact]
    public async Task Other_leads_with_the_same_number_or_address_are_found_on_the_own_site_only()
    {
        var (site, me) = await _builder.AddSiteAsync("Mine");
        var (theirs, _) = await _builder.AddSiteAsync("Theirs");
        var lead = await _builder.AddLeadAsync(site, contact: new VisitorContact("Maria", "maria@example.com", "+14155550142"));
        var samePhone = await _builder.AddLeadAsync(site, contact: new VisitorContact(null, null, "+14155550142"));
        var sameEmail = await _builder.AddLeadAsync(site, contact: new VisitorContact("M", "maria@example.com", null));
        await _builder.AddLeadAsync(site, contact: new VisitorContact("Maria", null, "+14155550143"));
        await _builder.AddLeadAsync(theirs, contact: lead.Contact);

        var found = await _database.Get<LeadMatches>().FindAsync(site.Id, lead.Id, me.Id, Token);

        Assert.Equal([(sameEmail.Id, false, true), (samePhone.Id, true, false)], found.Select(match => (match.Row.Id, match.SamePhone, match.SameEmail)));
        Assert.Empty(await _database.Get<LeadMatches>().FindAsync(theirs.Id, lead.Id, me.Id, Token));
    }
}
