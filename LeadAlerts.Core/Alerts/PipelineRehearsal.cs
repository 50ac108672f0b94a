using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using LeadAlerts.Core.Summaries;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MimeKit;

namespace LeadAlerts.Core.Alerts;

/// <summary>
/// Takes made-up conversations from the review to the mail, in a database that is in memory only and with no mail server, so that the
/// first real lead does not wait for code to be compiled, queries to be planned and phrases to be read.
/// </summary>
public sealed class PipelineRehearsal(
    LeadQualifier qualifier,
    SummaryWriter writer,
    AlertMail alertMail,
    DbContextOptions<LeadAlertsDbContext> options,
    IOptions<EmailOptions> email,
    TimeProvider clock)
{
    private static readonly string[] Conversations =
    [
        "Water is coming through my ceiling, can somebody come today? Call me at 202-555-0142, Maria Sample.",
        "What does a new gutter cost, and do you have time next week? I'm at maria@sample.example.",
        "Do you have a job for me?",
    ];

    /// <summary>Rehearses once. Touches nothing that is real.</summary>
    /// <returns>How many mails would have gone out.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var gate = new WriteGate();
        await using var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync(cancellationToken);

        // The real options but for the database: what EF Core prepares is kept for all contexts whose options are otherwise equal.
        var contexts = new MemoryContexts(new DbContextOptionsBuilder<LeadAlertsDbContext>(options).UseSqlite(connection).Options, gate);
        var now = clock.GetUtcNow();
        var ids = await WriteAsync(contexts, now, cancellationToken);
        var mails = new SilentSender();
        var review = new LeadReview(
            contexts, qualifier, writer, new AlertSettingsStore(contexts, clock), alertMail, clock, NullLogger<LeadReview>.Instance);
        var delivery = new AlertDelivery(contexts, mails, email, clock, NullLogger<AlertDelivery>.Instance);
        var rows = new DueRows(contexts, clock);
        foreach (var id in ids)
        {
            await rows.FindConversationsAsync(1, cancellationToken);
            await review.RunAsync(id, cancellationToken);
            foreach (var alertId in await rows.FindAlertsAsync(10, cancellationToken))
            {
                await delivery.SendAsync(alertId, cancellationToken);
            }

            await rows.FindNextDueAtAsync(cancellationToken);
        }

        return mails.Count;
    }

    private static async Task<List<Guid>> WriteAsync(MemoryContexts contexts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = contexts.CreateDbContext();
        await db.Database.EnsureCreatedAsync(cancellationToken);
        var site = new Site("Rehearsal", "UTC", "US", now);
        var recipient = new AlertRecipient(site.Id, "owner@sample.example", "", now);
        recipient.Confirm(now);
        db.AddRange(site, AlertSettings.CreateFirst(site.Id, now), recipient);
        var ids = new List<Guid>();
        foreach (var text in Conversations)
        {
            var conversation = new Conversation(site.Id, "rehearsal", $"{ids.Count}", now);
            db.Add(conversation);
            db.Add(conversation.Append(MessageRole.Visitor, text, now));
            ids.Add(conversation.Id);
        }

        await db.SaveChangesAsync(cancellationToken);
        return ids;
    }

    private sealed class MemoryContexts(DbContextOptions<LeadAlertsDbContext> options, WriteGate gate) : IDbContextFactory<LeadAlertsDbContext>
    {
        public LeadAlertsDbContext CreateDbContext() => new(options, gate);
    }

    private sealed class SilentSender : IMailSender
    {
        public int Count { get; private set; }

        public async Task<MailOutcome> SendAsync(
            OutgoingMail mail, Func<CancellationToken, Task> dataStarting, CancellationToken cancellationToken)
        {
            await dataStarting(cancellationToken);
            using var message = await MimeMessage.LoadAsync(new MemoryStream(mail.Mime.ToArray()), cancellationToken);
            await message.WriteToAsync(Stream.Null, cancellationToken);
            Count++;
            return new MailOutcome.Accepted("250 rehearsed");
        }
    }
}
