using LeadAlerts.Core.Email;

namespace LeadAlerts.Core.Alerts.Recipients;

/// <summary>What became of a change to a site's recipients.</summary>
public abstract record RecipientOutcome
{
    private RecipientOutcome()
    {
    }

    /// <summary>It is done.</summary>
    /// <param name="Recipient">The recipient as it is now.</param>
    /// <param name="Mail">What became of the confirmation mail; null when none was needed.</param>
    public sealed record Done(RecipientRow Recipient, MailOutcome? Mail) : RecipientOutcome;

    /// <summary>Nothing was changed.</summary>
    /// <param name="Problem">Why, in words for the person who asked.</param>
    public sealed record Refused(string Problem) : RecipientOutcome;
}
