using System.ComponentModel.DataAnnotations;

namespace LeadAlerts.Web.Ingest;

/// <summary>What one request, and one site, may send.</summary>
public sealed class IngestOptions
{
    public const string Section = "Ingest";

    /// <summary>The greatest size of a request's body, in bytes.</summary>
    [Range(1_024, 30_000_000, ErrorMessage = "Ingest:MaxBodyBytes must be 1024 to 30000000.")]
    public int MaxBodyBytes { get; set; } = 1_048_576;

    /// <summary>How many conversations one request may hold.</summary>
    [Range(1, 10_000, ErrorMessage = "Ingest:MaxConversations must be 1 to 10000.")]
    public int MaxConversations { get; set; } = 500;

    /// <summary>How many messages one conversation of a request may hold.</summary>
    [Range(1, 100_000, ErrorMessage = "Ingest:MaxMessages must be 1 to 100000.")]
    public int MaxMessages { get; set; } = 1_000;

    /// <summary>How many messages a site may send per second in the long run.</summary>
    [Range(10, 10_000_000, ErrorMessage = "Ingest:MessagesPerSecond must be 10 to 10000000.")]
    public int MessagesPerSecond { get; set; } = 2_000;

    /// <summary>How many messages a site may send at once after a pause.</summary>
    [Range(1, 10_000_000, ErrorMessage = "Ingest:MessageBurst must be 1 to 10000000.")]
    public int MessageBurst { get; set; } = 10_000;
}
