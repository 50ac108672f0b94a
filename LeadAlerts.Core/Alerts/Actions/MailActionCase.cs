using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Leads.Merging;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Alerts.Actions;

/// <summary>A link from a mail with all that it touches, read at one instant.</summary>
internal sealed class MailActionCase
{
    /// <summary>For how long the link of that name mutes.</summary>
    public static readonly TimeSpan MuteFor = TimeSpan.FromHours(24);

    private MailActionCase()
    {
    }

    public required MailActionTicket Ticket { get; init; }

    /// <summary>What the link does; for one that takes something back, what that was.</summary>
    public required MailActionPurpose Purpose { get; init; }

    /// <summary>The mail; null when it is gone, which only one that stops the mails outlives.</summary>
    public Alert? Alert { get; init; }

    public required Site Site { get; init; }

    public required AlertRecipient Recipient { get; init; }

    public Lead? Lead { get; init; }

    public Conversation? Conversation { get; init; }

    /// <summary>The act that stands, or the one to take back; null when there is none.</summary>
    public MailAction? Action { get; init; }

    /// <summary>What somebody said of the conversation; null when nobody did.</summary>
    public LeadFeedback? Feedback { get; init; }

    /// <summary>Reads it.</summary>
    /// <returns>Null when something of it is gone or not the recipient's: as good as a forged link.</returns>
    public static async Task<MailActionCase?> FindAsync(LeadAlertsDbContext db, MailActionTicket ticket, CancellationToken cancellationToken)
    {
        var alert = await db.Alerts.FirstOrDefaultAsync(
            row => row.Id == ticket.AlertId && row.RecipientId == ticket.RecipientId, cancellationToken);
        var recipient = await db.AlertRecipients.FirstOrDefaultAsync(row => row.Id == ticket.RecipientId, cancellationToken);
        if (recipient is null)
        {
            return null;
        }

        var site = await db.Sites.SingleAsync(row => row.Id == recipient.SiteId, cancellationToken);

        var (purpose, subjectId) = (ticket.Purpose, ticket.SubjectId);
        MailAction? action;
        if (purpose == MailActionPurpose.Undo)
        {
            action = await db.MailActions.FirstOrDefaultAsync(
                row => row.Id == ticket.SubjectId && row.SiteId == site.Id && row.RecipientId == recipient.Id, cancellationToken);
            if (action is null)
            {
                return null;
            }

            (purpose, subjectId) = (action.Purpose, action.SubjectId);
        }
        else
        {
            action = await db.MailActions.FirstOrDefaultAsync(
                row => row.SiteId == site.Id && row.RecipientId == recipient.Id && row.Purpose == purpose
                    && row.SubjectId == subjectId && row.EndedAt == null,
                cancellationToken);
        }

        // Who wants no more mails is heard whatever became of the mail or the site.
        if (purpose != MailActionPurpose.Stop && (site.Disabled || alert?.SiteId != site.Id))
        {
            return null;
        }

        // Who no longer gets the site's alerts has no say over its leads any more, whatever mails are still about.
        var isAboutLead = purpose is MailActionPurpose.Take or MailActionPurpose.Contacted or MailActionPurpose.NotALead;
        var isAboutChat = purpose == MailActionPurpose.WasALead;
        if ((isAboutLead || isAboutChat) && !recipient.IsActive)
        {
            return null;
        }

        // A lead that was merged since the mail went out lives on in another.
        var leadId = isAboutLead ? await MergedLeads.FindSurvivorAsync(db, site.Id, subjectId, cancellationToken) ?? subjectId : subjectId;
        var lead = isAboutLead
            ? await db.Leads.FirstOrDefaultAsync(row => row.Id == leadId && row.SiteId == site.Id, cancellationToken)
            : null;
        var conversationId = lead?.FirstConversationId ?? (isAboutChat ? subjectId : null);
        var conversation = conversationId is { } id
            ? await db.Conversations.FirstOrDefaultAsync(row => row.Id == id && row.SiteId == site.Id, cancellationToken)
            : null;
        var ownMail = (isAboutLead, isAboutChat) is not (false, false) || subjectId == ticket.AlertId || ticket.Purpose == MailActionPurpose.Undo;
        if ((isAboutLead && lead is null) || (isAboutChat && conversation is null) || !ownMail)
        {
            return null;
        }

        return new MailActionCase
        {
            Ticket = ticket,
            Purpose = purpose,
            Alert = alert,
            Site = site,
            Recipient = recipient,
            Lead = lead,
            Conversation = conversation,
            Action = action,
            Feedback = isAboutChat
                ? await db.LeadFeedback.FirstOrDefaultAsync(row => row.SiteId == site.Id && row.ConversationId == subjectId, cancellationToken)
                : null,
        };
    }

