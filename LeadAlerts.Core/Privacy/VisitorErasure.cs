using LeadAlerts.Core.Audit;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Core.Privacy;

/// <summary>Shows an owner what is stored about a visitor, and erases all of it. Safe for use by several threads.</summary>
public sealed class VisitorErasure(
    IDbContextFactory<LeadAlertsDbContext> contexts, FolderMailSender mailbox, IOptions<EmailOptions> email, TimeProvider clock)
{
    /// <summary>The greatest length of what is typed to find a visitor, in characters.</summary>
    public const int TypedMaxLength = 254;

    /// <summary>The most chats that are taken for one visitor's.</summary>
    public const int ConversationsMax = VisitorScope.ConversationsMax;

    /// <summary>Finds what is stored about a visitor.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="actorId">Who asks; must own the site.</param>
    /// <param name="typed">An e-mail address, a phone number, a visitor's id, or the id of a lead or a conversation.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>Null when nothing is, or when the person does not own the site.</returns>
    public async Task<VisitorTrace?> FindAsync(Guid siteId, Guid actorId, string typed, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(typed) || typed.Length > TypedMaxLength)
        {
            return null;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.IsOwnerAsync(siteId, actorId, cancellationToken))
        {
            return null;
        }

        var scope = await VisitorScope.FindAsync(db, siteId, typed, cancellationToken);
        if (scope.IsEmpty)
        {
            return null;
        }

        var (chats, leads) = (scope.Conversations.ToList(), scope.Leads.ToList());
        return new VisitorTrace(
            [.. scope.Names.Order(StringComparer.CurrentCulture)],
            [.. scope.Emails.Order(StringComparer.Ordinal)],
            [.. scope.Phones.Order(StringComparer.Ordinal)],
            await db.Conversations
                .Where(chat => chat.SiteId == siteId && chats.Contains(chat.Id))
                .OrderByDescending(chat => chat.LastMessageAt).ThenBy(chat => chat.Id)
                .Select(chat => new TracedChat(chat.Id, chat.Headline, chat.VisitorName, chat.MessageCount, chat.LastMessageAt))
                .ToListAsync(cancellationToken),
            await db.Leads
                .Where(lead => lead.SiteId == siteId && leads.Contains(lead.Id))
                .OrderByDescending(lead => lead.LastActivityAt).ThenBy(lead => lead.Id)
                .Select(lead => new TracedLead(lead.Id, lead.Contact.Name, lead.Headline, lead.LastActivityAt))
                .ToListAsync(cancellationToken),
            await db.Alerts.CountAsync(alert => alert.SiteId == siteId && leads.Contains(alert.LeadId!.Value), cancellationToken),
            await db.LeadNotes.CountAsync(note => note.SiteId == siteId && leads.Contains(note.LeadId), cancellationToken),
            await db.LeadReplies.CountAsync(reply => reply.SiteId == siteId && leads.Contains(reply.LeadId), cancellationToken))
        {
            IsTooMuch = scope.IsTooMuch,
        };
    }

    /// <summary>Erases what <see cref="FindAsync"/> shows, and what came since. It cannot be taken back.</summary>
    /// <returns>What went; null when there was nothing, it was too much, or the person does not own the site.</returns>
    /// <remarks>The rows are gone then. Search index and write-ahead log are rewritten by <see cref="DataCleaning"/> within a minute or so.</remarks>
    public async Task<ErasedRows?> EraseAsync(Guid siteId, Guid actorId, string typed, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(typed) || typed.Length > TypedMaxLength)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        ErasedRows rows;
        HashSet<string> messageIds;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            if (!await db.IsOwnerAsync(siteId, actorId, cancellationToken))
            {
                return null;
            }

            var scope = await VisitorScope.FindAsync(db, siteId, typed, cancellationToken);
            var sharedMails = await ErasingRows.FindSharedMailsAsync(db, siteId, scope.IsNamedIn, cancellationToken);
            var webhooks = await WebhookTraces.ReadAsync(db, siteId, now, cancellationToken);
            await using var write = await db.BeginWriteAsync(cancellationToken);
            if (!await db.IsOwnerAsync(siteId, actorId, cancellationToken))
            {
                return null;
            }

            scope = await VisitorScope.FindAsync(db, siteId, typed, cancellationToken);
            if (scope.IsEmpty || scope.IsTooMuch)
            {
                return null;
            }

            List<Guid> leads = [.. scope.Leads];
            messageIds = await ErasingRows.ReadMessageIdsAsync(db, siteId, leads, sharedMails, email.Value, cancellationToken);
            rows = await ErasingRows.EraseAsync(db, siteId, [.. scope.Conversations], leads, sharedMails, webhooks, now, cancellationToken);
            foreach (var view in await db.SavedViews.Where(view => view.SiteId == siteId).ToListAsync(cancellationToken))
            {
                if (scope.IsNamedIn($"{view.Name}\n{view.Filter.Text}"))
                {
                    db.Remove(view);
                }
            }

            db.Note(siteId, actorId, AuditArea.Privacy, $"A visitor erased: {rows.ToWords()}", now);
            db.Erasures.Add(new Erasure(siteId, ErasureKind.Visitor, actorId, rows, now));
            await db.SaveChangesAsync(cancellationToken);
            await write.CommitAsync(cancellationToken);
        }

        mailbox.Erase(messageIds);
        return rows;
    }

    /// <summary>The latest erasures of a site, newest first; empty for those who are no owner of it.</summary>
    public async Task<IReadOnlyList<Erasure>> ListAsync(Guid siteId, Guid actorId, int take, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return !await db.IsOwnerAsync(siteId, actorId, cancellationToken)
            ? []
            : await db.Erasures.AsNoTracking()
                .Where(erasure => erasure.SiteId == siteId)
                .OrderByDescending(erasure => erasure.At).ThenByDescending(erasure => erasure.Id)
                .Take(take)
                .ToListAsync(cancellationToken);
    }
}

/// <summary>What is stored about a visitor.</summary>
/// <param name="Names">What the visitor is called.</param>
/// <param name="Emails">Addresses.</param>
/// <param name="Phones">Numbers.</param>
/// <param name="Chats">Conversations, newest first.</param>
/// <param name="Leads">Leads, newest first.</param>
/// <param name="Mails">How many alerts tell of them.</param>
/// <param name="Notes">How many notes members wrote.</param>
/// <param name="Replies">How many mails members wrote to the visitor.</param>
public sealed record VisitorTrace(
    IReadOnlyList<string> Names,
    IReadOnlyList<string> Emails,
    IReadOnlyList<string> Phones,
    IReadOnlyList<TracedChat> Chats,
    IReadOnlyList<TracedLead> Leads,
    int Mails,
    int Notes,
    int Replies)
{
    /// <summary>True when there are more chats than one visitor's can be; then nothing is erased.</summary>
    public bool IsTooMuch { get; init; }
}

/// <summary>A conversation of a visitor.</summary>
public sealed record TracedChat(Guid Id, string? Headline, string? Name, int Messages, DateTimeOffset LastMessageAt);

/// <summary>A lead that is the visitor.</summary>
public sealed record TracedLead(Guid Id, string? Name, string Headline, DateTimeOffset LastActivityAt);
