using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Delivery;
using LeadAlerts.Core.Alerts.Raising;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Reviews;
using LeadAlerts.Core.Sites;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace LeadAlerts.Tests.Alerts;

/// <summary>A roofer's site with one confirmed recipient over a real database, a clock that stands still and a mail server that does as told.</summary>
internal sealed class AlertScene : IAsyncDisposable
{
    public const string HotWords =
        "Hi, my roof is leaking over the kitchen and I need somebody to repair it this week. How much would it be, and can you come on Thursday? "
        + "Please call me, I'm Maria Ortiz, (415) 555-2671.";

    private int _conversations;

    private AlertScene(TestDatabase database, FakeTimeProvider clock, ScriptedMailSender mail, Site site, AlertRecipient recipient)
    {
        Database = database;
        Clock = clock;
        Mail = mail;
        Site = site;
        Recipient = recipient;
    }

    public TestDatabase Database { get; }

    public FakeTimeProvider Clock { get; }

    public ScriptedMailSender Mail { get; }

    public Site Site { get; }

    public AlertRecipient Recipient { get; }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<AlertScene> OpenAsync(Action<Site>? change = null, Action<IServiceCollection>? configure = null)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 6, 2, 21, 2, 0, TimeSpan.Zero));
        var mail = new ScriptedMailSender();
        var database = await TestDatabase.CreateAsync(clock, services =>
        {
            services.Replace(ServiceDescriptor.Singleton<IMailSender>(mail));
            configure?.Invoke(services);
        });
        var now = clock.GetUtcNow();
        var site = new Site("Bright Roof", "America/Los_Angeles", "US", now);
        site.Describe(
            new BusinessProfile { Kind = "Roofing contractor in Oakland, CA", Services = "roof repair, leaks, gutters", ServiceArea = "Oakland, Berkeley" },
            "https://brightroof.example");
        change?.Invoke(site);
        var recipient = new AlertRecipient(site.Id, "owner@brightroof.example", "Sam Bright", now);
        recipient.Confirm(now);
        await using var db = await database.OpenAsync();
        db.AddRange(site, recipient);
        await db.SaveChangesAsync(Cancel);
        return new AlertScene(database, clock, mail, site, recipient);
    }

    /// <summary>A conversation whose review is due now.</summary>
    public async Task<Guid> ChatAsync(string text, string? visitorId = null, string? network = null)
    {
        var now = Clock.GetUtcNow();
        var conversation = new Conversation(Site.Id, "api", $"c{++_conversations}", now) { VisitorId = visitorId, NetworkHash = network, PageUrl = "https://brightroof.example/emergency-repair" };
        var message = conversation.Append(MessageRole.Visitor, text, now);
        await using var db = await Database.OpenAsync();
        db.AddRange(conversation, message);
        await db.SaveChangesAsync(Cancel);
        return conversation.Id;
    }

    public async Task SayAsync(Guid conversationId, string text)
    {
        await using var db = await Database.OpenAsync();
        var conversation = await db.Conversations.SingleAsync(row => row.Id == conversationId, Cancel);
        db.Add(conversation.Append(MessageRole.Visitor, text, Clock.GetUtcNow()));
        await db.SaveChangesAsync(Cancel);
    }

    /// <summary>Another recipient, confirmed and added after the first one.</summary>
    public async Task<AlertRecipient> AddRecipientAsync(string address, RecipientRole role = RecipientRole.Always)
    {
        var recipient = new AlertRecipient(Site.Id, address, "", Clock.GetUtcNow().AddMinutes(1));
        recipient.Confirm(Clock.GetUtcNow());
        recipient.Assign(role, RecipientRoute.Everything, getsDigest: false);
        await using var db = await Database.OpenAsync();
        db.Add(recipient);
        await db.SaveChangesAsync(Cancel);
        return recipient;
    }

    /// <summary>The words of a lead that is not the same person as any other with another number.</summary>
    /// <param name="number">0–99.</param>
    public static string WordsOf(int number) => HotWords.Replace("2671", $"27{number:00}", StringComparison.Ordinal);

    /// <summary>Does what is due, minute by minute.</summary>
    public async Task WorkForAsync(TimeSpan span)
    {
        for (var end = Clock.GetUtcNow() + span; Clock.GetUtcNow() < end;)
        {
            Clock.Advance(TimeSpan.FromMinutes(1));
            await WorkAsync();
        }
    }

    public Task<Guid?> ReviewAsync(Guid conversationId) => Database.Get<LeadReview>().RunAsync(conversationId, Cancel);

    public Task<Guid?> SendAsync(Guid alertId) => Database.Get<AlertDelivery>().SendAsync(alertId, Cancel);

    /// <summary>Does what the dispatcher and its jobs do until nothing is due.</summary>
    public async Task WorkAsync()
    {
        var rows = Database.Get<DueRows>();
        for (var again = true; again;)
        {
            again = false;
            foreach (var id in await rows.FindConversationsAsync(100, Cancel))
            {
                again |= await ReviewAsync(id) is not null;
            }

            foreach (var id in await rows.FindReleasesAsync(100, Cancel))
            {
                again |= await Database.Get<HeldAlerts>().ReleaseAsync(id, Cancel) is not null;
            }

            foreach (var id in await rows.FindFollowUpsAsync(100, Cancel))
            {
                again |= await Database.Get<LeadFollowUps>().RunAsync(id, Cancel) is not null;
            }

            foreach (var due in await rows.FindAlertsAsync(100, Cancel))
            {
                again |= await SendAsync(due.Id) is not null;
            }
        }
    }

    public async Task<List<Alert>> AlertsAsync()
    {
        await using var db = await Database.OpenAsync();
        return await db.Alerts.AsNoTracking().OrderBy(alert => alert.RaisedAt).ToListAsync(Cancel);
    }

    public async Task<T> ReadAsync<T>(Func<Core.Storage.LeadAlertsDbContext, Task<T>> read)
    {
        await using var db = await Database.OpenAsync();
        return await read(db);
    }

    public async Task ChangeAsync<T>(Guid id, Action<T> change)
        where T : class
    {
        await using var db = await Database.OpenAsync();
        change((await db.FindAsync<T>([id], Cancel))!);
        await db.SaveChangesAsync(Cancel);
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}

/// <summary>Answers mails as told, in turn; then accepts.</summary>
internal sealed class ScriptedMailSender : IMailSender
{
    public Queue<Func<OutgoingMail, MailOutcome>> Answers { get; } = new();

    public List<OutgoingMail> Mails { get; } = [];

    public Func<Task>? BeforeData { get; set; }

    public Func<Task>? AfterData { get; set; }

    public async Task<MailOutcome> SendAsync(OutgoingMail mail, Func<CancellationToken, Task> dataStarting, CancellationToken cancellationToken)
    {
        if (BeforeData is not null)
        {
            await BeforeData();
        }

        if (Answers.TryPeek(out var next) && next(mail) is MailOutcome.Unavailable down)
        {
            Answers.Dequeue();
            return down;
        }

        await dataStarting(cancellationToken);
        lock (Mails)
        {
            Mails.Add(mail);
        }

        if (AfterData is not null)
        {
            await AfterData();
        }

        return Answers.TryDequeue(out var answer) ? answer(mail) : new MailOutcome.Accepted("250 OK");
    }
}
