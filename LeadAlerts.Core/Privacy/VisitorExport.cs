using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LeadAlerts.Core.Audit;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Privacy;

/// <summary>Gives an owner everything that is stored about a visitor, as JSON. Safe for use by several threads.</summary>
public sealed class VisitorExport(IDbContextFactory<LeadAlertsDbContext> contexts, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,

        // A file of its own, never part of a page: a person reads "é" rather than "\u00e9".
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Writes it, and notes in the site's activity that it was exported.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="actorId">Who asks; must own the site.</param>
    /// <param name="typed">As for <see cref="VisitorErasure.FindAsync"/>.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>UTF-8 JSON; null when nothing is stored, it is too much for one visitor, or the person does not own the site.</returns>
    public async Task<byte[]?> WriteAsync(Guid siteId, Guid actorId, string typed, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(typed) || typed.Length > VisitorErasure.TypedMaxLength)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.IsOwnerAsync(siteId, actorId, cancellationToken))
        {
            return null;
        }

        var scope = await VisitorScope.FindAsync(db, siteId, typed, cancellationToken);
        if (scope.IsEmpty || scope.IsTooMuch)
        {
            return null;
        }

        var (chats, leads) = (scope.Conversations.ToList(), scope.Leads.ToList());
        var shared = await ErasingRows.FindSharedMailsAsync(db, siteId, scope.IsNamedIn, cancellationToken);
        var document = new
        {
            ExportedAt = now,
            Site = await db.Sites.Where(site => site.Id == siteId).Select(site => site.Name).SingleAsync(cancellationToken),
            KnownBy = new { scope.Names, scope.Emails, scope.Phones, VisitorIds = scope.VisitorIds.Where(id => id != typed.Trim()) },
            Conversations = await ReadChatsAsync(db, siteId, chats, cancellationToken),
            Leads = await ReadLeadsAsync(db, siteId, leads, cancellationToken),
            Mails = await ReadMailsAsync(db, siteId, leads, shared, cancellationToken),
            Webhooks = await ReadWebhooksAsync(db, siteId, [.. leads, .. chats], now, cancellationToken),
        };
        db.Note(siteId, actorId, AuditArea.Privacy, $"A visitor's data exported: {ErasedRows.Count(chats.Count, "chat")}, {ErasedRows.Count(leads.Count, "lead")}", now);
        await db.SaveChangesAsync(cancellationToken);
        return JsonSerializer.SerializeToUtf8Bytes(document, Options);
    }

    private static async Task<object> ReadChatsAsync(LeadAlertsDbContext db, Guid siteId, List<Guid> chats, CancellationToken cancellationToken)
    {
        var messages = (await db.Messages.AsNoTracking()
            .Where(row => row.SiteId == siteId && chats.Contains(row.ConversationId))
            .OrderBy(row => row.Sequence)
            .ToListAsync(cancellationToken)).ToLookup(row => row.ConversationId);
        var assessments = (await db.Assessments.AsNoTracking()
            .Where(row => row.SiteId == siteId && chats.Contains(row.ConversationId))
            .OrderBy(row => row.AssessedAt)
            .ToListAsync(cancellationToken)).ToLookup(row => row.ConversationId);
        var summaries = (await db.Summaries.AsNoTracking()
            .Where(row => row.SiteId == siteId && chats.Contains(row.ConversationId))
            .OrderBy(row => row.WrittenAt)
            .ToListAsync(cancellationToken)).ToLookup(row => row.ConversationId);
        var feedback = (await db.LeadFeedback.AsNoTracking()
            .Where(row => row.SiteId == siteId && chats.Contains(row.ConversationId))
            .ToListAsync(cancellationToken)).ToLookup(row => row.ConversationId);
        var rows = await db.Conversations.AsNoTracking()
            .Where(row => row.SiteId == siteId && chats.Contains(row.Id))
            .OrderBy(row => row.StartedAt).ThenBy(row => row.Id)
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new
        {
            row.Id, row.Source, row.ExternalId, row.LeadId, row.PageUrl, row.Referrer, row.VisitorId, row.VisitorName, row.VisitorEmail,
            row.VisitorPhone, row.VisitorLocale, row.NetworkHash, row.StartedAt, row.LastMessageAt, row.EndedAt, row.Headline, row.Score,
            Messages = messages[row.Id].Select(message => new { message.Sequence, message.Role, message.Text, message.SentAt, message.ReceivedAt }),
            Assessments = assessments[row.Id].Select(one => new
            {
                one.AssessedAt, one.Score, one.Category, one.Contact, one.Assessor, Signals = one.Signals.Select(signal => new { signal.Criterion, signal.Words, signal.Points }),
            }),
            Summaries = summaries[row.Id].Select(one => new
            {
                one.WrittenAt, one.Headline, one.Wants, one.Questions, one.Concerns, one.Timeline, one.Budget, one.Place, one.Quote, one.NextStep, one.Writer,
            }),
            Feedback = feedback[row.Id].Select(one => new { one.GivenAt, one.Verdict, one.By }),
        });
    }

    private static async Task<object> ReadLeadsAsync(LeadAlertsDbContext db, Guid siteId, List<Guid> leads, CancellationToken cancellationToken)
    {
        var notes = (await db.LeadNotes.AsNoTracking()
            .Where(row => row.SiteId == siteId && leads.Contains(row.LeadId))
            .OrderBy(row => row.WrittenAt)
            .ToListAsync(cancellationToken)).ToLookup(row => row.LeadId);
        var replies = (await db.LeadReplies.AsNoTracking()
            .Where(row => row.SiteId == siteId && leads.Contains(row.LeadId))
            .OrderBy(row => row.At)
            .ToListAsync(cancellationToken)).ToLookup(row => row.LeadId);
        var steps = (await db.LeadSteps.AsNoTracking()
            .Where(row => row.SiteId == siteId && leads.Contains(row.LeadId))
            .OrderBy(row => row.At)
            .ToListAsync(cancellationToken)).ToLookup(row => row.LeadId);
        var rows = await db.Leads.AsNoTracking()
            .Where(row => row.SiteId == siteId && leads.Contains(row.Id))
            .OrderBy(row => row.CreatedAt).ThenBy(row => row.Id)
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new
        {
            row.Id, row.VisitorId, row.Contact, row.Headline, row.Score, row.Category, row.Status, row.CreatedAt, row.LastActivityAt, row.SnoozedUntil,
            Notes = notes[row.Id].Select(note => new { note.WrittenAt, note.Text }),
            Replies = replies[row.Id].Select(reply => new { reply.At, reply.Author, reply.To, reply.Subject, reply.Text, reply.State }),
            Steps = steps[row.Id].Select(step => new { step.At, step.Kind, step.Actor, step.Text }),
        });
    }

    private static async Task<object> ReadMailsAsync(
        LeadAlertsDbContext db, Guid siteId, List<Guid> leads, List<Guid> shared, CancellationToken cancellationToken)
    {
        var rows = await db.Alerts.AsNoTracking()
            .Where(row => row.SiteId == siteId && (leads.Contains(row.LeadId!.Value) || shared.Contains(row.Id)))
            .OrderBy(row => row.RaisedAt).ThenBy(row => row.Id)
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new
        {
            row.Id, row.LeadId, row.Kind, row.State, row.RecipientAddress, row.RaisedAt, row.AcceptedAt, row.Subject,
            TellsOfOthersToo = row.LeadId is null,

            // A mail that tells of several leads holds other people's data: it is named, not shown.
            Text = row.LeadId is null || row.Mime.Length == 0 ? null : ErasingRows.ReadPlainText(row.Mime),
        });
    }

    private static async Task<List<string>> ReadWebhooksAsync(
        LeadAlertsDbContext db, Guid siteId, IReadOnlyList<Guid> ids, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var traces = await WebhookTraces.ReadAsync(db, siteId, now, cancellationToken);
        var deliveries = await traces.FindAsync(db, ids, cancellationToken);
        return await db.WebhookDeliveries
            .Where(row => row.SiteId == siteId && deliveries.Contains(row.Id))
            .OrderBy(row => row.CreatedAt).ThenBy(row => row.Id)
            .Select(row => row.Body)
            .ToListAsync(cancellationToken);
    }
}
