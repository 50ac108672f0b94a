using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Leads.Replies;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace LeadAlerts.Core.Privacy;

/// <summary>Deletes conversations and leads with all that is stored about them, inside a transaction of the caller's.</summary>
internal static class ErasingRows
{
    /// <summary>What stands as the subject of a mail whose text was erased.</summary>
    public const string ErasedSubject = "Erased";

    /// <summary>The tables that hold something of a conversation or a lead, by their entities' names; a test compares them with the model.</summary>
    public static readonly IReadOnlyList<string> Tables =
    [
        "Alert", "AlertAttempt", "Assessment", "Conversation", "ConversationSummary", "Lead", "LeadFeedback", "LeadMerge", "LeadNote", "LeadReply",
        "LeadStep", "LeadView", "MailAction", "Message", "SearchDocument", "TeamNotice", "WebhookDelivery",
    ];

    /// <summary>Deletes conversations and leads of one site.</summary>
    /// <param name="db">A context with a transaction that the caller commits.</param>
    /// <param name="siteId">The site; what belongs to another one stays.</param>
    /// <param name="chats">The conversations; a few hundred at most.</param>
    /// <param name="leads">The leads, all of whose conversations are among them.</param>
    /// <param name="sharedMails">From <see cref="FindSharedMailsAsync"/>, which is too slow for a transaction.</param>
    /// <param name="webhooks">What was read of the site's deliveries before the transaction.</param>
    /// <param name="now">When, UTC.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public static async Task<ErasedRows> EraseAsync(
        LeadAlertsDbContext db,
        Guid siteId,
        List<Guid> chats,
        List<Guid> leads,
        List<Guid> sharedMails,
        WebhookTraces webhooks,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var mails = await EraseMailsAsync(db, siteId, leads, sharedMails, now, cancellationToken);
        var deliveries = await webhooks.FindAsync(db, [.. leads, .. chats], cancellationToken);
        await db.WebhookDeliveries.Where(row => row.SiteId == siteId && deliveries.Contains(row.Id)).ExecuteDeleteAsync(cancellationToken);
        await db.MailActions
            .Where(row => row.SiteId == siteId && (leads.Contains(row.SubjectId) || chats.Contains(row.SubjectId)))
            .ExecuteDeleteAsync(cancellationToken);
        await db.LeadFeedback
            .Where(row => row.SiteId == siteId && (chats.Contains(row.ConversationId) || leads.Contains(row.LeadId!.Value)))
            .ExecuteDeleteAsync(cancellationToken);
        await db.TeamNotices.Where(row => row.SiteId == siteId && leads.Contains(row.LeadId)).ExecuteDeleteAsync(cancellationToken);
        await db.LeadReplies.Where(row => row.SiteId == siteId && leads.Contains(row.LeadId)).ExecuteDeleteAsync(cancellationToken);
        await db.LeadSteps.Where(row => row.SiteId == siteId && leads.Contains(row.LeadId)).ExecuteDeleteAsync(cancellationToken);
        await db.LeadMerges
            .Where(row => row.SiteId == siteId && (leads.Contains(row.MergedId) || leads.Contains(row.SurvivorId)))
            .ExecuteDeleteAsync(cancellationToken);
        await db.SearchDocuments
            .Where(row => row.SiteId == siteId && (chats.Contains(row.ConversationId!.Value) || leads.Contains(row.LeadId!.Value)))
            .ExecuteDeleteAsync(cancellationToken);
        await db.LeadNotes.Where(row => row.SiteId == siteId && leads.Contains(row.LeadId)).ExecuteDeleteAsync(cancellationToken);
        await db.Assessments.Where(row => row.SiteId == siteId && chats.Contains(row.ConversationId)).ExecuteDeleteAsync(cancellationToken);
        await db.Summaries.Where(row => row.SiteId == siteId && chats.Contains(row.ConversationId)).ExecuteDeleteAsync(cancellationToken);
        await db.Messages.Where(row => row.SiteId == siteId && chats.Contains(row.ConversationId)).ExecuteDeleteAsync(cancellationToken);
        var gone = await db.Conversations.Where(row => row.SiteId == siteId && chats.Contains(row.Id)).ExecuteDeleteAsync(cancellationToken);

