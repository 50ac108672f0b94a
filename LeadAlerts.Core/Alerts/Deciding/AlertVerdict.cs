namespace LeadAlerts.Core.Alerts.Deciding;

/// <summary>Why a review raised alerts or did not. Numbers are stored: never renumber.</summary>
public enum AlertVerdict
{
    /// <summary>Alerts were raised.</summary>
    Raised = 0,

    /// <summary>The score is below the site's threshold.</summary>
    BelowThreshold = 1,

    /// <summary>The owner switched the alerts off.</summary>
    AlertsOff = 2,

    /// <summary>The site is not on the free plan; alert e-mails are that plan's feature.</summary>
    NotFreePlan = 3,

    /// <summary>There is no recipient to whom mail may go: none is confirmed, or they stopped the mails, or mails came back.</summary>
    NoRecipient = 4,

    /// <summary>The lead was alerted before.</summary>
    AlreadyAlerted = 5,

    /// <summary>A member said that it is not a lead.</summary>
    MarkedNotALead = 6,

    /// <summary>An update of a lead that was alerted before: something that matters changed.</summary>
    Updated = 7,

    /// <summary>Alerts were raised, and all of them wait (quiet hours, a mute, the hourly cap).</summary>
    Held = 8,

    /// <summary>There are recipients, and by their roles and routes none of them wants this lead by mail.</summary>
    NobodyForIt = 9,
}
