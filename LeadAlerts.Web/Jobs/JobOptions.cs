using System.ComponentModel.DataAnnotations;

namespace LeadAlerts.Web.Jobs;

/// <summary>How much work runs at once, and how often the rows are looked at.</summary>
public sealed class JobOptions
{
    public const string Section = "Jobs";

    /// <summary>Reviews that run at once.</summary>
    [Range(1, 64, ErrorMessage = "Jobs:ReviewWorkers must be 1 to 64.")]
    public int ReviewWorkers { get; set; } = 4;

    /// <summary>Alerts that are sent at once: half of them through the installation's mail server, half through sites' own.</summary>
    [Range(2, 64, ErrorMessage = "Jobs:AlertWorkers must be 2 to 64.")]
    public int AlertWorkers { get; set; } = 16;

    /// <summary>Webhooks that are sent at once; of endpoints that fail at most half as many.</summary>
    [Range(2, 64, ErrorMessage = "Jobs:WebhookWorkers must be 2 to 64.")]
    public int WebhookWorkers { get; set; } = 8;

    /// <summary>The longest the rows go without being looked at.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00", ErrorMessage = "Jobs:LookEvery must be 0.1 s to 1 min.")]
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Rows of one kind that have a job that waits or runs; the others wait in the database.</summary>
    [Range(1, 10_000, ErrorMessage = "Jobs:QueueLength must be 1 to 10000.")]
    public int QueueLength { get; set; } = 200;

    /// <summary>True runs made-up leads through a throw-away database after the start, so that the first real one finds compiled code.</summary>
    public bool WarmUp { get; set; } = true;
}
