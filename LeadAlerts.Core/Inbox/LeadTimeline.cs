using LeadAlerts.Core.Alerts.Actions;
using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Leads.Merging;
using LeadAlerts.Core.Leads.Replies;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Inbox;

/// <summary>What kind of thing happened.</summary>
public enum TimelineKind
{
    /// <summary>The visitor began a chat.</summary>
    Chat,

    /// <summary>A review changed the score.</summary>
    Score,

    /// <summary>A mail about the lead went out, or did not.</summary>
    Alert,

    /// <summary>Somebody pressed a link in a mail.</summary>
    FromMail,

    /// <summary>A member decided: status, snooze, merge.</summary>
    Decision,

    /// <summary>A member gave it to somebody.</summary>
    Assignment,

    /// <summary>A member wrote a note.</summary>
    Note,

    /// <summary>A member wrote to the visitor.</summary>
    Reply,
}

/// <summary>One thing that happened to a lead.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Text">In a short sentence without a full stop; names in it are as hostile as what visitors type.</param>
public sealed record TimelineItem(DateTimeOffset At, TimelineKind Kind, string Text)
{
    /// <summary>What there is to add, such as the text of a reply; null for nothing.</summary>
    public string? Detail { get; init; }

    /// <summary>True for what went wrong.</summary>
    public bool IsTrouble { get; init; }

    /// <summary>Until when the lead was put out of sight, UTC; null for anything else.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>Tells everything that happened to a lead. Safe for use by several threads.</summary>
public sealed class LeadTimeline(IDbContextFactory<LeadAlertsDbContext> contexts)
{
    /// <summary>The most of each kind that is told, the latest.</summary>
    public const int EachMax = 100;

    private const int ScoreStep = 5;

    /// <summary>Everything that happened to a lead, the latest first; another site's lead gives nothing.</summary>
    public async Task<IReadOnlyList<TimelineItem>> ListAsync(Guid siteId, Guid leadId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var items = new List<TimelineItem>();
        await AddChatsAsync(db, items, siteId, leadId, cancellationToken);
        await AddAlertsAsync(db, items, siteId, leadId, cancellationToken);
        await AddFromMailAsync(db, items, siteId, leadId, cancellationToken);
        await AddDeskAsync(db, items, siteId, leadId, cancellationToken);
        return [.. items.OrderByDescending(item => item.At)];
    }

    private static async Task AddChatsAsync(
        LeadAlertsDbContext db, List<TimelineItem> items, Guid siteId, Guid leadId, CancellationToken cancellationToken)
    {
        var chats = await db.Conversations
            .Where(chat => chat.SiteId == siteId && chat.LeadId == leadId)
            .OrderByDescending(chat => chat.StartedAt)
            .Take(EachMax)
            .Select(chat => new { chat.Id, chat.StartedAt, chat.PageUrl })
            .ToListAsync(cancellationToken);
        items.AddRange(chats.OrderBy(chat => chat.StartedAt).Select((chat, index) => new TimelineItem(
            chat.StartedAt, TimelineKind.Chat, index == 0 ? "The visitor began a chat" : "The visitor came back")
        {
            Detail = Uri.TryCreate(chat.PageUrl, UriKind.Absolute, out var page) ? page.Host + page.AbsolutePath : null,
        }));

        var ids = chats.ConvertAll(chat => chat.Id);
        var scores = await db.Assessments
            .Where(assessment => assessment.SiteId == siteId && ids.Contains(assessment.ConversationId))
            .OrderByDescending(assessment => assessment.AssessedAt)
            .Take(EachMax)
            .Select(assessment => new { assessment.AssessedAt, assessment.Score })
            .ToListAsync(cancellationToken);
        int? before = null;
        foreach (var score in scores.OrderBy(score => score.AssessedAt))
        {
            if (before is null || Math.Abs(score.Score - before.Value) >= ScoreStep)
            {
                var word = before is null ? "Scored" : score.Score > before ? $"Score rose from {before} to" : $"Score fell from {before} to";
                items.Add(new TimelineItem(score.AssessedAt, TimelineKind.Score, $"{word} {score.Score}"));
                before = score.Score;
            }
        }
    }

    private static async Task AddAlertsAsync(
        LeadAlertsDbContext db, List<TimelineItem> items, Guid siteId, Guid leadId, CancellationToken cancellationToken)
    {
        var alerts = await db.Alerts
            .Where(alert => alert.SiteId == siteId && alert.LeadId == leadId)
            .OrderByDescending(alert => alert.RaisedAt)
            .Take(EachMax)
            .Select(alert => new { alert.RecipientAddress, alert.Kind, alert.State, alert.RaisedAt, alert.AcceptedAt, alert.FinishedAt, alert.Reply })
            .ToListAsync(cancellationToken);
        foreach (var alert in alerts)
        {
            var what = alert.Kind switch
            {
                AlertKind.New => "Alert",
                AlertKind.Claim => "Word that somebody took it",
                _ => AlertWords.Kind(alert.Kind),
            };
            var to = alert.RecipientAddress;
            TimelineItem? item = alert.State switch
            {
                AlertState.Accepted => new(alert.AcceptedAt ?? alert.RaisedAt, TimelineKind.Alert, $"{what} mailed to {to}"),
                AlertState.Failed => new(alert.FinishedAt ?? alert.RaisedAt, TimelineKind.Alert, $"{what} to {to} failed") { IsTrouble = true, Detail = alert.Reply },
                AlertState.Unknown => new(alert.FinishedAt ?? alert.RaisedAt, TimelineKind.Alert, $"{what} to {to} may or may not have arrived") { IsTrouble = true },
                AlertState.Held => new(alert.RaisedAt, TimelineKind.Alert, $"{what} to {to} held back"),
                AlertState.Bundled => new(alert.FinishedAt ?? alert.RaisedAt, TimelineKind.Alert, $"{to} told in another mail"),
                AlertState.Due or AlertState.Sending => new(alert.RaisedAt, TimelineKind.Alert, $"{what} to {to} on its way"),
                _ => null,
            };
            if (item is not null)
            {
                items.Add(item);
            }
        }
    }

