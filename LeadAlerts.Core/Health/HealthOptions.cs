using System.ComponentModel.DataAnnotations;

namespace LeadAlerts.Core.Health;

/// <summary>When alerts count as healthy, and who is told when they are not.</summary>
public sealed class HealthOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Health";

    /// <summary>How often a test chat goes through the pipeline; zero switches it off.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00", ErrorMessage = "Health:CanaryEvery must be 0 to 7 days.")]
    public TimeSpan CanaryEvery { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long after the start the first one goes, unless there was one in the last hour.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00", ErrorMessage = "Health:CanaryAfterStart must be 0 to 1 day.")]
    public TimeSpan CanaryAfterStart { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long one may take until it is known as a lead.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00", ErrorMessage = "Health:CanaryPatience must be 10 s to 1 h.")]
    public TimeSpan CanaryPatience { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long after one that failed the next one goes.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00", ErrorMessage = "Health:CanaryRetryAfter must be 1 min to 1 day.")]
    public TimeSpan CanaryRetryAfter { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a chat may wait for its review after it was due.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00", ErrorMessage = "Health:ReviewsLateAfter must be 10 s to 1 day.")]
    public TimeSpan ReviewsLateAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long an alert may wait after it was due, while mail can go out.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00", ErrorMessage = "Health:AlertsLateAfter must be 10 s to 1 day.")]
    public TimeSpan AlertsLateAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a webhook may wait after it was due, while its endpoint answers.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00", ErrorMessage = "Health:WebhooksLateAfter must be 10 s to 1 day.")]
    public TimeSpan WebhooksLateAfter { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long the mail server may be out of use.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00", ErrorMessage = "Health:MailPausedAfter must be 0 to 1 day.")]
    public TimeSpan MailPausedAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a site's own mail server may be out of use before the site's owners get a mail.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00", ErrorMessage = "Health:SiteMailPausedAfter must be 1 min to 1 day.")]
    public TimeSpan SiteMailPausedAfter { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How many alerts may fail in a row without one that is accepted.</summary>
    [Range(1, 1000, ErrorMessage = "Health:FailedInARow must be 1 to 1000.")]
    public int FailedInARow { get; set; } = 3;

    /// <summary>How long the dispatcher may go without looking for due work.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00", ErrorMessage = "Health:DispatcherSilentAfter must be 10 s to 1 h.")]
    public TimeSpan DispatcherSilentAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often all of it is judged.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "Health:WatchEvery must be 1 s to 1 h.")]
    public TimeSpan WatchEvery { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long something must be wrong before administrators get a mail.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00", ErrorMessage = "Health:TellAfter must be 0 to 1 day.")]
    public TimeSpan TellAfter { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long all must be well before they are told so; what goes wrong again sooner is the same incident.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00", ErrorMessage = "Health:WellAfter must be 0 to 1 day.")]
    public TimeSpan WellAfter { get; set; } = TimeSpan.FromMinutes(5);
}
