using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Leads.Merging;
using LeadAlerts.Core.Leads.Notes;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Sites;
using LeadAlerts.Tests.Inbox;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace LeadAlerts.Tests.Leads;

public sealed class LeadMergingTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(InboxBuilder.Start.AddDays(1));
    private TestDatabase _database = null!;
    private InboxBuilder _builder = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private LeadMerging Merging => _database.Get<LeadMerging>();

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(_clock);
        _builder = new InboxBuilder(_database);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_merged_lead_is_gone_from_the_list_and_its_link_leads_to_the_other_with_everything_of_both()
    {
        var (site, me) = await _builder.AddSiteAsync();
        var (survivor, merged) = await AddPairAsync(site);
        await _database.Get<NoteDesk>().AddAsync(site.Id, merged.Id, me.Id, "Rang twice", Token);

        var (outcome, done) = await Merging.MergeAsync(site.Id, survivor.Id, survivor.Version, merged.Id, me.Id, Token);

        Assert.Equal(DeskOutcome.Done, outcome);
        var leads = _database.Get<LeadQueries>();
        var whole = (await leads.FindLeadAsync(site.Id, survivor.Id, Token))!;
        Assert.Equal(new VisitorContact("Maria", "maria@example.com", "+14155550142"), whole.Contact);
        Assert.Equal((2, 2, "Rang twice", 90), (whole.Chats.Count, whole.Alerts.Count, Assert.Single(whole.Notes).Text, whole.Score));
        Assert.Null(await leads.FindLeadAsync(site.Id, merged.Id, Token));
        Assert.Equal(survivor.Id, await leads.FindSurvivorAsync(site.Id, merged.Id, Token));
        Assert.Equal(site.Id, await leads.FindSiteAsync(merged.Id, [site.Id], Token));
        Assert.Equal([survivor.Id], (await ListAsync(site, me.Id, null)).Select(row => row.Id));
        Assert.Equal([survivor.Id], (await ListAsync(site, me.Id, "twice")).Select(row => row.Id));
        Assert.Contains(await _database.Get<LeadTimeline>().ListAsync(site.Id, survivor.Id, Token), item => item.Text.Contains("merged the lead of", StringComparison.Ordinal));
        Assert.NotNull(done);
    }

    [Fact]
    public async Task A_merge_that_is_taken_back_leaves_no_trace()
    {
        var (site, me) = await _builder.AddSiteAsync();
        var (survivor, merged) = await AddPairAsync(site);
        await _database.Get<NoteDesk>().AddAsync(site.Id, merged.Id, me.Id, "Rang twice", Token);
        await _database.Get<LeadDesk>().MarkSeenAsync(site.Id, merged.Id, me.Id, merged.LastActivityAt, Token);
        var before = await DumpAsync(site);

        var (_, done) = await Merging.MergeAsync(site.Id, survivor.Id, survivor.Version, merged.Id, me.Id, Token);
        Assert.NotEqual(before, await DumpAsync(site));
        Assert.Equal(DeskOutcome.Done, await Merging.UndoAsync(site.Id, done!, Token));

        Assert.Equal(before, await DumpAsync(site));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_stronger_of_two_merged_leads_tells_the_story_whichever_goes_on(bool strongGoesOn)
    {
        var (site, me) = await _builder.AddSiteAsync();
        var strong = await _builder.AddLeadAsync(site, score: 97, headline: "New roof on a 2400 sq ft house", text: "We need a new roof");
        var weak = await _builder.AddLeadAsync(site, score: 73, headline: "About the quote: could we make it Friday", category: ConversationCategory.ExistingCustomer);
        var (survivor, merged) = strongGoesOn ? (strong, weak) : (weak, strong);
        var before = await DumpAsync(site);

        var (_, done) = await Merging.MergeAsync(site.Id, survivor.Id, survivor.Version, merged.Id, me.Id, Token);

        var whole = (await _database.Get<LeadQueries>().FindLeadAsync(site.Id, survivor.Id, Token))!;
        Assert.Equal((97, "New roof on a 2400 sq ft house", ConversationCategory.NewEnquiry), (whole.Score, whole.Headline, whole.Category));
        Assert.Equal((weak.FirstConversationId, strong.FirstConversationId), (whole.Chats[0].Id, whole.Teller!.Id));
        Assert.Equal(weak.LastActivityAt, whole.LastActivityAt);
        Assert.Equal(DeskOutcome.Done, await Merging.UndoAsync(site.Id, done!, Token));
        Assert.Equal(before, await DumpAsync(site));
    }

    [Fact]
    public async Task Leads_of_two_sites_are_never_merged_nor_a_lead_with_itself_nor_an_older_sight_of_it()
    {
        var (mine, me) = await _builder.AddSiteAsync("Mine");
        var (theirs, other) = await _builder.AddSiteAsync("Theirs");
        var lead = await _builder.AddLeadAsync(mine);
        var second = await _builder.AddLeadAsync(mine);
        var foreign = await _builder.AddLeadAsync(theirs);

        Assert.Equal(DeskOutcome.NotFound, (await Merging.MergeAsync(mine.Id, lead.Id, lead.Version, foreign.Id, me.Id, Token)).Outcome);
        Assert.Equal(DeskOutcome.NotFound, (await Merging.MergeAsync(mine.Id, foreign.Id, foreign.Version, lead.Id, me.Id, Token)).Outcome);
        Assert.Equal(DeskOutcome.NotFound, (await Merging.MergeAsync(theirs.Id, lead.Id, lead.Version, second.Id, other.Id, Token)).Outcome);
        Assert.Equal(DeskOutcome.NotFound, (await Merging.MergeAsync(mine.Id, lead.Id, lead.Version, lead.Id, me.Id, Token)).Outcome);
        Assert.Equal(DeskOutcome.Conflict, (await Merging.MergeAsync(mine.Id, lead.Id, lead.Version - 1, second.Id, me.Id, Token)).Outcome);

        var (_, done) = await Merging.MergeAsync(mine.Id, lead.Id, lead.Version, second.Id, me.Id, Token);
        Assert.Equal(DeskOutcome.NotFound, await Merging.UndoAsync(theirs.Id, done!, Token));
        Assert.Null(await _database.Get<LeadQueries>().FindSurvivorAsync(theirs.Id, second.Id, Token));
    }

    [Fact]
    public async Task A_merge_is_not_taken_back_over_what_was_decided_since()
    {
        var (site, me) = await _builder.AddSiteAsync();
        var (survivor, merged) = await AddPairAsync(site);
        var (_, done) = await Merging.MergeAsync(site.Id, survivor.Id, survivor.Version, merged.Id, me.Id, Token);
        await _database.Get<LeadDesk>().ChangeAsync(site.Id, [new SeenLead(survivor.Id, LeadStatus.New)], new LeadCommand.SetStatus(LeadStatus.Won), me.Id, Token);

        Assert.Equal(DeskOutcome.Conflict, await Merging.UndoAsync(site.Id, done!, Token));
    }

    [Fact]
    public async Task A_stored_undo_that_names_another_sites_rows_moves_none_of_them()
    {
        var (mine, me) = await _builder.AddSiteAsync("Mine");
        var (theirs, other) = await _builder.AddSiteAsync("Theirs");
        var (survivor, merged) = await AddPairAsync(mine);
        var (theirSurvivor, theirMerged) = await AddPairAsync(theirs);
        await _database.Get<NoteDesk>().AddAsync(theirs.Id, theirMerged.Id, other.Id, "Rang twice", Token);
        var (_, theirDone) = await Merging.MergeAsync(theirs.Id, theirSurvivor.Id, theirSurvivor.Version, theirMerged.Id, other.Id, Token);
        var (_, done) = await Merging.MergeAsync(mine.Id, survivor.Id, survivor.Version, merged.Id, me.Id, Token);
        await using (var db = await _database.OpenAsync())
        {
            var own = await db.LeadMerges.SingleAsync(row => row.MergedId == merged.Id, Token);
            var foreign = await db.LeadMerges.SingleAsync(row => row.MergedId == theirMerged.Id, Token);
            db.Remove(own);
            await db.SaveChangesAsync(Token);
            db.Add(new LeadMerge(merged, survivor.Id, foreign.Undo with { Merged = own.Undo.Merged, Survivor = own.Undo.Survivor, Views = own.Undo.Views }, own.At));
            await db.SaveChangesAsync(Token);
        }

        var before = await DumpAsync(theirs);
        Assert.Equal(DeskOutcome.Done, await Merging.UndoAsync(mine.Id, done!, Token));

        Assert.Equal(before, await DumpAsync(theirs));
        Assert.Equal(DeskOutcome.Done, await Merging.UndoAsync(theirs.Id, theirDone!, Token));
    }

    private async Task<(Lead Survivor, Lead Merged)> AddPairAsync(Site site)
    {
        var survivor = await _builder.AddLeadAsync(site, score: 50, contact: new VisitorContact("Maria", null, "+14155550142"));
        var merged = await _builder.AddLeadAsync(
            site, score: 90, contact: new VisitorContact(null, "maria@example.com", "+14155550142"), change: lead => lead.PlanEscalation(InboxBuilder.Start.AddDays(2)));
        var recipient = new AlertRecipient(site.Id, "owner@example.com", "", InboxBuilder.Start);

        // Each has the first alert of its kind for the same recipient.
        await _builder.SaveAsync(recipient, AlertOf(site, survivor, recipient), AlertOf(site, merged, recipient));
        return (survivor, merged);
    }

    private static Alert AlertOf(Site site, Lead lead, AlertRecipient recipient)
    {
        var alert = new Alert(site.Id, lead.Id, recipient, AlertKind.New, 1, 1, InboxBuilder.Start, InboxBuilder.Start);
        alert.Compose($"m{lead.Id}", "s", []);
        return alert;
    }

    private async Task<IReadOnlyList<InboxRow>> ListAsync(Site site, Guid userId, string? text) =>
        (await _database.Get<InboxQueries>().ListAsync(site.Id, userId, new InboxFilter(Text: text), null, Token)).Rows;

    /// <summary>Every row of a site that a merge touches, as text; versions count on.</summary>
    private async Task<string> DumpAsync(Site site)
    {
        await using var db = await _database.OpenAsync();
        var leads = await db.Leads.AsNoTracking().Where(lead => lead.SiteId == site.Id).OrderBy(lead => lead.Id).ToListAsync(Token);
        var lines = leads.SelectMany(lead => db.Entry(lead).Properties
            .Where(property => property.Metadata.Name != nameof(Lead.Version))
            .Select(property => $"{property.Metadata.Name}={property.CurrentValue}").Append($"{lead.Contact}"));
        var chats = await db.Conversations.Where(chat => chat.SiteId == site.Id).OrderBy(chat => chat.Id).Select(chat => $"{chat.Id} {chat.LeadId}").ToListAsync(Token);
        var alerts = await db.Alerts.Where(alert => alert.SiteId == site.Id).OrderBy(alert => alert.Id).Select(alert => $"{alert.Id} {alert.LeadId} {alert.Sequence}").ToListAsync(Token);
        var notes = await db.LeadNotes.Where(note => note.SiteId == site.Id).Select(note => $"{note.Id} {note.LeadId}").ToListAsync(Token);
        var views = await db.LeadViews.Where(view => db.Leads.Any(lead => lead.Id == view.LeadId && lead.SiteId == site.Id)).Select(view => $"{view.LeadId} {view.UserId}").ToListAsync(Token);
        var documents = await db.SearchDocuments.Where(document => document.SiteId == site.Id).OrderBy(document => document.Id).Select(document => $"{document.Id} {document.LeadId}").ToListAsync(Token);
        var steps = await db.LeadSteps.Where(step => step.SiteId == site.Id).OrderBy(step => step.Id).Select(step => $"{step.Id} {step.LeadId}").ToListAsync(Token);
        var merges = await db.LeadMerges.CountAsync(merge => merge.SiteId == site.Id, Token);
        return string.Join('\n', lines.Concat(chats).Concat(alerts).Concat(notes).Concat(views).Concat(documents).Concat(steps).Append($"{merges}"));
    }
}
