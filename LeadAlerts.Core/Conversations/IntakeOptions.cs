using System.ComponentModel.DataAnnotations;

namespace LeadAlerts.Core.Conversations;

/// <summary>How deliveries are gathered into commits.</summary>
public sealed class IntakeOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Intake";

    /// <summary>How many deliveries share one commit at most; 1 gives each its own.</summary>
    [Range(1, 10_000, ErrorMessage = "Intake:BatchSize must be 1 to 10000.")]
    public int BatchSize { get; set; } = 512;

    /// <summary>How many deliveries may wait; one more is told that the store is overloaded.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Intake:QueueCapacity must be 1 to 1000000.")]
    public int QueueCapacity { get; set; } = 10_000;

    /// <summary>How long a delivery may wait for the commit that holds it before its sender is told to try again.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00", ErrorMessage = "Intake:Deadline must be 0.1 s to 10 min.")]
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(5);
}
