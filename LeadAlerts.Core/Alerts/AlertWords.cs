namespace LeadAlerts.Core.Alerts;

/// <summary>What became of alerts, and why there are none, in plain words.</summary>
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
        AlertVerdict.NoRecipient => "No alert: no recipient has confirmed an address yet.",
        AlertVerdict.AlreadyAlerted => "No further alert: this lead was alerted before.",
        AlertVerdict.MarkedNotALead => "No alert: somebody marked this as not a lead.",
        AlertVerdict.Updated => "An update was raised: something that matters changed since the first alert.",
        AlertVerdict.Held => "An alert was raised, and it waits.",
        AlertVerdict.NobodyForIt => "No alert: by their roles and routes no recipient wants this one by mail.",
        _ => "No alert.",
    };
}
