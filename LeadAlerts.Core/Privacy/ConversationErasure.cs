using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Audit;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Core.Privacy;

/// <summary>Deletes one conversation for good, and its lead where it is the lead's only one. For owners only. Safe for use by several threads.</summary>
/// <remarks>
/// A lead that has other chats stays with its contact, notes and replies; one of those chats tells its story from then on. Which of its mails
/// told of the deleted chat nobody knows, so all that were sent lose their text and stay on record.
/// </remarks>
public sealed class ConversationErasure(
    IDbContextFactory<LeadAlertsDbContext> contexts, LeadNews news, FolderMailSender mailbox, IOptions<EmailOptions> email, TimeProvider clock)
{
    /// <summary>Finds what goes with a conversation.</summary>
    /// <returns>Null when the site has no such conversation, or when the person does not own the site.</returns>
    public async Task<ConversationTrace?> FindAsync(Guid siteId, Guid actorId, Guid conversationId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.IsOwnerAsync(siteId, actorId, cancellationToken)
            ? await TraceAsync(db, siteId, conversationId, cancellationToken)
            : null;
    }

    /// <summary>Deletes a conversation. It cannot be taken back.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="actorId">Who asks; must own the site.</param>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="withLead">True when the person agreed that its lead goes too; without that, a lead's only chat stays.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>What went; null when nothing did: ask <see cref="FindAsync"/> for what is in the way.</returns>
    /// <remarks>The rows are gone then. Search index and write-ahead log are rewritten by <see cref="DataCleaning"/> within a minute or so.</remarks>
    public async Task<ErasedRows?> EraseAsync(Guid siteId, Guid actorId, Guid conversationId, bool withLead, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        ErasedRows rows;
        HashSet<string> messageIds;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            if (!await db.IsOwnerAsync(siteId, actorId, cancellationToken))
            {
                return null;
            }

            // Both are too slow for a transaction.
            var scope = await VisitorScope.OfConversationAsync(db, siteId, conversationId, cancellationToken);
            var sharedMails = await ErasingRows.FindSharedMailsAsync(db, siteId, scope.IsNamedIn, cancellationToken);
            var webhooks = await WebhookTraces.ReadAsync(db, siteId, now, cancellationToken);
            await using var write = await db.BeginWriteAsync(cancellationToken);
            if (!await db.IsOwnerAsync(siteId, actorId, cancellationToken)
                || await TraceAsync(db, siteId, conversationId, cancellationToken) is not { MailWaits: false } trace
                || (trace.LeadGoes && !withLead))
            {
                return null;
            }

            List<Guid> leads = trace.LeadId is { } leadId ? [leadId] : [];
            messageIds = await ErasingRows.ReadMessageIdsAsync(db, siteId, leads, sharedMails, email.Value, cancellationToken);
            var emptied = 0;
            if (trace is { LeadId: { } kept, LeadGoes: false })
            {
                emptied = await LetGoAsync(db, siteId, kept, conversationId, sharedMails, webhooks, now, cancellationToken);
            }

            rows = await ErasingRows.EraseAsync(
                db, siteId, [conversationId], trace.LeadGoes ? leads : [], sharedMails, webhooks, now, cancellationToken) + new ErasedRows(Mails: emptied);
            db.Note(siteId, actorId, AuditArea.Privacy, $"A chat deleted: {rows.ToWords()}", now);
            db.Erasures.Add(new Erasure(siteId, ErasureKind.Conversation, actorId, rows, now));
            await db.SaveChangesAsync(cancellationToken);
            await write.CommitAsync(cancellationToken);
        }

        mailbox.Erase(messageIds);
        return rows;
    }

    /// <summary>Takes a chat from a lead that stays.</summary>
    /// <returns>How many of the lead's mails lost their text.</returns>
    private async Task<int> LetGoAsync(
        LeadAlertsDbContext db,
        Guid siteId,
        Guid leadId,
        Guid conversationId,
        List<Guid> sharedMails,
        WebhookTraces webhooks,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var told = await db.Alerts
            .Where(row => row.SiteId == siteId && row.LeadId == leadId)
            .Select(row => new { row.Id, row.BundleId, HasText = row.Subject != "" && row.Subject != ErasingRows.ErasedSubject })
            .ToListAsync(cancellationToken);
        sharedMails.AddRange(told.Select(row => row.BundleId).OfType<Guid>().Except(sharedMails).ToList());

        // What receivers have not fetched yet told of the lead as it was; they hear below how it is now.
        var deliveries = await webhooks.FindAsync(db, [leadId], cancellationToken);
        await db.WebhookDeliveries.Where(row => row.SiteId == siteId && deliveries.Contains(row.Id)).ExecuteDeleteAsync(cancellationToken);

        var lead = await db.Leads.SingleAsync(row => row.SiteId == siteId && row.Id == leadId, cancellationToken);
        var chats = await db.Conversations.AsNoTracking()
            .Where(row => row.SiteId == siteId && row.LeadId == leadId)
            .ToListAsync(cancellationToken);
        lead.LetGo(chats.Single(chat => chat.Id == conversationId), chats.FindAll(chat => chat.Id != conversationId));
        await news.TellAsync(db, [lead], now, cancellationToken);
        return await ErasingRows.EmptyAlertsAsync(db, siteId, [.. told.Where(row => row.HasText).Select(row => row.Id)], cancellationToken);
    }

    private static async Task<ConversationTrace?> TraceAsync(
        LeadAlertsDbContext db, Guid siteId, Guid conversationId, CancellationToken cancellationToken)
    {
        var chat = await db.Conversations.AsNoTracking()
            .Where(row => row.SiteId == siteId && row.Id == conversationId)
            .Select(row => new { row.LeadId })
            .FirstOrDefaultAsync(cancellationToken);
        if (chat?.LeadId is not { } leadId)
        {
            return chat is null ? null : new ConversationTrace(null, OtherChats: 0, Mails: 0, Notes: 0, Replies: 0, MailWaits: false);
        }

        var others = await db.Conversations.CountAsync(
            row => row.SiteId == siteId && row.LeadId == leadId && row.Id != conversationId, cancellationToken);
        var alerts = db.Alerts.Where(row => row.SiteId == siteId && row.LeadId == leadId);
        var waits = others > 0 && await alerts.AnyAsync(
            row => row.State == AlertState.Held || row.State == AlertState.Due || row.State == AlertState.Sending
                || db.Alerts.Any(bundle => bundle.Id == row.BundleId && bundle.SiteId == siteId
                    && (bundle.State == AlertState.Due || bundle.State == AlertState.Sending)),
            cancellationToken);
        return new ConversationTrace(
            leadId,
            others,
            await alerts.CountAsync(row => row.Subject != "" && row.Subject != ErasingRows.ErasedSubject, cancellationToken),
            await db.LeadNotes.CountAsync(row => row.SiteId == siteId && row.LeadId == leadId, cancellationToken),
            await db.LeadReplies.CountAsync(row => row.SiteId == siteId && row.LeadId == leadId, cancellationToken),
            waits);
    }
}

/// <summary>What goes with a conversation.</summary>
/// <param name="LeadId">The lead that it belongs to; null when it is none.</param>
/// <param name="OtherChats">How many other chats that lead has.</param>
/// <param name="Mails">How many alerts about the lead still have their text.</param>
/// <param name="Notes">How many notes members wrote about the lead.</param>
/// <param name="Replies">How many mails members wrote to the visitor.</param>
/// <param name="MailWaits">True while a mail about a lead that would stay waits to be sent: it may tell of the chat, and nothing is deleted until it has gone.</param>
public sealed record ConversationTrace(Guid? LeadId, int OtherChats, int Mails, int Notes, int Replies, bool MailWaits)
{
    /// <summary>True when it is its lead's only chat, so that the lead goes too.</summary>
    public bool LeadGoes => LeadId is not null && OtherChats == 0;
}
