using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Leads.Notes;
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
}
