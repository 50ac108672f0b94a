using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Knowledge;
using LeadAlerts.Core.Knowledge.Gaps;
using LeadAlerts.Core.Sites;
using LeadAlerts.Tests.Alerts;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.Extensions.Time.Testing;

namespace LeadAlerts.Tests.Knowledge.Gaps;

public sealed class KnowledgeGapsTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Now);
    private TestDatabase _database = null!;
    private OwnedSite _site = null!;
    private OwnedSite _other = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private KnowledgeGaps Gaps => _database.Get<KnowledgeGaps>();

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(_clock);
        _site = await OwnedSite.AddAsync(_database, "roof", Now);
        _other = await OwnedSite.AddAsync(_database, "dental", Now);
        await _database.Get<KnowledgeBook>().AddAsync(_site.Id, "What are your opening hours?", "Monday to Friday.", Cancel);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Questions_of_the_same_words_are_one_gap_and_the_most_frequent_stands_first()
    {
        await AskAsync(_site, "a", "Do you take credit cards?");
        await AskAsync(_site, "b", "Can I get a skylight installed?");
        await AskAsync(_site, "c", "Hi, I'm Joe. Which credit card do you take?");
        await AskAsync(_site, "d", "Are you open today?", "Hello", "My roof leaks.");

        var gaps = await Gaps.ListAsync(_site.Id, Cancel);

        Assert.Equal(["Which credit card do you take?", "Can I get a skylight installed?"], gaps.Select(gap => gap.Question));
        Assert.Equal([2, 1], gaps.Select(gap => gap.ChatCount));
        await using var db = await _database.OpenAsync();
        var chat = db.Conversations.Single(row => row.Id == gaps[0].ConversationId);
        Assert.Equal(("c", 1), (chat.ExternalId, gaps[0].Sequence));
        Assert.Empty(await Gaps.ListAsync(_other.Id, Cancel));
    }

    [Fact]
    public async Task A_visitor_who_insists_counts_once()
    {
        await AskAsync(_site, "a", "Do you take credit cards?", "Well, do you take credit cards?", "credit cards?");

        Assert.Equal(1, Assert.Single(await Gaps.ListAsync(_site.Id, Cancel)).ChatCount);
    }

    [Fact]
    public async Task What_the_bot_knows_meanwhile_is_no_gap_any_more()
    {
        await AskAsync(_site, "a", "Do you take credit cards?");
        var gap = Assert.Single(await Gaps.ListAsync(_site.Id, Cancel));

        // Another site's answer fills nothing here.
        await _database.Get<KnowledgeBook>().AddAsync(_other.Id, gap.Question, "Yes.", Cancel);
        Assert.Single(await Gaps.ListAsync(_site.Id, Cancel));

        await _database.Get<KnowledgeBook>().AddAsync(_site.Id, gap.Question, "Yes.", Cancel);
        Assert.Empty(await Gaps.ListAsync(_site.Id, Cancel));
    }

    [Fact]
    public async Task What_is_dismissed_stays_away_in_other_words_too_until_it_is_restored()
    {
        await AskAsync(_site, "a", "Do you take credit cards?");
        var gap = Assert.Single(await Gaps.ListAsync(_site.Id, Cancel));
        await Gaps.DismissAsync(_other.Id, gap.Question, Cancel);
        Assert.Single(await Gaps.ListAsync(_site.Id, Cancel));

        await Gaps.DismissAsync(_site.Id, gap.Question, Cancel);
        await Gaps.DismissAsync(_site.Id, gap.Question, Cancel);
        await AskAsync(_site, "b", "Which credit card would you take?");
        Assert.Empty(await Gaps.ListAsync(_site.Id, Cancel));

        await Gaps.RestoreAsync(_site.Id, gap.Question, Cancel);
        Assert.Equal(2, Assert.Single(await Gaps.ListAsync(_site.Id, Cancel)).ChatCount);
    }

    [Fact]
    public async Task What_was_asked_long_ago_and_what_another_bot_did_not_know_are_left_out()
    {
        await AskAsync(_site, "old", "Do you take credit cards?");
        _clock.Advance(TimeSpan.FromDays(KnowledgeGaps.Days + 1));
        Assert.Empty(await Gaps.ListAsync(_site.Id, Cancel));

        var admits = BotPhrases.Fill(BotPhrases.For(null).DontKnow, _site.Site.Name);
        await SayAsync(_site, "theirs", "api", new IncomingMessage("q", MessageRole.Visitor, "Do you sell tiles?"), new IncomingMessage("a", MessageRole.Bot, admits));
        await SayAsync(_site, "agents", "api", new IncomingMessage("q", MessageRole.Visitor, "Do you sell tiles?"), new IncomingMessage("q.bot", MessageRole.Agent, admits));
        Assert.Empty(await Gaps.ListAsync(_site.Id, Cancel));
    }

    [Fact]
    public async Task Every_language_of_the_bot_counts()
    {
        foreach (var language in BotPhrases.Languages)
        {
            var admits = BotPhrases.Fill(BotPhrases.For(language).DontKnow, "roof & söhne {1}");
            await SayAsync(
                _site, language, "widget", new IncomingMessage("q", MessageRole.Visitor, $"zyx{language}wvu?"), new IncomingMessage("q.bot", MessageRole.Bot, admits));
        }

        Assert.Equal(BotPhrases.Languages.Count, (await Gaps.ListAsync(_site.Id, Cancel)).Count);
    }

    private async Task AskAsync(OwnedSite site, string chat, params string[] questions)
    {
        var entry = (await _database.Get<SiteDirectory>().FindByPublicKeyAsync(site.Site.PublicKey, Cancel))!;
        for (var at = 0; at < questions.Length; at++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await SayAsync(site, chat, "widget", new IncomingMessage($"m{at}", MessageRole.Visitor, questions[at]));
            await _database.Get<SiteBot>().AnswerAsync(entry, "widget", chat, $"m{at}", Cancel);
        }
    }

    private async Task SayAsync(OwnedSite site, string chat, string source, params IncomingMessage[] messages) =>
        Assert.IsType<IntakeOutcome.Received>(await _database.Get<ConversationIntake>().ReceiveAsync(
            new IncomingConversation(site.Id, source, chat, VisitorProfile.Unknown, messages), Cancel));
}
