namespace LeadAlerts.Core.Alerts;

/// <summary>Why an alert waits, or was not sent to a recipient by itself. Numbers are stored: never renumber.</summary>
public enum AlertReason
{
    /// <summary>Nothing kept it back.</summary>
    None = 0,

    /// <summary>It is quiet hours where the site is.</summary>
    QuietHours = 1,

    /// <summary>It is no working day where the site is.</summary>
    DayOff = 2,

    /// <summary>The site's alerts are muted.</summary>
    SiteMuted = 3,

    /// <summary>The recipient muted the mails.</summary>
    RecipientMuted = 4,

    /// <summary>The recipient got as many mails in an hour as the owner allows.</summary>
    HourlyCap = 5,

    /// <summary>The recipient was told of the same lead moments ago: what changes now is told in one.</summary>
    ToldMomentsAgo = 6,

    /// <summary>The same sender made several leads within minutes.</summary>
    SenderBurst = 7,

    /// <summary>A reminder of a lead that somebody put out of sight until later.</summary>
    LeadSnoozed = 8,

    /// <summary>The recipient only gets digests.</summary>
    DigestOnly = 20,

    /// <summary>The recipient only gets hot leads, and this is none.</summary>
    NotHotEnough = 21,

    /// <summary>The recipient gets other leads: a kind, a language or a page that this is not.</summary>
    OtherRoute = 22,

    /// <summary>The recipient stands in for others, and one of them can be told.</summary>
    FallbackNotNeeded = 23,

    /// <summary>The recipient has not confirmed the address.</summary>
    NotConfirmed = 24,

    /// <summary>The recipient stopped the mails.</summary>
    RecipientStopped = 25,

    /// <summary>Mails to the recipient came back.</summary>
    RecipientBounced = 26,

    /// <summary>The recipient was removed.</summary>
    RecipientRemoved = 27,

    /// <summary>The site is not on the free plan.</summary>
    NotFreePlan = 28,

    /// <summary>The owner switched the alerts off.</summary>
    AlertsOff = 29,

    /// <summary>The site is disabled.</summary>
    SiteDisabled = 30,

    /// <summary>Somebody had taken, answered or closed the lead before the alert was due.</summary>
    LeadHandled = 31,

    /// <summary>A member said that it is not a lead.</summary>
    MarkedNotALead = 32,

    /// <summary>What it would have told was no longer so.</summary>
    ChangedBack = 33,

    /// <summary>A reminder told the recipient of the lead before the alert was due.</summary>
    ToldByReminder = 34,

    /// <summary>Somebody took the lead and gave it back before the others were told.</summary>
    ClaimTakenBack = 40,
}
