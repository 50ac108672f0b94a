using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Qualification.Own;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Core.Alerts.Backtests;

/// <summary>A chat of the past with what a backtest needs of it.</summary>
/// <param name="Id">The conversation.</param>
/// <param name="Headline">What it is about in one line; empty when unknown.</param>
/// <param name="VisitorName">How the visitor is called; null when unknown.</param>
/// <param name="LastMessageAt">When its last message came, UTC.</param>
/// <param name="Reviews">Its reviews in the time looked at, in order; at least one.</param>
public sealed record BacktestChat(Guid Id, string Headline, string? VisitorName, DateTimeOffset LastMessageAt, IReadOnlyList<BacktestReview> Reviews)
{
    /// <summary>The sender's id for the visitor; null when unknown.</summary>
    public string? VisitorId { get; init; }

    /// <summary>Tells apart the networks from which visitors write; null when unknown.</summary>
    public string? NetworkHash { get; init; }

    /// <summary>The path of the page on which it began; null when unknown.</summary>
    public string? PagePath { get; init; }

    /// <summary>The lead that it belongs to; null when it belongs to none.</summary>
    public Guid? LeadId { get; init; }

    /// <summary>How far the lead has come that it belongs to; null when it belongs to none.</summary>
    public LeadStatus? Status { get; init; }

    /// <summary>True when it belongs to a lead that is older than the time looked at: no alert about it is new.</summary>
    public bool WasKnown { get; init; }
}

/// <summary>One review of a chat.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Basis">What its score was made of.</param>
/// <param name="SettingsVersion">The settings in force.</param>
/// <param name="Email">The visitor's address as far as the chat had told it; null when unknown.</param>
/// <param name="Phone">The visitor's number; null when unknown.</param>
public sealed record BacktestReview(DateTimeOffset At, ScoreBasis Basis, int SettingsVersion, string? Email, string? Phone);

/// <summary>A site's past days, as a backtest needs them. Never changes; safe to share between threads.</summary>
public sealed class BacktestHistory
{
    /// <summary>How far back a backtest looks, in days.</summary>
    public const int Days = 30;

    /// <summary>From how many chats on a backtest says something.</summary>
    public const int EnoughChats = 10;

    /// <summary>Puts it together.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="zone">Its time zone.</param>
    /// <param name="now">The end of the time looked at, UTC, not included.</param>
    /// <param name="recipients">Its recipients as they are now, in the order in which they were added.</param>
    /// <param name="chats">Its chats.</param>
    /// <param name="ownByVersion">The owner's criteria for which each version of the settings had chats read.</param>
    public BacktestHistory(
        Guid siteId,
        SitePlan plan,
        TimeZoneInfo zone,
        DateTimeOffset now,
        IReadOnlyList<AlertRecipient> recipients,
        IReadOnlyList<BacktestChat> chats,
        IReadOnlyDictionary<int, IReadOnlyList<OwnCriterion>> ownByVersion)
    {
        ArgumentNullException.ThrowIfNull(chats);
        ArgumentNullException.ThrowIfNull(zone);
        (SiteId, Plan, Zone, Now, Recipients, Chats, OwnByVersion) = (siteId, plan, zone, now, recipients, chats, ownByVersion);
        Reviews =
        [
            .. chats.SelectMany((chat, index) => chat.Reviews.Select(review => (Chat: index, Review: review)))
                .OrderBy(each => each.Review.At).ThenBy(each => each.Chat),
        ];
        LastDay = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        FirstDay = LastDay.AddDays(1 - Days);
        EstimatedChats = chats.Count(chat => chat.Reviews.Any(review => review.Basis.IsEstimate));
    }

    /// <summary>The site.</summary>
    public Guid SiteId { get; }

    /// <summary>Its plan: alert e-mails are the free plan's feature.</summary>
    public SitePlan Plan { get; }

    /// <summary>Its time zone.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>The end of the time looked at, UTC.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>The first day in the site's zone.</summary>
    public DateOnly FirstDay { get; }

    /// <summary>The last day in the site's zone: today.</summary>
    public DateOnly LastDay { get; }

    /// <summary>The site's recipients.</summary>
    public IReadOnlyList<AlertRecipient> Recipients { get; }

    /// <summary>The chats.</summary>
    public IReadOnlyList<BacktestChat> Chats { get; }

    /// <summary>The owner's criteria for which each version of the settings had chats read.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<OwnCriterion>> OwnByVersion { get; }

    /// <summary>How many chats an earlier version reviewed, of which only rounded points are known.</summary>
    public int EstimatedChats { get; }

    /// <summary>False when so little happened that a number would mislead.</summary>
    public bool IsEnough => Chats.Count >= EnoughChats;

    /// <summary>True when more chats were there than a backtest takes: the oldest are left out.</summary>
    public bool IsCut { get; init; }

    /// <summary>Every review in the order of time, with the place of its chat.</summary>
    internal IReadOnlyList<(int Chat, BacktestReview Review)> Reviews { get; }

    /// <summary>The day of an instant in the site's zone, 0 for <see cref="FirstDay"/>; the nearer end for what lies outside.</summary>
    internal int DayOf(DateTimeOffset at)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone).DateTime);
        return Math.Clamp(day.DayNumber - FirstDay.DayNumber, 0, Days - 1);
    }
}
