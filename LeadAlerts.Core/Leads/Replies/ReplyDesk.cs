using LeadAlerts.Core.Email;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MimeKit;

namespace LeadAlerts.Core.Leads.Replies;

/// <summary>Sends members' replies to visitors, at once and once: whoever wrote one is there to see what became of it.</summary>
/// <remarks>That the member may work on the site is the caller's to know. Safe for use by several threads.</remarks>
public sealed class ReplyDesk(
    IDbContextFactory<LeadAlertsDbContext> contexts,
    IMailSender sender,
    SiteMailServers servers,
    MailRenderer renderer,
    IOptions<EmailOptions> email,
    IOptions<ReplyOptions> limits,
    LeadNews news,
    TimeProvider clock)
{
    private static readonly TimeSpan LimitSpan = TimeSpan.FromHours(24);

    /// <summary>Sends a reply to the visitor's address. Answers go to the member's own.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="leadId">The lead.</param>
    /// <param name="userId">The member.</param>
    /// <param name="subject">One line; folded where it is more.</param>
    /// <param name="text">Plain text of at most <see cref="LeadReply.TextMaxLength"/> characters.</param>
    /// <param name="cancellationToken">Stops it before the mail leaves.</param>
    public async Task<ReplyOutcome> SendAsync(
        Guid siteId, Guid leadId, Guid userId, string subject, string text, CancellationToken cancellationToken)
    {
        subject = MailText.Shorten(MailText.OneLine(subject), LeadReply.SubjectMaxLength);
        text = (text ?? "").ReplaceLineEndings("\n").Trim();
        if (FindMistake(subject, text) is { } mistake)
        {
            return new ReplyOutcome.Invalid(mistake);
        }

        var (refused, letter) = await WriteAsync(siteId, leadId, userId, subject, text, cancellationToken);
        if (letter is null)
        {
            return refused!;
        }

        var outcome = await sender.SendAsync(letter.Mail, _ => Task.CompletedTask, cancellationToken);
        await RecordAsync(siteId, letter.Reply, outcome);
        return outcome switch
        {
            MailOutcome.Accepted => new ReplyOutcome.Sent(letter.Reply.To),
            MailOutcome.Ambiguous => new ReplyOutcome.Unknown(outcome.Reply),
            _ => new ReplyOutcome.NotSent(outcome.Reply, outcome is MailOutcome.Unavailable),
        };
    }

    private static string? FindMistake(string subject, string text) =>
        subject.Length == 0 ? "Write a subject."
        : text.Length == 0 ? "Write a message."
        : text.Length > LeadReply.TextMaxLength ? $"A reply has at most {LeadReply.TextMaxLength:N0} characters."
        : null;

    /// <summary>The Message-ID of a reply's mail, without angle brackets.</summary>
    internal static string MessageIdOf(Guid replyId, EmailOptions options) => $"reply.{replyId:N}@{options.Domain}";

    private async Task<(ReplyOutcome? Refused, Letter? Letter)> WriteAsync(
        Guid siteId, Guid leadId, Guid userId, string subject, string text, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var since = now - LimitSpan;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var lead = await db.Leads.AsNoTracking().SingleOrDefaultAsync(row => row.SiteId == siteId && row.Id == leadId, cancellationToken);
        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(
            row => row.Id == userId && db.Members.Any(member => member.SiteId == siteId && member.UserId == userId), cancellationToken);
        if (lead is null || user is null)
        {
            return (new ReplyOutcome.NotFound(), null);
        }

        if (!EmailAddress.TryParse(lead.Contact.Email, out var to, out var problem))
        {
            return (new ReplyOutcome.Invalid(lead.Contact.Email is null ? "This visitor has given no e-mail address." : problem), null);
        }

        if (!EmailAddress.TryParse(user.Email, out var answersTo, out _))
        {
            return (new ReplyOutcome.Invalid("Your account has no e-mail address to which the visitor could answer."), null);
        }

        if (await db.LeadReplies.CountAsync(reply => reply.SiteId == siteId && reply.At > since, cancellationToken) >= limits.Value.PerSiteAndDay)
        {
            return (new ReplyOutcome.Invalid($"This site has sent {limits.Value.PerSiteAndDay} replies within 24 hours, which is the most it may. Write from your own mail program."), null);
        }

        var siteName = MailText.Shorten(MailText.OneLine(await db.Sites.Where(site => site.Id == siteId).Select(site => site.Name).SingleAsync(cancellationToken)), 60);
        var own = await db.SiteMailSettings.AsNoTracking().FirstOrDefaultAsync(settings => settings.SiteId == siteId, cancellationToken);
        var author = MailText.OneLine(user.DisplayName.Length > 0 ? user.DisplayName : user.Email);
        var reply = new LeadReply(siteId, leadId, userId, author, to, subject, text, now);
        var from = own?.From ?? email.Value.From;
        var draft = new MailDraft(
            MessageIdOf(reply.Id, email.Value),
            now,
            new MailboxAddress(user.DisplayName.Length > 0 ? $"{MailText.Shorten(MailText.OneLine(user.DisplayName), 60)} · {siteName}" : siteName, from),
            new MailboxAddress(MailText.OneLine(lead.Contact.Name), to),
            subject,
            await renderer.RenderAsync<ReplyEmail>(new Dictionary<string, object?> { [nameof(ReplyEmail.Subject)] = subject, [nameof(ReplyEmail.Text)] = text }),
            text)
        {
            ReplyTo = new MailboxAddress(MailText.OneLine(user.DisplayName), answersTo),
            IsAutomatic = false,
        };
        db.Add(reply);
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return (null, new Letter(reply, new OutgoingMail(from, to, draft.ToBytes()) { Server = own is null ? null : servers.Open(own) }));
    }

    private async Task RecordAsync(Guid siteId, LeadReply sent, MailOutcome outcome)
    {
        // The mail has left, or has not: record it even while the server is stopping.
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        var reply = await db.LeadReplies.SingleOrDefaultAsync(row => row.SiteId == siteId && row.Id == sent.Id, CancellationToken.None);
        if (reply is null)
        {
            return;
        }

        reply.End(
            outcome switch
            {
                MailOutcome.Accepted => LeadReplyState.Accepted,
                MailOutcome.Ambiguous => LeadReplyState.Unknown,
                _ => LeadReplyState.Failed,
            },
            outcome.Reply);
        if (outcome is MailOutcome.Accepted
            && await db.Leads.SingleOrDefaultAsync(row => row.SiteId == siteId && row.Id == reply.LeadId, CancellationToken.None) is { Status: LeadStatus.New } lead)
        {
            lead.SetStatus(LeadStatus.Contacted, now);
            await news.TellAsync(db, [lead], now, CancellationToken.None);
        }

        await db.SaveChangesAsync(CancellationToken.None);
        await write.CommitAsync(CancellationToken.None);
    }

    private sealed record Letter(LeadReply Reply, OutgoingMail Mail);
}
