namespace LeadAlerts.Core.Refinement;

/// <summary>What the language model did for one site on one day by the site's clock.</summary>
public sealed class LanguageModelUsage
{
    /// <summary>The greatest length of <see cref="LastFailure"/>, in characters.</summary>
    public const int FailureMaxLength = 300;

    private LanguageModelUsage()
    {
    }

    /// <summary>Begins a day with its first review.</summary>
    public LanguageModelUsage(Guid siteId, DateOnly usedOn)
    {
        SiteId = siteId;
        UsedOn = usedOn;
        Reviews = 1;
    }

    /// <summary>The site.</summary>
    public Guid SiteId { get; private set; }

    /// <summary>The day in the site's time zone.</summary>
    public DateOnly UsedOn { get; private set; }

    /// <summary>Reviews for which the model was asked, whatever came of it.</summary>
    public int Reviews { get; private set; }

    /// <summary>Reviews that it did not refine because something failed.</summary>
    public int Failures { get; private set; }

    /// <summary>Tokens sent, as the endpoint counts them.</summary>
    public long InputTokens { get; private set; }

    /// <summary>Tokens received.</summary>
    public long OutputTokens { get; private set; }

    /// <summary>Why the latest failure of the day failed; null when none did.</summary>
    public string? LastFailure { get; private set; }

    /// <summary>When that was, UTC.</summary>
    public DateTimeOffset? LastFailedAt { get; private set; }

    /// <summary>When the model last answered on that day, UTC; null when it did not.</summary>
    public DateTimeOffset? LastAnsweredAt { get; private set; }
}
