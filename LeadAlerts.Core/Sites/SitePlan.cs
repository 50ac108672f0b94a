namespace LeadAlerts.Core.Sites;

/// <summary>What a site pays for. Alert e-mails are the feature of the free plan.</summary>
public enum SitePlan
{
    /// <summary>Gets alert e-mails.</summary>
    Free = 0,

    /// <summary>Is told of leads in other ways; gets no alert e-mails.</summary>
    Paid = 1,
}
