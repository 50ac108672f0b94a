using System.Data.Common;
using LeadAlerts.Core.Storage;

namespace LeadAlerts.Core.Conversations;

/// <summary>What is stored of a conversation before a delivery goes on with it. Instants that are only handed back stay as stored.</summary>
internal sealed record StoredConversation(
    Guid Id,
    long LastMessageAt,
    long? LastVisitorMessageAt,
    long? EndedAt,
    int MessageCount,
    int ReviewedThrough,
    ReviewState Review,
    StoredProfile Profile)
{
    /// <summary>The columns that <see cref="Read"/> reads, in its order.</summary>
    public const string Columns =
        """
        "Id", "LastMessageAt", "LastVisitorMessageAt", "EndedAt", "MessageCount", "ReviewDueAt", "FirstUnreviewedAt", "ReviewedThrough",
        "ReviewLeaseUntil", "VisitorId", "VisitorName", "VisitorEmail", "VisitorPhone", "VisitorLocale", "PageUrl", "Referrer"
        """;

    /// <summary>Reads the row that a reader stands at.</summary>
    public static StoredConversation Read(DbDataReader reader, DateTimeOffset now)
    {
        var lastVisitorMessageAt = Number(reader, 2);
        return new StoredConversation(
            reader.GetGuid(0),
            reader.GetInt64(1),
            lastVisitorMessageAt,
            Number(reader, 3),
            reader.GetInt32(4),
            reader.GetInt32(7),
            new ReviewState(
                Instant(reader, 5),
                Instant(reader, 6),
                HasVisitorMessage: lastVisitorMessageAt is not null,
                UnderReview: Instant(reader, 8) > now),
            new StoredProfile(
                Text(reader, 9), Text(reader, 10), Text(reader, 11), Text(reader, 12), Text(reader, 13), Text(reader, 14),
                Text(reader, 15)));
    }

    private static string? Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static long? Number(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);

    private static DateTimeOffset? Instant(DbDataReader reader, int column) =>
        Number(reader, column) is { } stored ? UtcMicrosecondsConverter.FromMicroseconds(stored) : null;
}

/// <summary>What is stored of the visitor and the visit.</summary>
internal sealed record StoredProfile(
    string? VisitorId, string? Name, string? Email, string? Phone, string? Locale, string? PageUrl, string? Referrer)
{
    /// <summary>What is new wins, except for where the visit began.</summary>
    public StoredProfile With(IncomingConversation delivery) => new(
        delivery.Visitor.VisitorId ?? VisitorId,
        delivery.Visitor.Name ?? Name,
        delivery.Visitor.Email ?? Email,
        delivery.Visitor.Phone ?? Phone,
        delivery.Visitor.Locale ?? Locale,
        PageUrl ?? delivery.PageUrl,
        Referrer ?? delivery.Referrer);
}
