using System.Globalization;

namespace LeadAlerts.Core.Privacy;

/// <summary>Why data was erased. Numbers are stored: never renumber.</summary>
public enum ErasureKind
{
    /// <summary>A visitor asked for it.</summary>
    Visitor = 0,

    /// <summary>It was older than the site keeps chats.</summary>
    Retention = 1,

    /// <summary>The site was deleted.</summary>
    Site = 2,

    /// <summary>An owner deleted one chat.</summary>
    Conversation = 3,
}

/// <summary>
/// A proof that data was erased: when and how much, nothing of it. Its rows are gone when this is stored; as long as
/// <see cref="CleanedAt"/> is null, words of it may still stand in the search index's file or in the write-ahead log.
/// </summary>
public sealed class Erasure
{
    private Erasure()
    {
    }

    /// <summary>Notes an erasure.</summary>
    public Erasure(Guid siteId, ErasureKind kind, Guid? actorId, ErasedRows rows, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        SiteId = siteId;
        Kind = kind;
        ActorId = actorId;
        Conversations = rows.Conversations;
        Leads = rows.Leads;
        Mails = rows.Mails;
        At = now;
    }

    /// <summary>The erasure's id.</summary>
    public Guid Id { get; private set; }

    /// <summary>The site, which may be gone.</summary>
    public Guid SiteId { get; private set; }

    /// <summary>Why.</summary>
    public ErasureKind Kind { get; private set; }

    /// <summary>Who wanted it; null for the product itself.</summary>
    public Guid? ActorId { get; private set; }

    /// <summary>How many conversations went.</summary>
    public int Conversations { get; private set; }

    /// <summary>How many leads went.</summary>
    public int Leads { get; private set; }

    /// <summary>How many mails went, or were emptied.</summary>
    public int Mails { get; private set; }

    /// <summary>All three together.</summary>
    public ErasedRows Rows => new(Conversations, Leads, Mails);

    /// <summary>When the rows went, UTC.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>When search index and log were rewritten without it, UTC; null before.</summary>
    public DateTimeOffset? CleanedAt { get; private set; }
}

/// <summary>How much was erased.</summary>
/// <param name="Conversations">How many conversations.</param>
/// <param name="Leads">How many leads.</param>
/// <param name="Mails">How many mails went or were emptied.</param>
public sealed record ErasedRows(int Conversations = 0, int Leads = 0, int Mails = 0)
{
    /// <summary>Both together.</summary>
    public static ErasedRows operator +(ErasedRows one, ErasedRows other) =>
        new(one.Conversations + other.Conversations, one.Leads + other.Leads, one.Mails + other.Mails);

    /// <summary>True when nothing was.</summary>
    public bool IsNone => Conversations + Leads + Mails == 0;

    /// <summary>As people read it, such as <c>1,204 chats, 1 lead, 3 mails</c>.</summary>
    public string ToWords() => $"{Count(Conversations, "chat")}, {Count(Leads, "lead")}, {Count(Mails, "mail")}";

    internal static string Count(int count, string what) =>
        $"{count.ToString("N0", CultureInfo.InvariantCulture)} {what}{(count == 1 ? "" : "s")}";
}
