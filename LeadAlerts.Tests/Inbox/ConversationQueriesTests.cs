using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Summaries;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.Extensions.Time.Testing;

namespace LeadAlerts.Tests.Inbox;

public sealed class ConversationQueriesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_hold_every_conversation_once_newest_first_even_at_the_same_instant()
    {
        await using var database = await CreateAsync();
        var site = await AddSiteAsync(database);
        for (var i = 0; i < 23; i++)
        {
            // Threes share an instant.
            await AddAsync(database, site, "hello", at: Now.AddMinutes(-(i / 3)));
        }

        var seen = new List<ConversationRow>();
        ConversationCursor? next = null;
        do
        {
            var part = await database.Get<ConversationQueries>().ListAsync(site.Id, new ConversationFilter(), next, 5, Cancel);
            Assert.InRange(part.Rows.Count, 1, 5);
            seen.AddRange(part.Rows);
            next = part.Next;
        }
        while (next is not null);

        Assert.Equal(23, seen.Select(row => row.Id).Distinct().Count());
        Assert.Equal(23, seen.Count);
        Assert.Equal(seen.OrderByDescending(row => row.LastMessageAt).Select(row => row.LastMessageAt), seen.Select(row => row.LastMessageAt));
    }

    [Fact]
    public async Task A_row_tells_the_latest_verdict_and_how_the_visitor_began()
    {
        await using var database = await CreateAsync();
        var site = await AddSiteAsync(database);
        var fresh = await AddAsync(database, site, new string('x', 500), at: Now.AddMinutes(-1));
        var judged = await AddAsync(database, site, "My roof leaks", at: Now, score: 40, verdict: AlertVerdict.BelowThreshold);
        await AssessAsync(database, judged, through: 3, score: 66, AlertVerdict.NotFreePlan);

        var rows = (await database.Get<ConversationQueries>().ListAsync(site.Id, new ConversationFilter(), null, 50, Cancel)).Rows;

        Assert.Equal([judged.Id, fresh.Id], rows.Select(row => row.Id));
        Assert.Equal((AlertVerdict.NotFreePlan, 50, "My roof leaks"), (rows[0].Verdict, rows[0].Threshold, rows[0].FirstWords));
        Assert.Equal((null, null, null), (rows[1].Verdict, rows[1].Score, rows[1].Category));
        Assert.Equal(160, rows[1].FirstWords!.Length);
        Assert.True(rows[1].ReviewDue);
    }

    [Fact]
    public async Task Filters_narrow_by_category_and_by_verdict()
    {
        await using var database = await CreateAsync();
        var site = await AddSiteAsync(database);
        var lead = await AddAsync(database, site, "roof", score: 80, verdict: AlertVerdict.Raised, lead: true);
        var job = await AddAsync(
            database, site, "job", score: 5, verdict: AlertVerdict.BelowThreshold, category: ConversationCategory.JobSeeker);
        await AddAsync(database, site, "not reviewed");

        Assert.Equal([lead.Id], await IdsAsync(database, site, new ConversationFilter(Verdict: VerdictFilter.Leads)));
        Assert.Equal([job.Id], await IdsAsync(database, site, new ConversationFilter(Verdict: VerdictFilter.NotLeads)));
        Assert.Equal([job.Id], await IdsAsync(database, site, new ConversationFilter(Category: ConversationCategory.JobSeeker)));
        Assert.Equal(3, (await IdsAsync(database, site, new ConversationFilter())).Count);
    }

    [Theory]
    [InlineData("leak", true)]
    [InlineData("LEAK kitch", true)]
    [InlineData("kitchen roof", true)]
    [InlineData("café", true)]
    [InlineData("cafe", true)]
    [InlineData("leak boiler", false)]
    [InlineData("leak OR boiler", false)]
    [InlineData("100%", true)]
    [InlineData("%", false)]
    [InlineData("_", false)]
    [InlineData("'", false)]
    [InlineData("\"", false)]
    [InlineData("le*k", false)]
    [InlineData("Body:leak", false)]
    [InlineData("); DROP TABLE Conversations; --", false)]
    public async Task A_search_takes_every_sign_literally(string search, bool finds)
    {
        await using var database = await CreateAsync();
        var site = await AddSiteAsync(database);
        var leak = await AddAsync(database, site, "Roof leak over the kitchen of our café, 100 sure");
        await AddAsync(database, site, "Something else altogether");

        Assert.Equal(finds ? [leak.Id] : [], await IdsAsync(database, site, new ConversationFilter(search)));
    }

    [Fact]
    public async Task No_query_shows_another_sites_conversation()
    {
        await using var database = await CreateAsync();
        var mine = await AddSiteAsync(database);
        var theirs = await AddSiteAsync(database);
        var secret = await AddAsync(database, theirs, "secret roof leak", score: 90, verdict: AlertVerdict.Raised, lead: true);
        var queries = database.Get<ConversationQueries>();

        Assert.Empty(await IdsAsync(database, mine, new ConversationFilter()));
        Assert.Empty(await IdsAsync(database, mine, new ConversationFilter("secret")));
        Assert.Empty(await IdsAsync(database, mine, new ConversationFilter($"s{theirs.Id:n}")));
        Assert.Null(await queries.FindAsync(mine.Id, secret.Id, Cancel));
        Assert.Empty(await queries.ListMessagesAsync(mine.Id, secret.Id, 1, 50, Cancel));
        Assert.NotNull(await queries.FindAsync(theirs.Id, secret.Id, Cancel));
    }

    [Fact]
    public async Task A_conversation_brings_its_latest_assessment_and_summary()
    {
        await using var database = await CreateAsync();
        var site = await AddSiteAsync(database);
        var conversation = await AddAsync(database, site, "My roof leaks", score: 40, verdict: AlertVerdict.BelowThreshold);
        await AssessAsync(database, conversation, through: 3, score: 66, AlertVerdict.Raised);

        var detail = await database.Get<ConversationQueries>().FindAsync(site.Id, conversation.Id, Cancel);

        Assert.Equal((3, 66), (detail!.Assessment!.ThroughSequence, detail.Assessment.Score));
        Assert.Equal(3, detail.Summary!.ThroughSequence);
    }

    [Fact]
    public async Task A_long_conversation_is_read_in_stretches()
    {
        await using var database = await CreateAsync();
        var site = await AddSiteAsync(database);
        var conversation = new Conversation(site.Id, "api", "long", Now);
        await using (var db = await database.OpenAsync())
        {
            db.Add(conversation);
            db.AddRange(Enumerable.Range(1, 450).Select(i => conversation.Append(MessageRole.Visitor, $"line {i}", Now)).ToList());
            await db.SaveChangesAsync(Cancel);
        }

        var lines = await database.Get<ConversationQueries>().ListMessagesAsync(site.Id, conversation.Id, 201, 200, Cancel);

        Assert.Equal(Enumerable.Range(201, 200), lines.Select(line => line.Sequence));
    }

    private static Task<TestDatabase> CreateAsync() => TestDatabase.CreateAsync(new FakeTimeProvider(Now));

    private static async Task<List<Guid>> IdsAsync(TestDatabase database, Site site, ConversationFilter filter) =>
        [.. (await database.Get<ConversationQueries>().ListAsync(site.Id, filter, null, 50, Cancel)).Rows.Select(row => row.Id)];

    private static async Task<Site> AddSiteAsync(TestDatabase database)
    {
        var site = new Site("Brightroof", "America/Los_Angeles", "US", Now);
        await using var db = await database.OpenAsync();
        db.Add(site);
        await db.SaveChangesAsync(Cancel);
        return site;
    }

    private static async Task<Conversation> AddAsync(
        TestDatabase database,
        Site site,
        string text,
        DateTimeOffset? at = null,
        int? score = null,
        AlertVerdict? verdict = null,
        ConversationCategory category = ConversationCategory.NewEnquiry,
        bool lead = false)
    {
        var when = at ?? Now;
        var conversation = new Conversation(site.Id, "api", Guid.NewGuid().ToString("n"), when);
        await using var db = await database.OpenAsync();
        db.Add(conversation);
        db.Add(conversation.Append(MessageRole.Bot, "Hello! How can I help?", when));
        db.Add(conversation.Append(MessageRole.Visitor, text, when));
        db.Add(new SearchDocument(site.Id, conversation.Id, text));
        if (score is { } value)
        {
            var born = lead ? new Lead(site.Id, conversation.Id, null, when) : null;
            if (born is not null)
            {
                db.Add(born);
            }

            conversation.RecordReview(2, value, (int)category, text, born?.Id);
            Judge(db, conversation, through: 2, value, category, verdict!.Value);
        }

        await db.SaveChangesAsync(Cancel);
        return conversation;
    }

    private static async Task AssessAsync(TestDatabase database, Conversation conversation, int through, int score, AlertVerdict verdict)
    {
        await using var db = await database.OpenAsync();
        Judge(db, conversation, through, score, ConversationCategory.NewEnquiry, verdict);
        await db.SaveChangesAsync(Cancel);
    }

    private static void Judge(
        LeadAlerts.Core.Storage.LeadAlertsDbContext db,
        Conversation conversation,
        int through,
        int score,
        ConversationCategory category,
        AlertVerdict verdict)
    {
        var assessment = new Assessment(
            conversation.SiteId, conversation.Id, through, score, category, [], VisitorContact.None, "criteria/1", Now);
        assessment.RecordVerdict(settingsVersion: 1, threshold: 50, (int)verdict);
        db.Add(assessment);
        db.Add(new ConversationSummary(conversation.SiteId, conversation.Id, through, "A headline", "embedded/1", Now));
    }
}
