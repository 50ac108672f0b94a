using LeadAlerts.Core.Alerts.Mails;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Qualification.Acts;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Core.Alerts.Deciding;

/// <summary>A lead after a review: what a decision about its alerts rests on.</summary>
public sealed record LeadEvent
{
    /// <summary>The assessment's score, 0–100.</summary>
    public required int Score { get; init; }

    /// <summary>How far members have come with the lead; null when there is none yet.</summary>
    public LeadStanding? Standing { get; init; }

    /// <summary>When the conversation that was reviewed began, UTC; null when unknown.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>What there is to tell.</summary>
    public required LeadFacts Facts { get; init; }

    /// <summary>What kind of conversation it is.</summary>
    public ConversationCategory Category { get; init; }

    /// <summary>What the visitor said, by the criteria that were met.</summary>
    public IReadOnlyCollection<Criterion> Criteria { get; init; } = [];

    /// <summary>The language of the conversation, ISO 639-1; null when unknown.</summary>
    public string? Language { get; init; }

    /// <summary>The path of the page on which it began, such as <c>/contact</c>; null when unknown.</summary>
    public string? PagePath { get; init; }

    /// <summary>How many other leads came from the same sender within <see cref="AlertPolicy.BurstWindow"/>.</summary>
    public int SenderLeads { get; init; }

    /// <summary>What a story and a lead's standing say.</summary>
    /// <param name="story">The lead's story.</param>
    /// <param name="contact">How to reach the visitor, as far as the lead knows.</param>
    /// <param name="standing">How far members have come with it; null when there is no lead yet.</param>
    internal static LeadEvent Of(LeadStory story, VisitorContact contact, LeadStanding? standing) => new()
    {
        Score = story.Assessment.Score,
        Standing = standing,
        StartedAt = story.Conversation.StartedAt,
        Facts = LeadFacts.Of(story.Assessment, contact, story.Settings.HotScore),
        Category = story.Assessment.Category,
        Criteria = [.. story.Assessment.Signals.Select(signal => signal.Criterion).Distinct()],
        Language = story.Transcript.VisitorLines.Any() ? Lexicon.Shipped.LanguageOf(Reading.Of(story.Transcript)).Code : null,
        PagePath = Uri.TryCreate(story.Conversation.PageUrl, UriKind.Absolute, out var page) ? page.AbsolutePath : null,
    };
}

/// <summary>A recipient and what this lead's alerts to that recipient came to so far.</summary>
/// <param name="Recipient">The recipient.</param>
public sealed record RecipientPast(AlertRecipient Recipient)
{
    /// <summary>What the recipient was told of this lead last, or is being told; null when nothing.</summary>
    public LeadFacts? Told { get; init; }

    /// <summary>When that mail was put in line, UTC; null when there is none.</summary>
    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>True when the first mail about this lead could not be delivered.</summary>
    public bool Unreached { get; init; }

    /// <summary>A mail that tells this lead, or what changed of it, and waits; null when none does.</summary>
    public WaitingAlert? Waiting { get; init; }

    /// <summary>When a reminder of this lead that waits is due, UTC; null when none waits.</summary>
    public DateTimeOffset? ReminderDueAt { get; init; }

    /// <summary>Why the recipient was last left out of this lead; <see cref="AlertReason.None"/> when that never was.</summary>
    public AlertReason LeftOut { get; init; }

    /// <summary>What the recipient had in the last hour, of all leads.</summary>
    public RecipientHour Hour { get; init; } = RecipientHour.Quiet;

    /// <summary>True when the recipient knows of this lead, or will when what waits is released.</summary>
    public bool Knows => Told is not null || Waiting is not null;
}

/// <summary>A mail that waits and can still be changed.</summary>
/// <param name="AlertId">Its row.</param>
/// <param name="Kind">New or an update.</param>
/// <param name="Told">What it tells.</param>
/// <param name="DueAt">When it is released, UTC.</param>
public sealed record WaitingAlert(Guid AlertId, AlertKind Kind, LeadFacts Told, DateTimeOffset DueAt);

/// <summary>All that a decision about a lead's alerts rests on.</summary>
/// <param name="Plan">The site's plan: alert e-mails are the free plan's feature.</param>
/// <param name="Settings">The site's settings in force.</param>
/// <param name="Zone">The site's time zone.</param>
/// <param name="MutedUntil">Until when the site's alerts are muted, UTC; null or past when they are not.</param>
/// <param name="Lead">The lead after the review.</param>
/// <param name="Recipients">The site's recipients in the order in which they were added.</param>
public sealed record AlertCase(
    SitePlan Plan, AlertSettings Settings, TimeZoneInfo Zone, DateTimeOffset? MutedUntil, LeadEvent Lead, IReadOnlyList<RecipientPast> Recipients)
{
    /// <summary>The settings' schedule in the zone, where many cases share it; null to make it anew.</summary>
    internal WorkingTime? Time { get; init; }
}

/// <summary>What is done for one recipient.</summary>
public enum AlertAction
{
    /// <summary>A mail goes out now.</summary>
    Send,

    /// <summary>A mail waits.</summary>
    Hold,

    /// <summary>No mail; the digest tells it to those who get one.</summary>
    OnlyInDigest,

    /// <summary>No mail.</summary>
    Skip,

    /// <summary>The mail that waits is dropped: what it tells is no longer so.</summary>
    Drop,
}

/// <summary>What was decided for one recipient.</summary>
/// <param name="Recipient">The recipient.</param>
/// <param name="Action">What is done.</param>
/// <param name="Reason">Why it is not sent now; <see cref="AlertReason.None"/> when it is.</param>
public sealed record RecipientDecision(AlertRecipient Recipient, AlertAction Action, AlertReason Reason)
{
    /// <summary>Until when it is held, UTC; null unless it is.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>A new lead or an update.</summary>
    public AlertKind Kind { get; init; }

    /// <summary>What an update tells.</summary>
    public LeadChanges Changes { get; init; }

    /// <summary>What the recipient knows with it; null where no mail is made.</summary>
    public LeadFacts? Told { get; init; }

    /// <summary>What the recipient knew before; null for a new lead.</summary>
    public LeadFacts? ToldBefore { get; init; }

    /// <summary>The waiting mail that it takes the place of; null when it is a mail of its own.</summary>
    public Guid? Replaces { get; init; }

    /// <summary>True when the recipient's mute keeps it back longer than anything else of the site does: others may not wait for its end.</summary>
    public bool WaitsForMute { get; init; }

    /// <summary>True when a mail is made, now or later.</summary>
    public bool IsMail => Action is AlertAction.Send or AlertAction.Hold;
}

/// <summary>What was decided about a lead's alerts.</summary>
/// <param name="Verdict">Why there are alerts, or are none.</param>
/// <param name="Recipients">What is done for whom; a recipient for whom nothing changes is not in it.</param>
public sealed record AlertDecision(AlertVerdict Verdict, IReadOnlyList<RecipientDecision> Recipients)
{
    /// <summary>
    /// True when it is a lead and nobody is told of it, against the owner's wish: nobody can be reached, or it is none of those that the
    /// recipients' routes ask for. That alerts are off, or that only hot leads are wanted, is the owner's wish.
    /// </summary>
    public bool LeavesAllInTheDark => Verdict == AlertVerdict.NoRecipient
        || (Verdict == AlertVerdict.NobodyForIt && Recipients.Any(each =>
            each.Reason is AlertReason.OtherRoute or AlertReason.NotConfirmed or AlertReason.RecipientStopped or AlertReason.RecipientBounced));
}
