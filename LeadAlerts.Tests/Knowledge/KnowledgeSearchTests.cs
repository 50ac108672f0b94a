using LeadAlerts.Core.Knowledge;
using LeadAlerts.Core.Sites;
using LeadAlerts.Tests.Infrastructure;

namespace LeadAlerts.Tests.Knowledge;

public sealed class KnowledgeSearchTests : IAsyncLifetime
{
    private static readonly (string Question, string Answer)[] Roofer =
    [
        ("How much does a roof repair cost?", "Most repairs cost between $350 and $1,500."),
        ("What are your opening hours?", "Monday to Friday, 8 am to 6 pm."),
        ("What areas do you serve?", "Oakland, Berkeley and Alameda."),
        ("Do you offer financing?", "Yes, 12 months without interest."),
        ("Are you licensed and insured?", "Yes, license C-39 number 900001."),
        ("What services do you offer?", "Repairs, replacement, metal roofing and gutters."),
        ("Do you offer a warranty?", "Ten years on labour."),
        ("Do you repair roofs?", "Yes, of every kind."),
        ("Wie lange dauert eine Dachreparatur?", "Meist einen Tag."),
        ("¿Cuáles son los precios de las canaletas?", "Desde 12 dólares por pie."),
    ];

    private TestDatabase _database = null!;
    private Guid _siteId;
    private Guid _otherSiteId;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _siteId = await AddSiteAsync("Brightroof");
        _otherSiteId = await AddSiteAsync("Smile dental");
        var book = _database.Get<KnowledgeBook>();
        foreach (var (question, answer) in Roofer)
        {
            await book.AddAsync(_siteId, question, answer, TestContext.Current.CancellationToken);
        }

        await book.AddAsync(_otherSiteId, "How much does whitening cost?", "It costs $200.", TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Theory]
    [InlineData("how much is a roof repair?", "How much does a roof repair cost?")]
    [InlineData("What do you charge for repairing my roof", "How much does a roof repair cost?")]
    [InlineData("when are you open", "What are your opening hours?")]
    [InlineData("Hi! Are you open on Saturday?", "What are your opening hours?")]
    [InlineData("do you come out to Berkeley", "What areas do you serve?")]
    [InlineData("is there any financing available?", "Do you offer financing?")]
    [InlineData("ARE YOU INSURED???", "Are you licensed and insured?")]
    [InlineData("do you do metal roofs", "What services do you offer?")]
    [InlineData("Any guarantee?", "Do you offer a warranty?")]
    [InlineData("wie lange dauert die Dachreparatur", "Wie lange dauert eine Dachreparatur?")]
    [InlineData("precio canaletas", "¿Cuáles son los precios de las canaletas?")]
    public async Task A_question_finds_its_entry(string text, string question)
    {
        var matches = await FindAsync(_siteId, text);

        Assert.NotEmpty(matches);
        Assert.Equal(question, matches[0].Question);
    }

    [Theory]
    [InlineData("Can you repair my car?")]
    [InlineData("Do you sell pizza?")]
    [InlineData("What is the capital of France?")]
    [InlineData("my neighbour recommended you, I live in a yellow house")]
    [InlineData("hello")]
    [InlineData("is the and of")]
    [InlineData("👍👍")]
    [InlineData("   ")]
    public async Task An_unrelated_text_finds_nothing(string text) => Assert.Empty(await FindAsync(_siteId, text));

    [Fact]
    public void What_a_repair_costs_is_not_answered_with_the_price_of_a_new_roof()
    {
        Assert.Null(KnowledgeMatch.Find("How much does it cost to repair a leaking roof?", 1, "How much does a new roof cost?", "From $12,000."));
        Assert.NotNull(KnowledgeMatch.Find("How much is a new roof for a small house?", 1, "How much does a new roof cost?", "From $12,000."));
    }

    [Theory]
    [InlineData("\" OR NEAR( * -")]
    [InlineData("Site : s* OR hours")]
    [InlineData("hours\" OR Question : \"whitening")]
    [InlineData("opening AND NOT hours)")]
    [InlineData("hours'; DROP TABLE KnowledgeEntries; --")]
    [InlineData("^hours + {Answer} : cost NEAR/2 \0 \\ %_")]
    [InlineData("\ud83d hours \udc00")]
    [InlineData("{0} {1} hours")]
    public async Task Hostile_syntax_is_plain_words_and_stays_in_the_site(string text) =>
        Assert.All(await FindAsync(_siteId, text), match => Assert.Contains(match.Question, Roofer.Select(entry => entry.Question)));

    [Fact]
    public async Task A_site_finds_only_its_own_entries()
    {
        Assert.Equal("How much does whitening cost?", Assert.Single(await FindAsync(_otherSiteId, "what does whitening cost")).Question);
        Assert.DoesNotContain(await FindAsync(_siteId, "what does whitening cost"), match => match.Question.Contains("whitening", StringComparison.Ordinal));
        Assert.Empty(await FindAsync(Guid.NewGuid(), "what does whitening cost"));
    }

    [Fact]
    public async Task A_changed_or_deleted_entry_is_found_as_it_is_now()
    {
        var book = _database.Get<KnowledgeBook>();
        var id = await book.AddAsync(_siteId, "Do you clean chimneys?", "Yes.", TestContext.Current.CancellationToken);

        Assert.False(await book.ChangeAsync(_otherSiteId, id, "x", "y", TestContext.Current.CancellationToken));
        Assert.True(await book.ChangeAsync(_siteId, id, "Do you inspect skylights?", "Yes.", TestContext.Current.CancellationToken));
        Assert.Empty(await FindAsync(_siteId, "clean chimneys"));
        Assert.Equal(id, (await FindAsync(_siteId, "skylight inspection"))[0].EntryId);

        Assert.Null(await book.DeleteAsync(_otherSiteId, id, TestContext.Current.CancellationToken));
        Assert.NotNull(await book.DeleteAsync(_siteId, id, TestContext.Current.CancellationToken));
        Assert.Empty(await FindAsync(_siteId, "skylight inspection"));
    }

    [Fact]
    public async Task The_list_takes_wildcards_literally()
    {
        var book = _database.Get<KnowledgeBook>();
        await book.AddAsync(_siteId, "Is it 100% safe?", "Yes.", TestContext.Current.CancellationToken);

        Assert.Single(await book.ListAsync(_siteId, "100%", TestContext.Current.CancellationToken));
        Assert.Empty(await book.ListAsync(_siteId, "_____%", TestContext.Current.CancellationToken));
        Assert.Equal(Roofer.Length + 1, (await book.ListAsync(_siteId, " ", TestContext.Current.CancellationToken)).Count);
    }

    private Task<IReadOnlyList<KnowledgeMatch>> FindAsync(Guid siteId, string text) =>
        _database.Get<KnowledgeSearch>().FindAsync(siteId, text, take: 3, TestContext.Current.CancellationToken);

    private async Task<Guid> AddSiteAsync(string name)
    {
        var site = new Site(name, "UTC", "US", DateTimeOffset.UnixEpoch);
        await using var db = await _database.OpenAsync();
        db.Add(site);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return site.Id;
    }
}
