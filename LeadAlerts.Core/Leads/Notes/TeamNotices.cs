using LeadAlerts.Core.Email;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Leads.Notes;

/// <summary>Mails members what colleagues did that concerns them. Safe for use by several threads.</summary>
public sealed class TeamNotices(IDbContextFactory<LeadAlertsDbContext> contexts, NoticeMail mail, PublicUrl publicUrl, TimeProvider clock)
{
    private const int ExcerptLength = 300;

    /// <summary>Sends what is due, at most some at a time.</summary>
    /// <returns>How many had their turn.</returns>
    public async Task<int> SendDueAsync(int take, CancellationToken cancellationToken)
    {
        List<Guid> ids;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            var now = clock.GetUtcNow();
            ids = await db.TeamNotices
                .Where(notice => notice.State == TeamNoticeState.Due && notice.DueAt <= now)
                .OrderBy(notice => notice.DueAt)
                .Select(notice => notice.Id)
                .Take(take)
                .ToListAsync(cancellationToken);
        }

        foreach (var id in ids)
        {
            await SendAsync(id, cancellationToken);
        }

        return ids.Count;
    }

    private async Task SendAsync(Guid noticeId, CancellationToken cancellationToken)
    {
        if (await ClaimAsync(noticeId, cancellationToken) is not { } letter)
        {
            return;
        }

        var outcome = await mail.SendNoticeAsync(
            noticeId, letter.To, letter.Subject, letter.Heading, letter.Text, "Open the lead", publicUrl.Link($"leads/{letter.LeadId}"), cancellationToken);

        // The mail has left, or has not: record it even while the server is stopping.
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        var notice = await db.TeamNotices.SingleOrDefaultAsync(row => row.Id == noticeId, CancellationToken.None);
        notice?.EndAttempt(outcome is MailOutcome.Accepted or MailOutcome.Ambiguous, outcome is MailOutcome.Refused);
        await db.SaveChangesAsync(CancellationToken.None);
    }

    private async Task<Letter?> ClaimAsync(Guid noticeId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var notice = await db.TeamNotices.SingleOrDefaultAsync(
            row => row.Id == noticeId && row.State == TeamNoticeState.Due && row.DueAt <= now, cancellationToken);
        if (notice is null)
        {
            return null;
        }

        var lead = await db.Leads.AsNoTracking().SingleAsync(row => row.Id == notice.LeadId && row.SiteId == notice.SiteId, cancellationToken);
        var siteName = await db.Sites.Where(site => site.Id == notice.SiteId).Select(site => site.Name).SingleAsync(cancellationToken);
        var note = await db.LeadNotes
            .Where(row => row.Id == notice.NoteId && row.SiteId == notice.SiteId)
            .Select(row => row.Text)
            .FirstOrDefaultAsync(cancellationToken);
        var isMention = notice.Kind == TeamNoticeKind.Mentioned;
        var unwanted = isMention ? PersonNotices.Mentions : PersonNotices.Assignments;
        var to = await db.Members
            .Where(member => member.SiteId == notice.SiteId && member.UserId == notice.UserId)
            .Join(db.Users, member => member.UserId, user => user.Id, (_, user) => user)
            .Where(user => (user.MutedNotices & unwanted) == 0)
            .Select(user => user.Email)
            .FirstOrDefaultAsync(cancellationToken);
        var letter = to is null || notice.SeenAt is not null || (isMention && note is null)
            ? null
            : new Letter(
                lead.Id,
                to,
                isMention ? $"{notice.By} mentioned you: {lead.Headline}" : $"{notice.By} gave you a lead: {lead.Headline}",
                isMention ? $"{notice.By} mentioned you" : $"{notice.By} gave you a lead",
                isMention
                    ? $"In a note on {lead.Contact.Name ?? "a lead"} at {siteName}:\n\n“{MailText.Shorten(MailText.OneLine(note), ExcerptLength)}”"
                    : $"{lead.Contact.Name ?? "A visitor"} at {siteName}: {lead.Headline}\n\nScore {lead.Score} of 100.");
        if (letter is null)
        {
            notice.Drop();
        }
        else
        {
            notice.BeginAttempt(now);
        }

        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return letter;
    }

    private sealed record Letter(Guid LeadId, string To, string Subject, string Heading, string Text);
}
