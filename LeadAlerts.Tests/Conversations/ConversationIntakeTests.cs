using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LeadAlerts.Tests.Conversations;

public sealed class ConversationIntakeTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _clock = new(Now);
    private TestDatabase _database = null!;
    private Guid _siteId;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ConversationIntake Intake => _database.Get<ConversationIntake>();

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(_clock);
        _siteId = await AddSiteAsync("Bright Roof");
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_delivery_is_stored_as_the_rest_of_the_product_reads_it()
    {
        var writtenAt = Now.AddMinutes(-2).AddTicks(10);

        var received = await ReceiveAsync(new IncomingConversation(
            _siteId, "api", "c1", new VisitorProfile("v1", "Jane", "jane@example.com", "+1 415 555 0132", "en-US"),
            [Said("m1", "My roof leaks", writtenAt), new IncomingMessage("m2", MessageRole.Bot, "Oh no")],
            "https://brightroof.example/", "https://search.example/"));

        var conversation = await FindAsync("c1");
        Assert.Equal((received.ConversationId, 2), (conversation.Id, received.New));
        Assert.Equal((_siteId, "api", 2, 0), (conversation.SiteId, conversation.Source, conversation.MessageCount, conversation.ReviewedThrough));
        Assert.Equal(
            ("v1", "Jane", "jane@example.com", "+1 415 555 0132", "en-US"),
            (conversation.VisitorId, conversation.VisitorName, conversation.VisitorEmail, conversation.VisitorPhone, conversation.VisitorLocale));
        Assert.Equal(("https://brightroof.example/", "https://search.example/"), (conversation.PageUrl, conversation.Referrer));
        Assert.Equal((Now, Now, Now, null), (conversation.StartedAt, conversation.LastMessageAt, conversation.LastVisitorMessageAt, conversation.EndedAt));
        Assert.Equal((Now.AddSeconds(20), Now), (conversation.ReviewDueAt, conversation.FirstUnreviewedAt));
        Assert.Equal(received.ReviewDueAt, conversation.ReviewDueAt);
        var messages = await MessagesAsync(conversation.Id);
        Assert.Equal([(1, "m1", MessageRole.Visitor, "My roof leaks"), (2, "m2", MessageRole.Bot, "Oh no")],
            messages.Select(message => (message.Sequence, message.ExternalId, message.Role, message.Text)));
        Assert.All(messages, message => Assert.Equal((_siteId, Now), (message.SiteId, message.ReceivedAt)));
        Assert.Equal([writtenAt, Now], messages.Select(message => message.SentAt));
    }

    [Fact]
    public async Task A_repeated_delivery_is_stored_once()
    {
        var first = await ReceiveAsync(Delivery("c1", Said("m1", "Hello")));

        var second = await Intake.ReceiveAsync(Delivery("c1", Said("m1", "Hello")), Cancellation);

        Assert.Equal(new IntakeOutcome.Repeated(first.ConversationId), second);
        Assert.Single(await MessagesAsync(first.ConversationId));
    }

    [Fact]
    public async Task Of_a_transcript_that_grows_only_the_new_part_is_stored()
    {
        await ReceiveAsync(Delivery("c1", Said("m1", "Hello"), Said("m2", "My roof leaks")));

        var received = await ReceiveAsync(Delivery("c1", Said("m1", "Hello"), Said("m2", "My roof leaks"), Said("m3", "Can you come?")));

        Assert.Equal(1, received.New);
        Assert.Equal([(1, "m1"), (2, "m2"), (3, "m3")], (await MessagesAsync(received.ConversationId)).Select(message => (message.Sequence, message.ExternalId)));
    }

    [Theory]
    [InlineData("Goodbye", MessageRole.Visitor)]
    [InlineData("Hello", MessageRole.Bot)]
    public async Task An_id_that_says_something_else_conflicts_and_nothing_of_its_delivery_is_stored(string text, MessageRole role)
    {
        var received = await ReceiveAsync(Delivery("c1", Said("m1", "Hello")));

        var outcome = await Intake.ReceiveAsync(Delivery("c1", Said("m2", "New"), new IncomingMessage("m1", role, text)), Cancellation);
        var alone = await Intake.ReceiveAsync(Delivery("c1", new IncomingMessage("m1", role, text)), Cancellation);

        Assert.Equal(new IntakeOutcome.Conflicting(1), outcome);
        Assert.Equal(new IntakeOutcome.Conflicting(0), alone);
        Assert.Equal(["Hello"], (await MessagesAsync(received.ConversationId)).Select(message => message.Text));
        Assert.Equal(1, (await FindAsync("c1")).MessageCount);
    }

    [Fact]
    public async Task A_repeat_within_a_delivery_is_stored_once_and_a_contradiction_within_it_conflicts()
    {
        var received = await ReceiveAsync(Delivery("c1", Said("m1", "Hello"), Said("m1", "Hello"), Said("m2", "Bye")));
        var conflict = await Intake.ReceiveAsync(Delivery("c2", Said("m1", "Hello"), Said("m1", "Bye")), Cancellation);

        Assert.Equal(2, received.New);
        Assert.Equal([1, 2], (await MessagesAsync(received.ConversationId)).Select(message => message.Sequence));
        Assert.Equal(new IntakeOutcome.Conflicting(1), conflict);
        await using var db = await _database.OpenAsync();
        Assert.False(await db.Conversations.AnyAsync(conversation => conversation.ExternalId == "c2", Cancellation));
    }

    [Fact]
    public async Task Repeats_and_contradictions_within_one_commit_are_seen_too()
    {
        Task<IntakeOutcome>[] outcomes;
        using (_database.Get<WriteGate>().Enter())
        {
            outcomes =
            [
                Intake.ReceiveAsync(Delivery("c1", Said("m1", "Hello")), Cancellation),
                Intake.ReceiveAsync(Delivery("c1", Said("m1", "Hello")), Cancellation),
                Intake.ReceiveAsync(Delivery("c1", Said("m1", "Bye")), Cancellation),
                Intake.ReceiveAsync(Delivery("c1", Said("m2", "More")), Cancellation),
            ];
        }

        var answers = await Task.WhenAll(outcomes);

        Assert.IsType<IntakeOutcome.Received>(answers[0]);
        Assert.IsType<IntakeOutcome.Repeated>(answers[1]);
        Assert.IsType<IntakeOutcome.Conflicting>(answers[2]);
        Assert.IsType<IntakeOutcome.Received>(answers[3]);
        Assert.Equal(2, (await FindAsync("c1")).MessageCount);
    }

    [Fact]
    public async Task The_same_ids_at_another_site_or_source_are_another_conversation()
    {
        var otherSiteId = await AddSiteAsync("Other");

        var outcomes = new[]
        {
            await ReceiveAsync(Delivery("c1", Said("m1", "One"))),
            await ReceiveAsync(Delivery("c1", Said("m1", "Two")) with { SiteId = otherSiteId }),
            await ReceiveAsync(Delivery("c1", Said("m1", "Three")) with { Source = "widget" }),
        };

        Assert.Equal(3, outcomes.Select(outcome => outcome.ConversationId).Distinct().Count());
    }

    [Fact]
    public async Task Many_senders_at_once_are_all_stored_in_order_and_without_gaps()
    {
        const int Conversations = 20, Messages = 50;

        await Parallel.ForEachAsync(Enumerable.Range(0, Conversations), Cancellation, async (conversation, cancellation) =>
        {
            // All at once, not one after the other: the order of the calls is the order of the messages.
            var outcomes = await Task.WhenAll(Enumerable.Range(1, Messages)
                .Select(message => Intake.ReceiveAsync(Delivery($"c{conversation}", Said($"m{message}", $"Text {message}")), cancellation)));
            Assert.All(outcomes, outcome => Assert.IsType<IntakeOutcome.Received>(outcome));
        });

        await using var db = await _database.OpenAsync();
        foreach (var conversation in await db.Conversations.ToListAsync(Cancellation))
        {
            Assert.Equal(Messages, conversation.MessageCount);
            Assert.Equal(
                Enumerable.Range(1, Messages).Select(number => (number, $"m{number}")),
                (await MessagesAsync(conversation.Id)).Select(message => (message.Sequence, message.ExternalId)));
        }

        Assert.Equal(Conversations, await db.Conversations.CountAsync(Cancellation));
    }

    [Fact]
    public async Task A_delivery_that_the_database_refuses_does_not_sink_its_neighbours()
    {
        Task<IntakeOutcome>[] outcomes;
        using (_database.Get<WriteGate>().Enter())
        {
            outcomes =
            [
                Intake.ReceiveAsync(Delivery("c1", Said("m1", "Before")), Cancellation),
                Intake.ReceiveAsync(Delivery("c2", Said("m1", "Refused")) with { SiteId = Guid.NewGuid() }, Cancellation),
                Intake.ReceiveAsync(Delivery("c3", Said("m1", "After")), Cancellation),
            ];
        }

        Assert.IsType<IntakeOutcome.Received>(await outcomes[0]);
        Assert.IsType<IntakeOutcome.Overloaded>(await outcomes[1]);
        Assert.IsType<IntakeOutcome.Received>(await outcomes[2]);
        await using var db = await _database.OpenAsync();
        Assert.Equal(["c1", "c3"], await db.Conversations.OrderBy(conversation => conversation.ExternalId).Select(conversation => conversation.ExternalId).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task While_the_store_fails_every_sender_is_told_to_try_again_and_then_all_is_well()
    {
        await using var db = await _database.OpenAsync();
        await db.Database.ExecuteSqlRawAsync("ALTER TABLE \"Messages\" RENAME TO \"Gone\"", Cancellation);

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(number => Intake.ReceiveAsync(Delivery($"c{number}", Said("m1", "Hello")), Cancellation)));
        await db.Database.ExecuteSqlRawAsync("ALTER TABLE \"Gone\" RENAME TO \"Messages\"", Cancellation);
        var later = await Intake.ReceiveAsync(Delivery("c1", Said("m1", "Hello")), Cancellation);

        Assert.All(outcomes, outcome => Assert.IsType<IntakeOutcome.Overloaded>(outcome));
        Assert.IsType<IntakeOutcome.Received>(later);
        Assert.Equal(1, await db.Conversations.CountAsync(Cancellation));
    }

    [Fact]
    public async Task A_sender_waits_no_longer_than_the_deadline_and_what_it_gave_up_is_not_stored()
    {
        var turn = await _database.Get<WriteGate>().EnterAsync(Cancellation);
        var waiting = Intake.ReceiveAsync(Delivery("c1", Said("m1", "Hello")), Cancellation);

        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.IsType<IntakeOutcome.Overloaded>(await waiting);
        turn.Dispose();
        await ReceiveAsync(Delivery("c2", Said("m1", "Next")));
        await using var db = await _database.OpenAsync();
        Assert.Equal("c2", (await db.Conversations.SingleAsync(Cancellation)).ExternalId);
    }

    [Fact]
    public async Task A_full_queue_refuses_at_once()
    {
        await using var database = await TestDatabase.CreateAsync(
            _clock, services => services.Configure<IntakeOptions>(options => options.QueueCapacity = 2));
        var intake = database.Get<ConversationIntake>();
        using var turn = database.Get<WriteGate>().Enter();

        var outcomes = Enumerable.Range(0, 3)
            .Select(number => intake.ReceiveAsync(Delivery($"c{number}", Said("m1", "Hello")), Cancellation)).ToList();

        Assert.IsType<IntakeOutcome.Overloaded>(await outcomes[2]);
        Assert.False(outcomes[0].IsCompleted);
        turn.Dispose();

        // The other database does not know the site.
        Assert.IsType<IntakeOutcome.Overloaded>(await outcomes[0]);
        Assert.IsType<IntakeOutcome.Overloaded>(await outcomes[1]);
    }

    [Fact]
    public async Task What_waits_at_the_shutdown_is_stored()
    {
        Task<IntakeOutcome> waiting;
        ValueTask stopping;
        using (_database.Get<WriteGate>().Enter())
        {
            waiting = Intake.ReceiveAsync(Delivery("c1", Said("m1", "Hello")), Cancellation);
            stopping = Intake.DisposeAsync();
        }

        await stopping;

        Assert.IsType<IntakeOutcome.Received>(await waiting);
        Assert.IsType<IntakeOutcome.Overloaded>(await Intake.ReceiveAsync(Delivery("c2", Said("m1", "Late")), Cancellation));
        Assert.Equal(1, (await FindAsync("c1")).MessageCount);
    }

    [Fact]
    public async Task The_end_makes_a_review_due_at_once_and_a_later_message_reopens()
    {
        await ReceiveAsync(Delivery("c1", Said("m1", "Hello")));
        _clock.Advance(TimeSpan.FromSeconds(3));
        var ended = await ReceiveAsync(Delivery("c1") with { Ended = true });
        Assert.Equal((0, Now.AddSeconds(3)), (ended.New, ended.ReviewDueAt));
        Assert.Equal(Now.AddSeconds(3), (await FindAsync("c1")).EndedAt);
        Assert.Equal(Now, (await FindAsync("c1")).LastMessageAt);

        Assert.IsType<IntakeOutcome.Repeated>(await Intake.ReceiveAsync(Delivery("c1", Said("m1", "Hello")) with { Ended = true }, Cancellation));
        _clock.Advance(TimeSpan.FromSeconds(60));
        await ReceiveAsync(Delivery("c1", Said("m2", "One more thing")));

        var conversation = await FindAsync("c1");
        Assert.Null(conversation.EndedAt);
        Assert.Equal((Now.AddSeconds(63), 2), (conversation.LastMessageAt, conversation.MessageCount));
    }

    [Fact]
    public async Task What_the_sender_says_about_the_visitor_is_kept_until_it_says_something_else()
    {
        await ReceiveAsync(Delivery("c1", Said("m1", "Hello")) with { Visitor = new VisitorProfile(VisitorId: "v1", Name: "Jane") });
        _clock.Advance(TimeSpan.FromSeconds(1));
        var received = await ReceiveAsync(Delivery("c1", Said("m1", "Hello")) with
        {
            Visitor = new VisitorProfile(Name: "Jane\r\nDoe", Email: "jane@example.com"),
        });

        var conversation = await FindAsync("c1");
        Assert.Equal(("v1", "Jane  Doe", "jane@example.com"), (conversation.VisitorId, conversation.VisitorName, conversation.VisitorEmail));

        // A way to reach the visitor is worth a review at once, wherever it comes from.
        Assert.Equal((0, Now.AddSeconds(1)), (received.New, received.ReviewDueAt));
    }

    [Fact]
    public async Task A_contact_detail_is_pressing_when_it_comes_and_not_when_it_is_repeated()
    {
        var first = await ReceiveAsync(Delivery("c1", Said("m1", "I am jane@example.com")));
        Assert.Equal(Now, first.ReviewDueAt);
        await using (var db = await _database.OpenAsync())
        {
            var conversation = await db.Conversations.SingleAsync(Cancellation);
            conversation.RecordReview(1, 50, 0, "", leadId: null);
            await db.SaveChangesAsync(Cancellation);
        }

        var second = await ReceiveAsync(Delivery("c1", Said("m1", "I am jane@example.com"), Said("m2", "and I like roofs")));

        Assert.Equal(Now.AddSeconds(20), second.ReviewDueAt);
    }

    [Theory]
    [InlineData("1970-01-01T00:00:00Z", false)]
    [InlineData("2099-01-01T00:00:00Z", false)]
    [InlineData("2026-03-01T12:05:01Z", false)]
    [InlineData("2026-03-01T12:05:00Z", true)]
    [InlineData("2021-03-10T00:00:00+02:00", true)]
    public async Task An_absurd_time_of_a_sender_gives_way_to_the_servers(string at, bool isKept)
    {
        var sentAt = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture);

        var received = await ReceiveAsync(Delivery("c1", Said("m1", "Hello", sentAt)));

        Assert.Equal(isKept ? sentAt : Now, (await MessagesAsync(received.ConversationId)).Single().SentAt);
    }

    [Fact]
    public async Task Hostile_text_is_stored_as_it_is_but_for_what_cannot_be_stored()
    {
        var received = await ReceiveAsync(Delivery("c1", Said("m1", "<script>\0'); DROP TABLE \"Messages\"; --")));

        Assert.Equal("<script>'); DROP TABLE \"Messages\"; --", (await MessagesAsync(received.ConversationId)).Single().Text);
    }

    [Fact]
    public async Task A_caller_that_checks_nothing_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Intake.ReceiveAsync(Delivery("", Said("m1", "Hello")), Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => Intake.ReceiveAsync(Delivery("c1", Said("", "Hello")), Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => Intake.ReceiveAsync(Delivery("c1", Said("m1", "")), Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => Intake.ReceiveAsync(Delivery("c1", Said("m1", new string('x', 10_001))), Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => Intake.ReceiveAsync(Delivery("c1"), Cancellation));
    }

    private IncomingConversation Delivery(string id, params IReadOnlyList<IncomingMessage> messages) =>
        new(_siteId, "api", id, VisitorProfile.Unknown, messages);

    private static IncomingMessage Said(string id, string text, DateTimeOffset? at = null) => new(id, MessageRole.Visitor, text, at);

    private async Task<IntakeOutcome.Received> ReceiveAsync(IncomingConversation delivery) =>
        Assert.IsType<IntakeOutcome.Received>(await Intake.ReceiveAsync(delivery, Cancellation));

    private async Task<Guid> AddSiteAsync(string name)
    {
        await using var db = await _database.OpenAsync();
        var site = new Site(name, "UTC", "US", Now);
        db.Add(site);
        await db.SaveChangesAsync(Cancellation);
        return site.Id;
    }

    private async Task<Conversation> FindAsync(string externalId)
    {
        await using var db = await _database.OpenAsync();
        return await db.Conversations.SingleAsync(conversation => conversation.SiteId == _siteId && conversation.ExternalId == externalId, Cancellation);
    }

    private async Task<List<Message>> MessagesAsync(Guid conversationId)
    {
        await using var db = await _database.OpenAsync();
        return await db.Messages.Where(message => message.ConversationId == conversationId).OrderBy(message => message.Sequence).ToListAsync(Cancellation);
    }
}
