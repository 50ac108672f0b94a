using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Alerts.Delivery;

namespace LeadAlerts.Core.Alerts;

/// <summary>What alerts are for, what became of them and of each attempt, and why there are none, in plain words.</summary>
public static class AlertWords
{
    /// <summary>A state in a word or two.</summary>
    public static string State(AlertState state) => state switch
    {
        AlertState.Held => "Held back",
        AlertState.Due => "Waiting",
        AlertState.Sending => "Sending",
        AlertState.Accepted => "Accepted",
        AlertState.Failed => "Failed",
        AlertState.Unknown => "Unknown",
        AlertState.Suppressed => "Not sent",
        AlertState.Bundled => "Told in another mail",
        _ => state.ToString(),
    };

    /// <summary>Why alerts were raised or were not, as one sentence.</summary>
    /// <param name="verdict">The verdict; null when nobody has judged yet.</param>
    /// <param name="score">The score that was judged, 0–100.</param>
    /// <param name="threshold">The threshold that judged it, 0–100.</param>
    public static string Reason(AlertVerdict? verdict, int score, int threshold) => verdict switch
    {
        null => "Not reviewed yet.",
        AlertVerdict.Raised => $"An alert was raised: the score of {score} reached your threshold of {threshold}.",
        AlertVerdict.BelowThreshold => $"No alert: the score of {score} is below your threshold of {threshold}.",
        AlertVerdict.AlertsOff => "No alert: alerts are switched off for this site.",
        AlertVerdict.NotFreePlan => "No alert: alert e-mails belong to the free plan, and this site is on another.",
        AlertVerdict.NoRecipient => "No alert: there is no recipient to whom mail may go. Each one has not confirmed the address, has stopped the mails, or does not get them.",
        AlertVerdict.AlreadyAlerted => "This lead was alerted before, and nothing that matters has changed since.",
        AlertVerdict.MarkedNotALead => "No alert: somebody marked this as not a lead.",
        AlertVerdict.Updated => "An update was raised: something that matters changed since the first alert.",
        AlertVerdict.Held => "An alert was raised, and it waits.",
        AlertVerdict.NobodyForIt => "No alert: by their roles and routes no recipient wants this one by mail.",
        _ => "No alert.",
    };

    /// <summary>A kind in two or three words.</summary>
    public static string Kind(AlertKind kind) => kind switch
    {
        AlertKind.New => "New lead",
        AlertKind.Test => "Test",
        AlertKind.Update => "Update",
        AlertKind.Claim => "Lead taken",
        AlertKind.Escalation => "Reminder",
        AlertKind.Digest => "Digest",
        AlertKind.Release => "Held leads",
        AlertKind.Overflow => "More leads",
        _ => kind.ToString(),
    };

    /// <summary>Why an alert waits or was not sent, as one sentence; null when nothing kept it back.</summary>
    public static string? Reason(AlertReason reason) => reason switch
    {
        AlertReason.QuietHours => "It is quiet hours at the site.",
        AlertReason.DayOff => "It is no working day at the site.",
        AlertReason.SiteMuted => "The site's alerts are muted.",
        AlertReason.RecipientMuted => "The recipient muted the mails.",
        AlertReason.HourlyCap => "The recipient had as many mails in an hour as the settings allow.",
        AlertReason.ToldMomentsAgo => "The recipient was told of this lead moments before.",
        AlertReason.SenderBurst => "The same sender made several leads within minutes.",
        AlertReason.LeadSnoozed => "Somebody snoozed the lead.",
        AlertReason.DigestOnly => "The recipient only gets digests.",
        AlertReason.NotHotEnough => "The recipient only gets hot leads.",
        AlertReason.OtherRoute => "The recipient gets other leads than this one.",
        AlertReason.FallbackNotNeeded => "The recipient stands in for others, and one of them could be told.",
        AlertReason.NotConfirmed => "The recipient has not confirmed the address.",
        AlertReason.RecipientStopped => "The recipient stopped these mails.",
        AlertReason.RecipientBounced => "Mails to the recipient came back.",
        AlertReason.RecipientRemoved => "The recipient was removed.",
        AlertReason.NotFreePlan => "Alert e-mails belong to the free plan, and the site was on another.",
        AlertReason.AlertsOff => "Alerts were switched off.",
        AlertReason.SiteDisabled => "The site was closed.",
        AlertReason.LeadHandled => "Somebody had taken, answered or closed the lead before it was due.",
        AlertReason.MarkedNotALead => "Somebody marked it as not a lead.",
        AlertReason.ChangedBack => "What it would have told was no longer so.",
        AlertReason.ToldByReminder => "A reminder told the recipient of the lead before it was due.",
        AlertReason.ClaimTakenBack => "Whoever took the lead gave it back before the others were told.",
        _ => null,
    };

    /// <summary>How an attempt ended, in a few words.</summary>
    public static string Outcome(AttemptOutcome outcome) => outcome switch
    {
        AttemptOutcome.Running => "Under way",
        AttemptOutcome.Accepted => "Accepted",
        AttemptOutcome.Refused => "Refused for good",
        AttemptOutcome.Deferred => "Put off",
        AttemptOutcome.Unavailable => "Mail server out of order",
        AttemptOutcome.Ambiguous => "No answer after the mail",
        AttemptOutcome.LostClaim => "Came too late",
        AttemptOutcome.Released => "Given back",
        AttemptOutcome.Abandoned => "Broke off",
        _ => outcome.ToString(),
    };
}
