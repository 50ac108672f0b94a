namespace LeadAlerts.Core.Alerts.Delivery;

/// <summary>How one attempt to send an alert ended. Numbers are stored: never renumber.</summary>
public enum AttemptOutcome
{
    /// <summary>It is under way.</summary>
    Running = 0,

    /// <summary>The server took the mail (250).</summary>
    Accepted = 1,

    /// <summary>The server refused it for good.</summary>
    Refused = 2,

    /// <summary>It did not go this time.</summary>
    Deferred = 3,

    /// <summary>Nothing could go through the sender; the alert's attempts were not used up by it.</summary>
    Unavailable = 4,

    /// <summary>The whole mail left and no answer came.</summary>
    Ambiguous = 5,

    /// <summary>Its worker was paused past its lease and changed nothing; <see cref="AlertAttempt.Reply"/> is what it saw.</summary>
    LostClaim = 6,

    /// <summary>It was given back before any of the mail had left: the server was stopping.</summary>
    Released = 7,

    /// <summary>Its worker never came back; another took the alert over when the lease had ended.</summary>
    Abandoned = 8,
}

/// <summary>One attempt to send an alert: who began it when, how far it came and what was answered.</summary>
/// <remarks>Its id is the token of the claim. Written by <c>AlertClaims</c> together with the alert's own row.</remarks>
public sealed class AlertAttempt
{
    private AlertAttempt()
    {
    }

    /// <summary>Begins one.</summary>
    /// <param name="id">The token of the claim.</param>
    /// <param name="alert">The alert.</param>
    /// <param name="number">Which of the alert's attempts, from 1; unlike <see cref="Alert.Attempts"/> it counts every one.</param>
    /// <param name="sender">Through which sender; see <see cref="MailSenderStatus.Sender"/>.</param>
    /// <param name="now">When, UTC.</param>
    public AlertAttempt(Guid id, Alert alert, int number, string sender, DateTimeOffset now)
    {
        Id = id;
        SiteId = alert.SiteId;
        AlertId = alert.Id;
        Number = number;
        Sender = sender;
        RequestedBy = alert.ResendBy;
        StartedAt = now;
    }

    /// <summary>The token of the claim that began it.</summary>
    public Guid Id { get; private set; }

    /// <summary>The site.</summary>
    public Guid SiteId { get; private set; }

    /// <summary>The alert.</summary>
    public Guid AlertId { get; private set; }

    /// <summary>Which of the alert's attempts, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Through which sender.</summary>
    public string Sender { get; private set; } = "";

    /// <summary>The person who asked for it; null when it came by itself.</summary>
    public Guid? RequestedBy { get; private set; }

    /// <summary>When a worker claimed the alert, UTC.</summary>
    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>When the mail itself began to leave, UTC; null when it never came so far.</summary>
    public DateTimeOffset? DataStartedAt { get; private set; }

    /// <summary>When it ended, UTC; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>How it ended.</summary>
    public AttemptOutcome Outcome { get; private set; }

    /// <summary>The server's words, or the problem's name; null while it runs.</summary>
    public string? Reply { get; private set; }
}
