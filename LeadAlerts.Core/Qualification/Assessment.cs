namespace LeadAlerts.Core.Qualification;

/// <summary>One reason for a score, with the visitor's words that gave it.</summary>
/// <param name="Criterion">The criterion.</param>
/// <param name="Points">What it added to the score, −100 to 100; 0 when the criterion was met but is switched off.</param>
/// <param name="MessageSequence">The number of the message that earned it; null where no single message did (a returning visitor).</param>
/// <param name="Words">The words in that message, exactly as typed; empty where no message earned it.</param>
/// <param name="Name">The owner's name for a criterion of the owner's; null for one that the product ships.</param>
public sealed record Signal(Criterion Criterion, int Points, int? MessageSequence, string Words, string? Name = null);

/// <summary>How to reach a visitor, as the visitor typed it. Null where the visitor gave nothing.</summary>
/// <param name="Name">As the visitor introduced themselves.</param>
/// <param name="Email">A checked address in lower-case domain form.</param>
/// <param name="Phone">E.164, such as <c>+14155552671</c>.</param>
public sealed record VisitorContact(string? Name = null, string? Email = null, string? Phone = null)
{
    /// <summary>No contact at all.</summary>
    public static readonly VisitorContact None = new();

    /// <summary>True when an e-mail address or a phone number is known.</summary>
    public bool IsReachable => Email is not null || Phone is not null;
}

/// <summary>One run of qualification over a conversation up to a message. Never changes once made.</summary>
public sealed class Assessment
{
    private Assessment()
    {
    }

    /// <summary>Creates an assessment.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="throughSequence">The number of the last message that was read.</param>
    /// <param name="score">0–100.</param>
    /// <param name="category">What kind of conversation it is.</param>
    /// <param name="signals">Strongest first.</param>
    /// <param name="contact">How to reach the visitor.</param>
    /// <param name="assessor">What made it, with its version, such as <c>criteria/1</c>.</param>
    /// <param name="now">When, UTC.</param>
    public Assessment(
        Guid siteId,
        Guid conversationId,
        int throughSequence,
        int score,
        ConversationCategory category,
        IReadOnlyList<Signal> signals,
        VisitorContact contact,
        string assessor,
        DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        SiteId = siteId;
        ConversationId = conversationId;
        ThroughSequence = throughSequence;
        Score = Math.Clamp(score, 0, ScoreBasis.Greatest);
        Category = category;
        Signals = signals;
        Contact = contact;
        Assessor = assessor;
        AssessedAt = now;
    }

    /// <summary>The assessment's id.</summary>
    public Guid Id { get; private set; }

    /// <summary>The site.</summary>
    public Guid SiteId { get; private set; }

    /// <summary>The conversation.</summary>
    public Guid ConversationId { get; private set; }

    /// <summary>The number of the last message that was read.</summary>
    public int ThroughSequence { get; private set; }

    /// <summary>How likely the visitor is a potential lead, 0–100.</summary>
    public int Score { get; private set; }

    /// <summary>What kind of conversation it is.</summary>
    public ConversationCategory Category { get; private set; }

    /// <summary>Why, strongest first.</summary>
    public IReadOnlyList<Signal> Signals { get; private set; } = [];

    /// <summary>What the score was made of, to make it again with other weights; null where an earlier version made it.</summary>
    public ScoreBasis? Basis { get; init; }

    /// <summary>How to reach the visitor.</summary>
    public VisitorContact Contact { get; private set; } = VisitorContact.None;

    /// <summary>What made it, with its version.</summary>
    public string Assessor { get; private set; } = "";

    /// <summary>When it was made, UTC.</summary>
    public DateTimeOffset AssessedAt { get; private set; }

    /// <summary>The version of the site's alert settings that judged it; 0 before it was judged.</summary>
    public int SettingsVersion { get; private set; }

    /// <summary>The threshold that judged it, 0–100.</summary>
    public int Threshold { get; private set; }

    /// <summary>Why alerts were raised or were not, as <c>Alerts.AlertVerdict</c>'s number; null before it was judged.</summary>
    public int? AlertVerdict { get; private set; }

    /// <summary>Records what the site's alert settings made of it.</summary>
    public void RecordVerdict(int settingsVersion, int threshold, int alertVerdict)
    {
        SettingsVersion = settingsVersion;
        Threshold = threshold;
        AlertVerdict = alertVerdict;
    }
}