        // A site's own leads only: who looked at them when goes by the foreign key.
        var ended = await db.Leads.Where(row => row.SiteId == siteId && leads.Contains(row.Id)).ExecuteDeleteAsync(cancellationToken);
        return new ErasedRows(gone, ended, mails);
    }

    /// <summary>Finds mails that tell of several leads, this one among them: a digest has no row for each of them, so its text is read.</summary>
    public static async Task<List<Guid>> FindSharedMailsAsync(
        LeadAlertsDbContext db, Guid siteId, Func<string, bool> isNamedIn, CancellationToken cancellationToken)
    {
        var named = new List<Guid>();
        var shared = db.Alerts.AsNoTracking()
            .Where(row => row.SiteId == siteId && row.LeadId == null && row.Subject != ErasedSubject
                && (row.Kind == AlertKind.Digest || row.Kind == AlertKind.Release || row.Kind == AlertKind.Overflow))
            .Select(row => new { row.Id, row.Mime });
        await foreach (var mail in shared.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (mail.Mime.Length > 0 && isNamedIn(ReadText(mail.Mime)))
            {
                named.Add(mail.Id);
            }
        }

        return named;
    }

    /// <summary>Reads the Message-IDs of the mails about leads of a site, also of those that tell of other leads too. Ask before their rows are deleted.</summary>
    public static async Task<HashSet<string>> ReadMessageIdsAsync(
        LeadAlertsDbContext db, Guid siteId, List<Guid> leads, List<Guid> sharedMails, EmailOptions email, CancellationToken cancellationToken)
    {
        var alerts = await db.Alerts
            .Where(row => row.SiteId == siteId && leads.Contains(row.LeadId!.Value))
            .Select(row => new { row.MessageId, row.BundleId })
            .ToListAsync(cancellationToken);
        var shared = alerts.Select(row => row.BundleId).OfType<Guid>().Union(sharedMails).ToList();
        var others = await db.Alerts
            .Where(row => row.SiteId == siteId && shared.Contains(row.Id))
            .Select(row => row.MessageId)
            .ToListAsync(cancellationToken);
        var replies = await db.LeadReplies
            .Where(row => row.SiteId == siteId && leads.Contains(row.LeadId))
            .Select(row => row.Id)
            .ToListAsync(cancellationToken);
        var notices = await db.TeamNotices
            .Where(row => row.SiteId == siteId && leads.Contains(row.LeadId))
            .Select(row => row.Id)
            .ToListAsync(cancellationToken);
        return
        [
            .. alerts.Select(row => row.MessageId).Concat(others).Where(id => id.Length > 0),
            .. replies.Select(id => ReplyDesk.MessageIdOf(id, email)),
            .. notices.Select(id => NoticeMail.MessageIdOf(id, email)),
        ];
    }

    /// <summary>Deletes alerts with their attempts and what was done from their mails.</summary>
    public static async Task<int> DeleteAlertsAsync(
        LeadAlertsDbContext db, Guid siteId, List<Guid> alerts, CancellationToken cancellationToken)
    {
        await db.MailActions.Where(row => row.SiteId == siteId && alerts.Contains(row.AlertId)).ExecuteDeleteAsync(cancellationToken);
        await db.AlertAttempts.Where(row => row.SiteId == siteId && alerts.Contains(row.AlertId)).ExecuteDeleteAsync(cancellationToken);
        return await db.Alerts.Where(row => row.SiteId == siteId && alerts.Contains(row.Id)).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Empties mails that were sent, so that it stays on record that they were.</summary>
    public static Task<int> EmptyAlertsAsync(
        LeadAlertsDbContext db, Guid siteId, List<Guid> alerts, CancellationToken cancellationToken)
    {
        byte[] nothing = [];
        return db.Alerts
            .Where(row => row.SiteId == siteId && alerts.Contains(row.Id))
            .ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Mime, nothing).SetProperty(row => row.Subject, ErasedSubject).SetProperty(row => row.Reply, (string?)null),
                cancellationToken);
    }

    private static async Task<int> EraseMailsAsync(
        LeadAlertsDbContext db, Guid siteId, List<Guid> leads, List<Guid> sharedMails, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var alerts = await db.Alerts
            .Where(row => row.SiteId == siteId && leads.Contains(row.LeadId!.Value))
            .Select(row => new { row.Id, row.BundleId })
            .ToListAsync(cancellationToken);
        var bundles = alerts.Select(row => row.BundleId).OfType<Guid>().Union(sharedMails).ToList();
        var deleted = await DeleteAlertsAsync(db, siteId, alerts.ConvertAll(row => row.Id), cancellationToken);
        return deleted + await EraseSharedAsync(db, siteId, bundles, now, cancellationToken);
    }

    private static async Task<int> EraseSharedAsync(
        LeadAlertsDbContext db, Guid siteId, List<Guid> bundles, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (bundles.Count == 0)
        {
            return 0;
        }

        var waiting = await db.Alerts
            .Where(row => row.SiteId == siteId && bundles.Contains(row.Id)
                && (row.State == AlertState.Held || row.State == AlertState.Due || row.State == AlertState.Sending))
            .Select(row => row.Id)
            .ToListAsync(cancellationToken);
        if (waiting.Count > 0)
        {
            // The others of such a mail are told again, in one without the visitor.
            await db.Alerts
                .Where(row => row.SiteId == siteId && waiting.Contains(row.BundleId!.Value))
                .ExecuteUpdateAsync(
                    set => set
                        .SetProperty(row => row.State, AlertState.Held)
                        .SetProperty(row => row.DueAt, now)
                        .SetProperty(row => row.BundleId, (Guid?)null)
                        .SetProperty(row => row.FinishedAt, (DateTimeOffset?)null),
                    cancellationToken);
            await DeleteAlertsAsync(db, siteId, waiting, cancellationToken);
        }

        return waiting.Count + await EmptyAlertsAsync(db, siteId, [.. bundles.Except(waiting)], cancellationToken);
    }

    /// <summary>What a mail says, for people.</summary>
    public static string ReadPlainText(byte[] mime)
    {
        using var message = MimeMessage.Load(new MemoryStream(mime));
        return message.TextBody ?? "";
    }

    private static string ReadText(byte[] mime)
    {
        using var message = MimeMessage.Load(new MemoryStream(mime));
        return $"{message.Subject}\n{message.TextBody}\n{message.HtmlBody}";
    }
}
