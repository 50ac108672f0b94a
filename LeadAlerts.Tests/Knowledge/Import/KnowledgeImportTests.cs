using LeadAlerts.Core.Knowledge;
using LeadAlerts.Core.Knowledge.Import;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LeadAlerts.Tests.Knowledge.Import;

public sealed class KnowledgeImportTests : IAsyncLifetime
{
    private const string Faq = "<h2>Do you finance?</h2><p>Yes.</p><h2>Do you work on Sundays?</h2><p>No.</p><h2>Where are you?</h2><p>In Oakland.</p>";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 6, 1, 9, 0, 0, TimeSpan.Zero));
    private TestDatabase _database = null!;
    private OwnersPages _website = null!;
    private (Guid SiteId, Guid OwnerId, Guid MemberId) _mine;
    private (Guid SiteId, Guid OwnerId, Guid MemberId) _theirs;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private KnowledgeImport Import => _database.Get<KnowledgeImport>();

    private KnowledgeBook Book => _database.Get<KnowledgeBook>();

    private string Page => new Uri(_website.Address, "/faq").ToString();

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(_clock, services => services.Configure<ImportOptions>(options => options.AllowLoopback = true));
        _website = await OwnersPages.StartAsync();
        _website.Serve("/faq", Faq);
        _mine = await AddSiteAsync("mine");
        _theirs = await AddSiteAsync("theirs");
    }

    public async ValueTask DisposeAsync()
    {
        await _website.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task What_the_owner_leaves_of_a_page_is_what_the_bot_knows()
    {
        var found = Assert.IsType<ImportOutcome.Found>(await Import.FromPageAsync(_mine.SiteId, _mine.OwnerId, Page, Cancel));
        Assert.Equal(["Do you finance?", "Do you work on Sundays?", "Where are you?"], found.Proposals.Select(one => one.Question));
        Assert.All(found.Proposals, one => Assert.Equal((Page, KnownAs.New), (one.Source, one.Known)));
        Assert.Empty(await Book.ListAsync(_mine.SiteId, null, Cancel));

        var saved = await Import.SaveAsync(
            _mine.SiteId, _mine.OwnerId, [("Do you finance?", "Yes, up to 36 months."), (" Where are\nyou? ", "In Oakland.\n\n\n\nCome by!")], Cancel);

        Assert.Equal(new ImportSaved.Done(2, 0), saved);
        Assert.Equal(
            [("Do you finance?", "Yes, up to 36 months."), ("Where are you?", "In Oakland.\n\nCome by!")],
            (await Book.ListAsync(_mine.SiteId, null, Cancel)).Select(row => (row.Question, row.Answer)));
        var match = Assert.Single(await _database.Get<KnowledgeSearch>().FindAsync(_mine.SiteId, "is there financing?", 1, Cancel));
        Assert.Equal("Do you finance?", match.Question);
    }

    [Fact]
    public async Task What_is_there_already_is_marked_and_not_doubled()
    {
        await Book.AddAsync(_mine.SiteId, "do you FINANCE", "yes", Cancel);
        await Book.AddAsync(_mine.SiteId, "Do you work on Sundays?", "Only for leaks.", Cancel);
        await Book.AddAsync(_theirs.SiteId, "Where are you?", "In Oakland.", Cancel);

        var found = Assert.IsType<ImportOutcome.Found>(await Import.FromPasteAsync(_mine.SiteId, _mine.OwnerId, Faq, Cancel));
        var saved = await Import.SaveAsync(_mine.SiteId, _mine.OwnerId, [.. found.Proposals.Select(one => (one.Question, one.Answer))], Cancel);
        var again = await Import.SaveAsync(_mine.SiteId, _mine.OwnerId, [.. found.Proposals.Select(one => (one.Question, one.Answer))], Cancel);

        Assert.Equal([KnownAs.OtherAnswer, KnownAs.New, KnownAs.Same], found.Proposals.Select(one => one.Known));
        Assert.Equal(new ImportSaved.Done(2, 1), saved);
        Assert.Equal(new ImportSaved.Done(0, 3), again);
        Assert.Single(await Book.ListAsync(_theirs.SiteId, null, Cancel));
    }

    [Fact]
    public async Task Only_owners_of_the_site_import()
    {
        foreach (var actor in (Guid[])[_mine.MemberId, _theirs.OwnerId, Guid.NewGuid()])
        {
            Assert.IsType<ImportOutcome.Refused>(await Import.FromPageAsync(_mine.SiteId, actor, Page, Cancel));
            Assert.IsType<ImportOutcome.Refused>(await Import.FromPasteAsync(_mine.SiteId, actor, Faq, Cancel));
            Assert.IsType<ImportSaved.Refused>(await Import.SaveAsync(_mine.SiteId, actor, [("Why?", "So.")], Cancel));
        }

        Assert.Empty(_website.Asked);
        Assert.Empty(await Book.ListAsync(_mine.SiteId, null, Cancel));
    }

    [Fact]
    public async Task A_site_reads_few_pages_in_a_short_time_and_its_neighbour_is_left_alone()
    {
        for (var at = 0; at < 20; at++)
        {
            Assert.IsType<ImportOutcome.Found>(await Import.FromPageAsync(_mine.SiteId, _mine.OwnerId, Page, Cancel));
        }

        var refused = Assert.IsType<ImportOutcome.Refused>(await Import.FromPageAsync(_mine.SiteId, _mine.OwnerId, Page, Cancel));
        Assert.Contains("Wait ten minutes", refused.Problem, StringComparison.Ordinal);
        Assert.IsType<ImportOutcome.Found>(await Import.FromPageAsync(_theirs.SiteId, _theirs.OwnerId, Page, Cancel));
        _clock.Advance(TimeSpan.FromMinutes(11));
        Assert.IsType<ImportOutcome.Found>(await Import.FromPageAsync(_mine.SiteId, _mine.OwnerId, Page, Cancel));
    }

    [Fact]
    public async Task Nothing_is_saved_when_one_of_them_breaks_a_limit_or_the_book_is_full()
    {
        Assert.IsType<ImportSaved.Refused>(await Import.SaveAsync(_mine.SiteId, _mine.OwnerId, [("Good?", "Yes."), (" ", "No.")], Cancel));
        Assert.IsType<ImportSaved.Refused>(await Import.SaveAsync(_mine.SiteId, _mine.OwnerId, [(new string('w', 301), "No.")], Cancel));
        Assert.Empty(await Book.ListAsync(_mine.SiteId, null, Cancel));

        for (var batch = 0; batch < KnowledgeBook.MostRows / 100; batch++)
        {
            await Import.SaveAsync(_mine.SiteId, _mine.OwnerId, [.. Enumerable.Range(batch * 100, 100).Select(at => ($"Question {at}?", "Yes."))], Cancel);
        }

        var refused = Assert.IsType<ImportSaved.Refused>(await Import.SaveAsync(_mine.SiteId, _mine.OwnerId, [("One more?", "Yes.")], Cancel));
        Assert.Contains("at most 500", refused.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<p>Soon.</p>")]
    [InlineData("")]
    [InlineData("<script>document.write('Why?')</script>")]
    public async Task A_page_with_nothing_to_say_tells_what_to_do(string html)
    {
        _website.Serve("/empty", html);

        var refused = Assert.IsType<ImportOutcome.Refused>(
            await Import.FromPageAsync(_mine.SiteId, _mine.OwnerId, new Uri(_website.Address, "/empty").ToString(), Cancel));

        Assert.Contains("paste the text", refused.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_is_empty_or_too_long_is_refused()
    {
        Assert.IsType<ImportOutcome.Refused>(await Import.FromPasteAsync(_mine.SiteId, _mine.OwnerId, " \n", Cancel));
        var refused = Assert.IsType<ImportOutcome.Refused>(
            await Import.FromPasteAsync(_mine.SiteId, _mine.OwnerId, new string('x', KnowledgeImport.PasteMaxLength + 1), Cancel));
        Assert.Contains("too long", refused.Problem, StringComparison.Ordinal);
    }

    private async Task<(Guid SiteId, Guid OwnerId, Guid MemberId)> AddSiteAsync(string name)
    {
        var now = _clock.GetUtcNow();
        var site = new Site(name, "America/Los_Angeles", "US", now);
        ApplicationUser owner = new() { UserName = $"owner@{name}.example", Email = $"owner@{name}.example" };
        ApplicationUser member = new() { UserName = $"member@{name}.example", Email = $"member@{name}.example" };
        await using var db = await _database.OpenAsync();
        db.Add(site);
        db.AddRange(owner, member);
        db.Add(new Member(siteId: site.Id, userId: owner.Id, MemberRole.Owner, now));
        db.Add(new Member(siteId: site.Id, userId: member.Id, MemberRole.Member, now));
        await db.SaveChangesAsync(Cancel);
        return (site.Id, owner.Id, member.Id);
    }
}