    /// <summary>True when the recorded act took the lead, and the recipient still has it by that.</summary>
    public bool HoldsClaim => Action is { Before.Claimed: true } && Lead?.ClaimedByRecipientId == Recipient.Id;

    /// <summary>True when what the recorded act did still holds, so that it can be taken back.</summary>
    public bool Stands(DateTimeOffset now) => Action is { EndedAt: null } && Purpose switch
    {
        MailActionPurpose.Take => Lead!.ClaimedByRecipientId == Recipient.Id && !IsClosed(Lead.Status),

        // Where somebody else was given the lead since, the status is theirs too.
        MailActionPurpose.Contacted => Lead!.Status == LeadStatus.Contacted && (!Action.Before.Claimed || HoldsClaim),
        MailActionPurpose.NotALead => Lead!.Status == LeadStatus.NotALead,
        MailActionPurpose.WasALead => Feedback is { Verdict: FeedbackVerdict.WasALead },
        MailActionPurpose.Mute => Recipient.MutedUntil > now,
        MailActionPurpose.Stop => Recipient.StoppedAt == Action.At,
        _ => false,
    };

    /// <summary>What stands in the way of doing it; null when nothing does.</summary>
    /// <param name="memberName">How the member is called who works the lead; null when none does.</param>
    /// <param name="now">The instant, UTC.</param>
    public MailActionView? FindObstacle(string? memberName, DateTimeOffset now)
    {
        var about = About();
        return Purpose switch
        {
            MailActionPurpose.Take when IsClosed(Lead!.Status) => new MailActionView.Settled(about, Lead.Status),
            MailActionPurpose.Take when Lead!.ClaimedAt is { } at && Lead.ClaimedByRecipientId != Recipient.Id =>
                new MailActionView.Taken(about, Lead.ClaimedByName ?? memberName ?? "Somebody", at),
            MailActionPurpose.Take when Lead!.ClaimedAt is { } at => new MailActionView.Done(about, at, null, null),
            MailActionPurpose.Take when Lead!.AssigneeId is not null => new MailActionView.Taken(about, memberName ?? "A member", null),
            MailActionPurpose.Contacted when Lead!.Status != LeadStatus.New => new MailActionView.Settled(about, Lead.Status),
            MailActionPurpose.NotALead when IsClosed(Lead!.Status) => new MailActionView.Settled(about, Lead.Status),
            MailActionPurpose.WasALead when Feedback is { Verdict: FeedbackVerdict.WasALead } => new MailActionView.Settled(about, null),
            MailActionPurpose.Mute when Recipient.MutedUntil >= now + MuteFor - TimeSpan.FromMinutes(1) =>
                new MailActionView.Done(about, now, Recipient.MutedUntil, null),
            MailActionPurpose.Stop when Recipient.StoppedAt is not null => new MailActionView.Settled(about, null),
            _ => null,
        };
    }

    /// <summary>What the link is about, in what its mail already said.</summary>
    public MailActionAbout About() => new(
        Purpose,
        MailText.OneLine(Site.Name),
        MailAction.WhoIs(Recipient),
        Recipient.Address,
        LeadText(),
        Lead?.Id,
        Conversation?.Id,
        Site.TimeZone);

    /// <summary>How things stand, for an act to remember.</summary>
    public MailActionBefore Before(bool claims, Guid? assignedTo) => new()
    {
        Status = Lead?.Status,
        SnoozedUntil = Lead?.SnoozedUntil,
        FirstAnsweredAt = Lead?.FirstAnsweredAt,
        FirstTakenAt = Lead?.FirstTakenAt,
        Claimed = claims,
        AssignedTo = assignedTo,
        MutedUntil = Recipient.MutedUntil,
    };

    private static bool IsClosed(LeadStatus status) => status is LeadStatus.Won or LeadStatus.Lost or LeadStatus.NotALead;

    private string? LeadText()
    {
        if (Conversation is null)
        {
            return null;
        }

        // What was said after the mail went out is for those who sign in.
        var known = Lead is null ? Conversation.LastMessageAt <= Alert!.RaisedAt : Lead.LastActivityAt <= Alert!.RaisedAt;
        var words = MailText.Shorten(MailText.OneLine(Lead?.Headline ?? Conversation.Headline), 100);
        var name = MailText.Shorten(MailText.OneLine(Lead?.Contact.Name), 40);
        if (!known || words.Length == 0)
        {
            return Lead is not null && Alert.LeadId == Lead.Id && Alert.Subject.Length > 0
                ? Alert.Subject
                : $"The chat of {SiteTime.Write(Conversation.StartedAt, Site.TimeZone, Alert.RaisedAt)}";
        }

        return name.Length == 0 || words.Contains(name, StringComparison.OrdinalIgnoreCase) ? words : $"{name}: {words}";
    }
}
