namespace LeadAlerts.Core.Onboarding;

/// <summary>A step from sign-up to the first alert.</summary>
public enum SetupStep
{
    /// <summary>What the business is and offers.</summary>
    Site = 0,

    /// <summary>What its bot knows.</summary>
    Answers = 1,

    /// <summary>The widget on its website.</summary>
    Snippet = 2,

    /// <summary>A chat that went through.</summary>
    Chat = 3,

    /// <summary>An alert that a mail server took.</summary>
    Alert = 4,
}

/// <summary>The chat that came in last.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="Score">0–100; null before it was reviewed.</param>
/// <param name="Headline">What it is about; null before it was reviewed.</param>
/// <param name="LeadId">Its lead; null when it is none.</param>
/// <param name="At">When its last message arrived, UTC.</param>
public sealed record LatestChat(Guid ConversationId, int? Score, string? Headline, Guid? LeadId, DateTimeOffset At);

/// <summary>How far a site has come from its creation to its first alert. What is done follows from what is stored; nothing is ticked by hand.</summary>
/// <param name="CreatedAt">When the site was created, UTC.</param>
/// <param name="IsDescribed">Whether it says what the business is or offers.</param>
/// <param name="Answers">How many answers its bot knows.</param>
/// <param name="WidgetSeenAt">When its widget last loaded on a page, UTC; null when it never did.</param>
/// <param name="HasServerChats">Whether the site's own servers sent a chat: then it needs no widget.</param>
/// <param name="Latest">Its latest chat; null when there is none.</param>
/// <param name="AlertAcceptedAt">When a mail server last took one of its alerts, UTC; null when none did.</param>
public sealed record SiteSetup(
    DateTimeOffset CreatedAt,
    bool IsDescribed,
    int Answers,
    DateTimeOffset? WidgetSeenAt,
    bool HasServerChats,
    LatestChat? Latest,
    DateTimeOffset? AlertAcceptedAt)
{
    /// <summary>For how long after its creation a site counts as new.</summary>
    public static readonly TimeSpan NewFor = TimeSpan.FromDays(14);

    /// <summary>The steps, in order.</summary>
    public static IReadOnlyList<SetupStep> Steps { get; } = Enum.GetValues<SetupStep>();

    /// <summary>How many steps are done.</summary>
    public int DoneCount => Steps.Count(IsDone);

    /// <summary>True when nothing is left to do.</summary>
    public bool IsComplete => DoneCount == Steps.Count;

    /// <summary>The step to go on with: the first that is not done, where answers count as skipped once a later step is done; null when none is left.</summary>
    public SetupStep? Next => Steps
        .Where(step => !IsDone(step) && !(step == SetupStep.Answers && Steps.Any(later => later > step && IsDone(later))))
        .Select(step => (SetupStep?)step)
        .FirstOrDefault();

    /// <summary>True when a step is done.</summary>
    public bool IsDone(SetupStep step) => step switch
    {
        SetupStep.Site => IsDescribed,
        SetupStep.Answers => Answers > 0,
        SetupStep.Snippet => WidgetSeenAt is not null || HasServerChats,
        SetupStep.Chat => Latest is not null,
        SetupStep.Alert => AlertAcceptedAt is not null,
        _ => false,
    };

    /// <summary>True while the steps are worth showing where people work: the site is new and something is left to do.</summary>
    public bool IsWorthShowing(DateTimeOffset now) => !IsComplete && now - CreatedAt < NewFor;
}