    private static async Task AddFromMailAsync(
        LeadAlertsDbContext db, List<TimelineItem> items, Guid siteId, Guid leadId, CancellationToken cancellationToken)
    {
        List<Guid> subjects = [leadId, .. await MergedLeads.ListAsync(db, siteId, leadId, cancellationToken)];
        var actions = await db.MailActions
            .Where(action => action.SiteId == siteId && subjects.Contains(action.SubjectId))
            .OrderByDescending(action => action.At)
            .Take(EachMax)
            .Select(action => new { action.Purpose, action.Who, action.At, action.Undone, action.EndedAt })
            .ToListAsync(cancellationToken);
        foreach (var action in actions)
        {
            var words = action.Purpose switch
            {
                MailActionPurpose.Take => "took it from the mail",
                MailActionPurpose.Contacted => "marked it contacted from the mail",
                MailActionPurpose.NotALead => "marked it as not a lead from the mail",
                _ => null,
            };
            if (words is not null)
            {
                items.Add(new TimelineItem(action.At, TimelineKind.FromMail, $"{action.Who} {words}"));
                if (action is { Undone: true, EndedAt: { } endedAt })
                {
                    items.Add(new TimelineItem(endedAt, TimelineKind.FromMail, $"{action.Who} took that back"));
                }
            }
        }
    }

    private static async Task AddDeskAsync(
        LeadAlertsDbContext db, List<TimelineItem> items, Guid siteId, Guid leadId, CancellationToken cancellationToken)
    {
        var steps = await db.LeadSteps.AsNoTracking()
            .Where(step => step.SiteId == siteId && step.LeadId == leadId)
            .OrderByDescending(step => step.At).Take(EachMax)
            .ToListAsync(cancellationToken);
        items.AddRange(steps.Select(step => new TimelineItem(
            step.At, step.Kind == LeadStepKind.Assignment ? TimelineKind.Assignment : TimelineKind.Decision, $"{step.Actor} {WordsOf(step)}") { Until = step.Until }));

        var notes = await db.LeadNotes
            .Where(note => note.SiteId == siteId && note.LeadId == leadId)
            .OrderByDescending(note => note.WrittenAt).Take(EachMax)
            .Select(note => new
            {
                note.WrittenAt,
                Author = db.Users.Named().Where(person => person.Id == note.AuthorId)
                    .Select(person => person.Name).FirstOrDefault() ?? "A former member",
            })
            .ToListAsync(cancellationToken);
        items.AddRange(notes.Select(note => new TimelineItem(note.WrittenAt, TimelineKind.Note, $"{note.Author} wrote a note")));

        var replies = await db.LeadReplies.AsNoTracking()
            .Where(reply => reply.SiteId == siteId && reply.LeadId == leadId)
            .OrderByDescending(reply => reply.At).Take(EachMax)
            .ToListAsync(cancellationToken);
        items.AddRange(replies.Select(reply => new TimelineItem(reply.At, TimelineKind.Reply, $"{reply.Author} {WordsOf(reply)}")
        {
            Detail = reply.State == LeadReplyState.Failed ? reply.Answer : $"{reply.Subject}\n\n{reply.Text}",
            IsTrouble = reply.State is LeadReplyState.Failed or LeadReplyState.Unknown,
        }));
    }

    private static string WordsOf(LeadStep step) => (step.Kind, step.Text) switch
    {
        (LeadStepKind.Status, nameof(LeadStatus.New)) => "reopened it",
        (LeadStepKind.Status, nameof(LeadStatus.Contacted)) => "marked it contacted",
        (LeadStepKind.Status, nameof(LeadStatus.Won)) => "marked it won",
        (LeadStepKind.Status, nameof(LeadStatus.Lost)) => "marked it lost",
        (LeadStepKind.Status, _) => "marked it as not a lead",
        (LeadStepKind.Snooze, _) => step.Until is null ? "woke it" : "snoozed it",
        (LeadStepKind.Assignment, "") => "gave it to nobody",
        (LeadStepKind.Assignment, var who) => who == step.Actor ? "took it" : $"gave it to {who}",
        (_, var what) => $"merged the lead of {what} into this one",
    };

    private static string WordsOf(LeadReply reply) => reply.State switch
    {
        LeadReplyState.Accepted => $"replied to {reply.To}",
        LeadReplyState.Failed => $"tried to reply to {reply.To}: not sent",
        LeadReplyState.Unknown => $"replied to {reply.To}: it may or may not have arrived",
        _ => $"is replying to {reply.To}",
    };
}
