namespace LeadAlerts.Core.Alerts.Recipients;

/// <summary>What a confirmation link stands for.</summary>
public abstract record ConfirmationOutcome
{
    private ConfirmationOutcome()
    {
    }

    /// <summary>The link is good, and nobody has used it.</summary>
    /// <param name="Address">The address that would get the alerts.</param>
    /// <param name="SiteName">The site.</param>
    /// <param name="AskedBy">Who added the address; null when unknown.</param>
    public sealed record Open(string Address, string SiteName, string? AskedBy) : ConfirmationOutcome;

    /// <summary>The address is confirmed by this call.</summary>
    /// <param name="Address">The address.</param>
    /// <param name="SiteName">The site.</param>
    public sealed record Confirmed(string Address, string SiteName) : ConfirmationOutcome;

    /// <summary>The link is too old.</summary>
    /// <param name="SiteName">The site.</param>
    public sealed record Expired(string SiteName) : ConfirmationOutcome;

    /// <summary>There is no such link: it was used, replaced by a newer one, or its recipient was removed.</summary>
    public sealed record Unknown : ConfirmationOutcome;
}
