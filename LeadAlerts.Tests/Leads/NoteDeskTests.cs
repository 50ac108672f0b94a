using LeadAlerts.Core.Email;
using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Leads.Notes;
using LeadAlerts.Tests.Inbox;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace LeadAlerts.Tests.Leads;

public sealed class NoteDeskTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(InboxBuilder.Start.AddDays(1));
    private readonly RecordingMailSender _mail = new();
    private TestDatabase _database = null!;
    private InboxBuilder _builder = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private NoteDesk Desk => _database.Get<NoteDesk>();

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(_clock, services => services.Replace(ServiceDescriptor.Singleton<IMailSender>(_mail)));
        _builder = new InboxBuilder(_database);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_mentioned_colleague_gets_one_mail_and_sees_the_mention_until_the_lead_is_opened()
    {
        var (site, me) = await _builder.AddSiteAsync();
        var ana = await _builder.AddMemberAsync(site, "ana@example.com");
        var lead = await _builder.AddLeadAsync(site);

        await Desk.AddAsync(site.Id, lead.Id, me.Id, "@ana@example.com can you call? And @ana@example.com, thanks", Token);
        Assert.True(Assert.Single(await ListAsync(site.Id, ana.Id)).MentionsYou);
        Assert.False(Assert.Single(await ListAsync(site.Id, me.Id)).MentionsYou);
        await SendAsync(TimeSpan.Zero);
        Assert.Empty(_mail.Mails);
        await SendAsync(TeamNotice.Grace);
        await SendAsync(TimeSpan.FromHours(1));

        var mail = Assert.Single(_mail.Messages);
        Assert.Equal("ana@example.com", mail.To.ToString());
        Assert.Contains("mentioned you", mail.Subject, StringComparison.Ordinal);
        Assert.Contains($"/leads/{lead.Id}", mail.TextBody, StringComparison.Ordinal);
        await _database.Get<LeadDesk>().MarkSeenAsync(site.Id, lead.Id, ana.Id, lead.LastActivityAt, Token);
        Assert.False(Assert.Single(await ListAsync(site.Id, ana.Id)).MentionsYou);
    }

    [Fact]
    public async Task Nobody_outside_the_site_is_mentioned_and_a_note_deleted_at_once_is_never_mailed()
    {
        var (site, me) = await _builder.AddSiteAsync("Mine");
        var (theirs, stranger) = await _builder.AddSiteAsync("Theirs");
        var ana = await _builder.AddMemberAsync(site, "ana@example.com");
        var lead = await _builder.AddLeadAsync(site);
        await Desk.AddAsync(site.Id, lead.Id, me.Id, $"@{stranger.Email} and @{ana.Email}", Token);
        var note = await NoteAsync();

        Assert.Null(await Desk.DeleteAsync(theirs.Id, note.Id, me.Id, Token));
        Assert.Null(await Desk.DeleteAsync(site.Id, note.Id, ana.Id, Token));
        var deleted = await Desk.DeleteAsync(site.Id, note.Id, me.Id, Token);
        await SendAsync(TimeSpan.FromMinutes(1));
        Assert.Empty(_mail.Mails);

        Assert.Equal(DeskOutcome.Done, await Desk.RestoreAsync(deleted!, Token));
        await SendAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(["ana@example.com"], _mail.Mails.Select(mail => mail.Recipient));
        Assert.Equal(note.Id, (await NoteAsync()).Id);
    }

    [Fact]
    public async Task Only_its_author_changes_a_note_and_nobody_overwrites_what_they_have_not_seen()
    {
        var (site, me) = await _builder.AddSiteAsync();
        var ana = await _builder.AddMemberAsync(site, "ana@example.com");
        var lead = await _builder.AddLeadAsync(site);
        await Desk.AddAsync(site.Id, lead.Id, me.Id, "Old", Token);
        var note = await NoteAsync();

        Assert.Equal(DeskOutcome.NotFound, await Desk.EditAsync(site.Id, note.Id, ana.Id, "Old", "Hers", Token));
        Assert.Equal(DeskOutcome.Done, await Desk.EditAsync(site.Id, note.Id, me.Id, "Old", "New", Token));
        Assert.Equal(DeskOutcome.Conflict, await Desk.EditAsync(site.Id, note.Id, me.Id, "Old", "Newer", Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Desk.EditAsync(site.Id, note.Id, me.Id, "New", "  ", Token));

        var row = Assert.Single((await _database.Get<LeadQueries>().FindLeadAsync(site.Id, lead.Id, Token))!.Notes);
        Assert.Equal(("New", true, me.Id), (row.Text, row.Edited, row.AuthorId));
    }

    [Fact]
    public async Task Who_is_given_a_lead_by_a_colleague_is_mailed_but_not_who_takes_it()
    {
        var (site, me) = await _builder.AddSiteAsync();
        var ana = await _builder.AddMemberAsync(site, "ana@example.com");
        var (first, second) = (await _builder.AddLeadAsync(site), await _builder.AddLeadAsync(site));
        var desk = _database.Get<LeadDesk>();

        await desk.ChangeAsync(site.Id, [new SeenLead(first.Id, LeadStatus.New)], new LeadCommand.Assign(ana.Id), me.Id, Token);
        await desk.ChangeAsync(site.Id, [new SeenLead(second.Id, LeadStatus.New)], new LeadCommand.Assign(me.Id), me.Id, Token);
        await SendAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(["ana@example.com"], _mail.Mails.Select(mail => mail.Recipient));
    }

    [Theory]
    [InlineData("@Ana", "Ana")]
    [InlineData("ask @ana maria, please", "Ana Maria")]
    [InlineData("@Anabel is not Ana", null)]
    [InlineData("me@Ana is an address", null)]
    [InlineData("@", null)]
    [InlineData("@@Ana", "Ana")]
    [InlineData("", null)]
    public void A_mention_is_an_at_sign_and_a_whole_name(string text, string? name)
    {
        (Guid UserId, string Name)[] team = [(Guid.NewGuid(), "Ana"), (Guid.NewGuid(), "Ana Maria")];

        var pieces = Mentions.Split(text, team);

        Assert.Equal(text, string.Concat(pieces.Select(piece => piece.Text)));
        Assert.Equal(name is null ? [] : [name], pieces.Where(piece => piece.UserId is not null).Select(piece => team.Single(member => member.UserId == piece.UserId).Name));
    }

    private async Task SendAsync(TimeSpan after)
    {
        _clock.Advance(after);
        await _database.Get<TeamNotices>().SendDueAsync(10, Token);
    }

    private async Task<LeadNote> NoteAsync()
    {
        await using var db = await _database.OpenAsync();
        return await db.LeadNotes.SingleAsync(Token);
    }

    private async Task<IReadOnlyList<InboxRow>> ListAsync(Guid siteId, Guid userId) =>
        (await _database.Get<InboxQueries>().ListAsync(siteId, userId, new InboxFilter(), null, Token)).Rows;
}
