namespace LeadAlerts.Core.Leads;

/// <summary>What a person said of an assessment. Numbers are stored: never renumber.</summary>
public enum FeedbackVerdict
{
    /// <summary>It counted as a lead and was none: a false alert.</summary>
    NotALead = 0,

    /// <summary>It stayed below the threshold and was a lead: a missed one.</summary>
    WasALead = 1,
}

/// <summary>Where a person said it. Numbers are stored: never renumber.</summary>
public enum FeedbackSource
{
    /// <summary>By a link in an alert.</summary>
    Mail = 0,

    /// <summary>In the inbox or beside the conversation.</summary>
    Inbox = 1,

    /// <summary>By a link in a digest.</summary>
    Digest = 2,
}

/// <summary>What somebody said of a conversation's assessment, with the score and settings of then; one per conversation.</summary>
public sealed class LeadFeedback
{
    private LeadFeedback()
    {
    }

    /// <summary>Notes what somebody said.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="conversationId">The conversation; of a lead with several, the one with the highest score.</param>
    /// <param name="leadId">Its lead; null when it has none.</param>
    /// <param name="verdict">What was said.</param>
    /// <param name="source">Where.</param>
    /// <param name="score">The highest score that the conversation had reached, 0–100: it is what a threshold lets through or does not.</param>
    /// <param name="threshold">The threshold that judged it, 0–100.</param>
    /// <param name="settingsVersion">The version of the alert settings that judged it.</param>
    /// <param name="by">How the person is called, at most 254 characters.</param>
    /// <param name="now">When, UTC.</param>
    public LeadFeedback(
        Guid siteId,
        Guid conversationId,
        Guid? leadId,
        FeedbackVerdict verdict,
        FeedbackSource source,
        int score,
        int threshold,
        int settingsVersion,
        string by,
        DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        SiteId = siteId;
        ConversationId = conversationId;
        LeadId = leadId;
        Verdict = verdict;
        Source = source;
        Score = score;
        Threshold = threshold;
        SettingsVersion = settingsVersion;
        By = by;
        GivenAt = now;
    }

    /// <summary>The id.</summary>
    public Guid Id { get; private set; }

    /// <summary>The site.</summary>
    public Guid SiteId { get; private set; }

    /// <summary>The conversation.</summary>
    public Guid ConversationId { get; private set; }

    /// <summary>Its lead; null when it has none.</summary>
    public Guid? LeadId { get; private set; }

    /// <summary>What was said.</summary>
    public FeedbackVerdict Verdict { get; private set; }

    /// <summary>Where.</summary>
    public FeedbackSource Source { get; private set; }

    /// <summary>The highest score that the conversation had reached, 0–100.</summary>
    public int Score { get; private set; }

    /// <summary>The threshold that judged it, 0–100.</summary>
    public int Threshold { get; private set; }

    /// <summary>The version of the alert settings that judged it.</summary>
    public int SettingsVersion { get; private set; }

    /// <summary>How the person is called who said it.</summary>
    public string By { get; private set; } = "";

    /// <summary>When, UTC.</summary>
    public DateTimeOffset GivenAt { get; private set; }
}
