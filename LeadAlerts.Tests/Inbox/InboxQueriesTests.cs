using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Leads.Notes;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace LeadAlerts.Tests.Inbox;

public sealed class InboxQueriesTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(InboxBuilder.Start.AddDays(1));
    private TestDatabase _database = null!;
    private InboxBuilder _builder = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private InboxQueries Queries => _database.Get<InboxQueries>();

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(_clock);
        _builder = new InboxBuilder(_database);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_site_sees_its_own_leads_only_whatever_it_asks()
    {
        var (mine, me) = await _builder.AddSiteAsync("Mine");
        var (theirs, they) = await _builder.AddSiteAsync("Theirs");
        var contact = new VisitorContact("Maria Ortiz", "maria@example.com", "+14155552671");
        var lead = await _builder.AddLeadAsync(mine, score: 90, contact: contact);
        await _builder.AddLeadAsync(theirs, score: 90, contact: contact);

        foreach (var tab in new[] { InboxTab.Unread, InboxTab.Hot, InboxTab.New, InboxTab.All })
        {
            foreach (var text in new[] { null, "leaks", "maria", "415 555 2671", "roof" })
            {
                var filter = new InboxFilter(tab, Text: text);
                var page = await Queries.ListAsync(mine.Id, me.Id, filter, null, Token);

                Assert.Equal([lead.Id], page.Rows.Select(row => row.Id));
                Assert.Equal(1, (await Queries.CountAsync(mine.Id, me.Id, filter, Token)).Of(tab));
            }
        }

        Assert.Equal([me.Id], (await Queries.ListTeamAsync(mine.Id, Token)).Select(teammate => teammate.UserId));
        Assert.Equal([they.Id], (await Queries.ListTeamAsync(theirs.Id, Token)).Select(teammate => teammate.UserId));
    }

    [Fact]
    public async Task Pages_hold_every_lead_once_even_when_many_share_an_instant()
    {
        var (site, me) = await _builder.AddSiteAsync();
        var expected = new HashSet<Guid>();
        for (var i = 0; i < 120; i++)
        {
            expected.Add((await _builder.AddLeadAsync(site, at: InboxBuilder.Start.AddMinutes(i / 60))).Id);
        }

        var seen = new List<InboxRow>();
        InboxCursor? cursor = null;
        do
        {
            var page = await Queries.ListAsync(site.Id, me.Id, new InboxFilter(), cursor, Token);
            seen.AddRange(page.Rows);
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(expected.Count, seen.Count);
        Assert.Equal(expected, seen.Select(row => row.Id).ToHashSet());
        Assert.Equal(seen.OrderByDescending(row => row.LastActivityAt).Select(row => row.LastActivityAt), seen.Select(row => row.LastActivityAt));
    }

    [Theory]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("%_'\"*")]
    [InlineData("\"")]
    [InlineData("'; DROP TABLE Leads; --")]
    [InlineData("Body : secret")]
    [InlineData("NEAR(")]
    [InlineData("roof OR zebra")]
    [InlineData("-roof")]
    [InlineData("\\")]
    [InlineData("\ud83d\ude00 \ud800")]
    [InlineData("\0")]
    public async Task What_is_typed_into_the_search_is_searched_for_and_never_obeyed(string hostile)
    {
        var (site, me) = await _builder.AddSiteAsync();
        await _builder.AddLeadAsync(site, contact: new VisitorContact("Plain Name", "plain@example.com"), text: "My roof leaks");
        var literal = await _builder.AddLeadAsync(site, contact: new VisitorContact($"odd {hostile.Replace("\0", "")} name"), text: "nothing");

        var rows = (await Queries.ListAsync(site.Id, me.Id, new InboxFilter(Text: hostile), null, Token)).Rows;

        if (hostile == "\0")
        {
            Assert.Equal(2, rows.Count);
        }
        else if (!hostile.Any(char.IsLetterOrDigit))
        {
            Assert.Empty(rows);
        }
        else if (hostile == "-roof")
        {
            // A hyphen before a word is no word: both the name and the chat hold "roof".
            Assert.Equal(2, rows.Count);
        }
        else
        {
            Assert.Equal([literal.Id], rows.Select(row => row.Id));
        }
    }

    [Fact]
    public async Task The_search_finds_beginnings_of_words_in_chats_and_parts_of_names_addresses_and_numbers()
    {
        var (site, me) = await _builder.AddSiteAsync();
        var lead = await _builder.AddLeadAsync(
            site, contact: new VisitorContact("Maria Ortiz", "maria@example.com", "+14155552671"), text: "Water comes through the céiling");
        await _builder.AddLeadAsync(site, text: "Do you sell gutters?", headline: "Asks for gutters");

        foreach (var text in new[] { "ceil", "water ceiling", "WATER", "ortiz", "maria@exam", "example.com", "(415) 555-2671", "5552", "1 415 555 2671" })
        {
            var rows = (await Queries.ListAsync(site.Id, me.Id, new InboxFilter(Text: text), null, Token)).Rows;
            Assert.Equal([lead.Id], rows.Select(row => row.Id));
        }

        Assert.Empty((await Queries.ListAsync(site.Id, me.Id, new InboxFilter(Text: "water gutters"), null, Token)).Rows);
    }

    [Fact]
    public async Task A_search_says_where_its_words_stand_in_chats_and_in_notes()
    {
        var (site, me) = await _builder.AddSiteAsync();
        var (theirs, _) = await _builder.AddSiteAsync("Theirs");
        var lead = await _builder.AddLeadAsync(
            site, text: "Hello there, we moved in last year and now water comes through the <b>céiling</b> whenever it rains for more than an hour or so.");
        await _builder.AddLeadAsync(theirs, text: "Their ceiling is a secret");
        await _database.Get<NoteDesk>().AddAsync(site.Id, lead.Id, me.Id, "Estimate E-2044 sent", Token);

        var chat = (await FindAsync("ceil")).Single();
        Assert.Equal(["céiling"], chat.Snippet!.Parts.Where(part => part.Marked).Select(part => part.Text));
        Assert.Contains("<b>", string.Concat(chat.Snippet.Parts.Select(part => part.Text)), StringComparison.Ordinal);
        Assert.False(chat.Snippet.FromNote);
        var note = (await FindAsync("estimate e-204")).Single();
        Assert.True(note.Snippet!.FromNote);
        Assert.Equal(["Estimate", "E", "2044"], note.Snippet.Parts.Where(part => part.Marked).Select(part => part.Text));
        Assert.DoesNotContain(await FindAsync("ceil"), row => row.Snippet!.Parts.Any(part => part.Text.Contains("secret", StringComparison.Ordinal)));
        Assert.Null((await Queries.ListAsync(site.Id, me.Id, new InboxFilter(), null, Token)).Rows.Single().Snippet);

        await using (var db = await _database.OpenAsync())
        {
            await db.LeadNotes.Where(row => row.LeadId == lead.Id).ExecuteDeleteAsync(Token);
        }

        Assert.Empty(await FindAsync("estimate"));

        async Task<IReadOnlyList<InboxRow>> FindAsync(string text) =>
            (await Queries.ListAsync(site.Id, me.Id, new InboxFilter(Text: text), null, Token)).Rows;
    }

    [Fact]
    public async Task A_conversation_that_moves_to_another_lead_is_found_there()
    {
        var (site, me) = await _builder.AddSiteAsync();
        var from = await _builder.AddLeadAsync(site, text: "My skylight leaks");
        var to = await _builder.AddLeadAsync(site);
        await using (var db = await _database.OpenAsync())
        {
            await db.Conversations.Where(row => row.LeadId == from.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeadId, to.Id), Token);
        }

        var rows = (await Queries.ListAsync(site.Id, me.Id, new InboxFilter(Text: "skylight"), null, Token)).Rows;
        Assert.Equal([to.Id], rows.Select(row => row.Id));
    }

    [Fact]
    public async Task What_is_deleted_is_not_found_and_leaves_no_words_in_the_index()
    {
        var (site, _) = await _builder.AddSiteAsync();
        await _builder.AddLeadAsync(site, text: "My skylight leaks");
        await using var db = await _database.OpenAsync();
        await db.Messages.ExecuteDeleteAsync(Token);
        await db.Conversations.ExecuteDeleteAsync(Token);

        Assert.Equal(0, await db.SearchDocuments.CountAsync(Token));
        var match = SearchWords.Parse(site.Id, "skylight")!.Match!;
        Assert.Equal(0, await db.Database.SqlQuery<int>($"""SELECT COUNT(*) AS "Value" FROM "SearchIndex" WHERE "SearchIndex" MATCH {match}""").SingleAsync(Token));
    }

    [Fact]
    public async Task A_search_that_finds_very_many_is_listed_page_by_page_and_counted_as_at_least()
    {
        var (site, me) = await _builder.AddSiteAsync();
        var (theirs, _) = await _builder.AddSiteAsync("Theirs");
        await _builder.AddManyLeadsAsync(site, 2100, "My roof leaks");
        await _builder.AddManyLeadsAsync(theirs, 10, "My roof leaks");
        var filter = new InboxFilter(Text: "roof leak");

        var first = await Queries.ListAsync(site.Id, me.Id, filter, null, Token);
        var second = await Queries.ListAsync(site.Id, me.Id, filter, first.Next, Token);
        var counts = await Queries.CountAsync(site.Id, me.Id, filter, Token);

        Assert.Equal(100, first.Rows.Concat(second.Rows).Select(row => row.Id).Distinct().Count());
        Assert.True(first.Rows[^1].LastActivityAt >= second.Rows[0].LastActivityAt);
        Assert.All(first.Rows, row => Assert.Contains(row.Snippet!.Parts, part => part is { Marked: true, Text: "roof" }));
        Assert.Equal("999+", counts.Text(InboxTab.All));
        Assert.Equal("999+", (await Queries.CountAsync(site.Id, me.Id, new InboxFilter(), Token)).Text(InboxTab.New));
        Assert.Equal(2100, await CountAllAsync(site.Id, me.Id, filter));
    }

    private async Task<int> CountAllAsync(Guid siteId, Guid userId, InboxFilter filter)
    {
        var count = 0;
        InboxCursor? cursor = null;
        do
        {
            var page = await Queries.ListAsync(siteId, userId, filter, cursor, Token);
            (count, cursor) = (count + page.Rows.Count, page.Next);
        }
        while (cursor is not null);
        return count;
    }

    [Fact]
    public async Task A_lead_is_unread_for_each_member_until_that_member_looks_and_again_after_new_activity()
    {
        var (site, me) = await _builder.AddSiteAsync();
        var other = await _builder.AddMemberAsync(site, "other@example.com");
        var lead = await _builder.AddLeadAsync(site);
        Assert.Equal((true, 1), await UnreadAsync(me.Id));

        await _database.Get<LeadDesk>().MarkSeenAsync(site.Id, lead.Id, me.Id, lead.LastActivityAt, Token);
        Assert.Equal((false, 0), await UnreadAsync(me.Id));
        Assert.Equal((true, 1), await UnreadAsync(other.Id));

        await using (var db = await _database.OpenAsync())
        {
            var stored = await db.Leads.FindAsync([lead.Id], Token);
            stored!.RecordReview(70, ConversationCategory.NewEnquiry, "More", VisitorContact.None, lead.LastActivityAt.AddMinutes(5));
            await db.SaveChangesAsync(Token);
        }

        Assert.Equal((true, 1), await UnreadAsync(me.Id));

        async Task<(bool, int)> UnreadAsync(Guid userId) =>
            ((await Queries.ListAsync(site.Id, userId, new InboxFilter(), null, Token)).Rows.Single().Unread,
                (await Queries.CountAsync(site.Id, userId, new InboxFilter(), Token)).Unread);
    }

    [Fact]
    public async Task Each_tab_holds_what_its_name_says()
    {
        var (site, me) = await _builder.AddSiteAsync();
        var now = _clock.GetUtcNow();
        var hot = await _builder.AddLeadAsync(site, score: HeatScale.HotFrom);
        var mild = await _builder.AddLeadAsync(site, score: HeatScale.HotFrom - 1);
        var won = await _builder.AddLeadAsync(site, score: 95, change: lead => lead.SetStatus(LeadStatus.Won, now));
        var asleep = await _builder.AddLeadAsync(site, score: 95, change: lead => lead.Snooze(now.AddHours(1), now));
        var woken = await _builder.AddLeadAsync(site, score: 10, change: lead => lead.Snooze(now, now));

        await AssertTabAsync(InboxTab.Hot, hot.Id);
        await AssertTabAsync(InboxTab.New, hot.Id, mild.Id, woken.Id);
        await AssertTabAsync(InboxTab.Snoozed, asleep.Id);
        await AssertTabAsync(InboxTab.Done, won.Id);
        await AssertTabAsync(InboxTab.Unread, hot.Id, mild.Id, won.Id, woken.Id);
        await AssertTabAsync(InboxTab.All, hot.Id, mild.Id, won.Id, asleep.Id, woken.Id);

        async Task AssertTabAsync(InboxTab tab, params Guid[] expected)
        {
            var rows = (await Queries.ListAsync(site.Id, me.Id, new InboxFilter(tab), null, Token)).Rows;
            Assert.Equal(expected.ToHashSet(), rows.Select(row => row.Id).ToHashSet());
            Assert.Equal(expected.Length, (await Queries.CountAsync(site.Id, me.Id, new InboxFilter(), Token)).Of(tab));
        }
    }

    [Fact]
    public async Task Leads_can_be_filtered_by_category_and_by_who_works_them()
    {
        var (site, me) = await _builder.AddSiteAsync();
        var mine = await _builder.AddLeadAsync(site, change: lead => lead.Assign(me.Id, InboxBuilder.Start));
        var nobodys = await _builder.AddLeadAsync(site, category: ConversationCategory.Complaint);

        Assert.Equal([mine.Id], await IdsAsync(new InboxFilter(AssigneeId: me.Id)));
        Assert.Equal([nobodys.Id], await IdsAsync(new InboxFilter(AssigneeId: Guid.Empty)));
        Assert.Equal([nobodys.Id], await IdsAsync(new InboxFilter(Category: ConversationCategory.Complaint)));

        async Task<IEnumerable<Guid>> IdsAsync(InboxFilter filter) =>
            (await Queries.ListAsync(site.Id, me.Id, filter, null, Token)).Rows.Select(row => row.Id);
    }
}
