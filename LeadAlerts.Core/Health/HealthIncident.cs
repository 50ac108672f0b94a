namespace LeadAlerts.Core.Health;

/// <summary>A time in which alerts could not be relied upon; administrators are told once of its beginning and once of its end.</summary>
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
        See(codes, now);
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

    /// <summary>Notes that something is still wrong.</summary>
    public void See(string codes, DateTimeOffset now)
    {
        Codes = codes.Length <= CodesMaxLength ? codes : codes[..CodesMaxLength];
        LastBadAt = now;
    }

    /// <summary>Ends it. Whoever was told of it is told of its end.</summary>
    public void Close(DateTimeOffset now)
    {
        ClosedAt = now;
        TellAt = ToldAt is null ? null : now;
        TellFailures = 0;
    }

    /// <summary>Gives one server time to send the mail; the others, and the next try, wait until then.</summary>
    public void BeginTelling(DateTimeOffset next)
    {
        TellAt = next;
        TellFailures++;
    }

    /// <summary>Notes that the mail was accepted.</summary>
    public void RecordTold(DateTimeOffset now)
    {
        ToldAt ??= now;
        TellAt = null;
        TellFailures = 0;
    }
}
