using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Core.Alerts;

/// <summary>What was decided about alerts after a review.</summary>
/// <param name="Verdict">Why there are alerts, or are none.</param>
/// <param name="Recipients">Who gets one; empty unless <see cref="AlertVerdict.Raised"/>.</param>
public sealed record AlertDecision(AlertVerdict Verdict, IReadOnlyList<AlertRecipient> Recipients);

/// <summary>Decides who is told of a lead. Pure. The one place where the plan counts.</summary>
public static class AlertPolicy
{
    /// <summary>Decides.</summary>
    /// <param name="plan">The site's plan: alert e-mails are the free plan's feature.</param>
    /// <param name="settings">The site's settings in force.</param>
    /// <param name="score">The assessment's score, 0–100.</param>
    /// <param name="leadStatus">How far members have come with the lead; null when there is none yet.</param>
    /// <param name="alreadyAlerted">True when the lead was alerted before.</param>
    /// <param name="recipients">The site's recipients; those that are not active count for nothing.</param>
    /// <returns>The first reason in the order in which an owner would ask: a member's word, the past, the score, the plan, the switch, the people.</returns>
    public static AlertDecision Decide(
        SitePlan plan,
        AlertSettings settings,
        int score,
        LeadStatus? leadStatus,
        bool alreadyAlerted,
        IEnumerable<AlertRecipient> recipients)
    {
        AlertRecipient[] active = [.. recipients.Where(recipient => recipient.IsActive)];
        return (leadStatus, alreadyAlerted) switch
        {
            (LeadStatus.NotALead, _) => No(AlertVerdict.MarkedNotALead),
            (_, true) => No(AlertVerdict.AlreadyAlerted),
            _ when score < settings.Threshold => No(AlertVerdict.BelowThreshold),
            _ when plan != SitePlan.Free => No(AlertVerdict.NotFreePlan),
            _ when !settings.Enabled => No(AlertVerdict.AlertsOff),
            _ when active.Length == 0 => No(AlertVerdict.NoRecipient),
            _ => new AlertDecision(AlertVerdict.Raised, active),
        };
    }

    private static AlertDecision No(AlertVerdict verdict) => new(verdict, []);
}
