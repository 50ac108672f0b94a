namespace LeadAlerts.Core.Alerts.Feedback;

/// <summary>A proposed change of a site's threshold that an owner did not want; at most one per site, the last.</summary>
public sealed class DismissedProposal
{
    private DismissedProposal()
    {
    }

    /// <summary>Notes that a proposal was not wanted.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="threshold">What was proposed, 1–100.</param>
    /// <param name="answers">On how many answers it rested.</param>
    /// <param name="userId">Who did not want it.</param>
    /// <param name="now">When, UTC.</param>
    public DismissedProposal(Guid siteId, int threshold, int answers, Guid userId, DateTimeOffset now)
    {
        SiteId = siteId;
        Note(threshold, answers, userId, now);
    }

    /// <summary>The site.</summary>
    public Guid SiteId { get; private set; }

    /// <summary>What was proposed, 1–100.</summary>
    public int Threshold { get; private set; }

    /// <summary>On how many answers it rested.</summary>
    public int Answers { get; private set; }

    /// <summary>Who did not want it.</summary>
    public Guid DismissedBy { get; private set; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset DismissedAt { get; private set; }

    /// <summary>Notes another one in its place.</summary>
    public void Note(int threshold, int answers, Guid userId, DateTimeOffset now) =>
        (Threshold, Answers, DismissedBy, DismissedAt) = (threshold, answers, userId, now);
}
