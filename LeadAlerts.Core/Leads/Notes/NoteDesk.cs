using LeadAlerts.Core.Members;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Leads.Notes;

/// <summary>What members write to each other on leads.</summary>
/// <remarks>
/// Each command opens its own context and looks for the lead on the given site only; that the author may work on that site is the caller's
/// to know. Only its author changes a note. Safe for use by several threads.
/// </remarks>
public sealed class NoteDesk(IDbContextFactory<LeadAlertsDbContext> contexts, TimeProvider clock)
{
    /// <summary>The most members whom one note tells; who is mentioned beyond that finds it in the inbox's search only.</summary>
    public const int MentionsMax = 20;

    /// <summary>Writes a note and tells those whom it mentions.</summary>
    /// <exception cref="ArgumentException">The text is empty or longer than <see cref="LeadNote.TextMaxLength"/>.</exception>
    public async Task<DeskOutcome> AddAsync(Guid siteId, Guid leadId, Guid authorId, string text, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var note = new LeadNote(siteId, leadId, authorId, text, now);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!await db.Leads.AnyAsync(lead => lead.SiteId == siteId && lead.Id == leadId, cancellationToken))
        {
            return DeskOutcome.NotFound;
        }

        db.Add(note);
        await TellAsync(db, note, now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return DeskOutcome.Done;
    }

    /// <summary>Changes one's own note; those whom only the new text mentions are told.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="noteId">The note.</param>
    /// <param name="authorId">Who changes it.</param>
    /// <param name="seen">What it said when the author began; where it says something else by now, nothing is changed.</param>
    /// <param name="text">What it says from now on.</param>
    /// <param name="cancellationToken">Stops the command.</param>
    /// <exception cref="ArgumentException">The text is empty or longer than <see cref="LeadNote.TextMaxLength"/>.</exception>
    public async Task<DeskOutcome> EditAsync(
        Guid siteId, Guid noteId, Guid authorId, string seen, string text, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (await OwnAsync(db, siteId, noteId, authorId, cancellationToken) is not { } note)
        {
            return DeskOutcome.NotFound;
        }

        if (note.Text != seen)
        {
            return DeskOutcome.Conflict;
        }

        note.Edit(text, now);
        await TellAsync(db, note, now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return DeskOutcome.Done;
    }

    /// <summary>Deletes one's own note; who was to be told of it is told no longer.</summary>
    /// <returns>The note, to be able to take that back; null when the author has no such note.</returns>
    public async Task<LeadNote?> DeleteAsync(Guid siteId, Guid noteId, Guid authorId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (await OwnAsync(db, siteId, noteId, authorId, cancellationToken) is not { } note)
        {
            return null;
        }

        foreach (var notice in await db.TeamNotices.Where(notice => notice.SiteId == siteId && notice.NoteId == noteId).ToListAsync(cancellationToken))
        {
            // Who was mailed stays on record, so that a note that comes back does not mail them twice.
            if (notice.State == TeamNoticeState.Due && notice.Attempts == 0)
            {
                db.Remove(notice);
            }
            else
            {
                notice.MarkSeen(now);
            }
        }

        db.Remove(note);
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return note;
    }

    /// <summary>Takes a deletion back.</summary>
    /// <param name="note">What <see cref="DeleteAsync"/> returned.</param>
    /// <param name="cancellationToken">Stops the command.</param>
    public async Task<DeskOutcome> RestoreAsync(LeadNote note, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!await db.Leads.AnyAsync(lead => lead.SiteId == note.SiteId && lead.Id == note.LeadId, cancellationToken)
            || await db.LeadNotes.AnyAsync(row => row.SiteId == note.SiteId && row.Id == note.Id, cancellationToken))
        {
            return DeskOutcome.NotFound;
        }

        db.Add(note);
        await TellAsync(db, note, clock.GetUtcNow(), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return DeskOutcome.Done;
    }

    private static Task<LeadNote?> OwnAsync(
        LeadAlertsDbContext db, Guid siteId, Guid noteId, Guid authorId, CancellationToken cancellationToken) =>
        db.LeadNotes.SingleOrDefaultAsync(note => note.SiteId == siteId && note.Id == noteId && note.AuthorId == authorId, cancellationToken);

    private static async Task TellAsync(LeadAlertsDbContext db, LeadNote note, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!note.Text.Contains('@', StringComparison.Ordinal))
        {
            return;
        }

        var team = await db.Members
            .Where(member => member.SiteId == note.SiteId)
            .Join(db.Users.Named(), member => member.UserId, person => person.Id, (_, person) => person)
            .OrderBy(person => person.Id)
            .Select(person => new { person.Id, Name = person.Name ?? "" })
            .ToListAsync(cancellationToken);
        var told = await db.TeamNotices
            .Where(notice => notice.SiteId == note.SiteId && notice.NoteId == note.Id)
            .Select(notice => notice.UserId)
            .ToListAsync(cancellationToken);
        var by = await LeadDesk.NameAsync(db, note.AuthorId, cancellationToken);
        var mentioned = Mentions.Split(note.Text, team.Select(member => (member.Id, member.Name)))
            .Select(piece => piece.UserId)
            .OfType<Guid>()
            .Distinct()
            .Where(userId => userId != note.AuthorId && !told.Contains(userId))
            .Take(MentionsMax);
        db.AddRange(mentioned.Select(userId => TeamNotice.OfMention(note.SiteId, note.LeadId, note.Id, userId, by, now)));
    }
}
