namespace LeadAlerts.Core.Health;

/// <summary>A time in which alerts could not be relied upon; administrators are told once of each thing that went wrong in it, and once of its end.</summary>
public sealed class HealthIncident
{
    /// <summary>The greatest length of the codes together, in characters.</summary>
    public const int CodesMaxLength = 400;

    private HealthIncident()
    {
    }

    /// <summary>Opens an incident.</summary>
    /// <param name="number">One more than the last: two servers cannot open the same one.</param>
    /// <param name="codes">What is wrong.</param>
    /// <param name="tellAt">When administrators are told, UTC, if it is not over by then.</param>
    /// <param name="now">When, UTC.</param>
    public HealthIncident(int number, string codes, DateTimeOffset tellAt, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        Number = number;
        OpenedAt = now;
        TellAt = tellAt;
        See(codes, tellAt, now);
    }

    /// <summary>The incident's id.</summary>
    public Guid Id { get; private set; }

    /// <summary>Counts from 1.</summary>
    public int Number { get; private set; }

    /// <summary>When it began, UTC.</summary>
    public DateTimeOffset OpenedAt { get; private set; }

    /// <summary>When something was last wrong, UTC.</summary>
    public DateTimeOffset LastBadAt { get; private set; }

    /// <summary>When it was over, UTC; null while it is not.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>What was wrong last: codes with spaces between.</summary>
    public string Codes { get; private set; } = "";

    /// <summary>When a mail is to be sent next, UTC; null when none is.</summary>
    public DateTimeOffset? TellAt { get; private set; }

    /// <summary>Tries to send that mail that failed.</summary>
    public int TellFailures { get; private set; }

    /// <summary>When administrators were told that it began, UTC; null when they were not.</summary>
    public DateTimeOffset? ToldAt { get; private set; }

    /// <summary>What of it administrators were told while it lasted: codes with spaces between.</summary>
    public string ToldCodes { get; private set; } = "";

    /// <summary>Notes that something is still wrong. What has joined since administrators were told is told too, if it lasts.</summary>
    /// <param name="codes">What is wrong.</param>
    /// <param name="tellAt">When what has joined is told, UTC.</param>
    /// <param name="now">When, UTC.</param>
    public void See(string codes, DateTimeOffset tellAt, DateTimeOffset now)
    {
        Codes = Cut(codes);
        LastBadAt = now;
        if (ToldAt is not null)
        {
            TellAt = Split(Codes).Except(Split(ToldCodes)).Any() ? TellAt ?? tellAt : null;
        }
    }

    /// <summary>Ends it. Whoever was told of it, or was to be told and could not, is told of its end.</summary>
    public void Close(DateTimeOffset now)
    {
        ClosedAt = now;
        TellAt = ToldAt is not null || TellFailures > 0 ? now : null;
        TellFailures = 0;
    }

    /// <summary>Gives one server time to send the mail; the others, and the next try, wait until then.</summary>
    public void BeginTelling(DateTimeOffset next)
    {
        TellAt = next;
        TellFailures++;
    }

    /// <summary>Notes that the mail was accepted.</summary>
    /// <param name="codes">What it told.</param>
    /// <param name="now">When, UTC.</param>
    public void RecordTold(string codes, DateTimeOffset now)
    {
        ToldAt ??= now;
        ToldCodes = Cut(string.Join(' ', Split(ToldCodes).Union(Split(codes))));
        TellAt = null;
        TellFailures = 0;
    }

    private static string Cut(string codes) => codes.Length <= CodesMaxLength ? codes : codes[..CodesMaxLength];

    private static string[] Split(string codes) => codes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
