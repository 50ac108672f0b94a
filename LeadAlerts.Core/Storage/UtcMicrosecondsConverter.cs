using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace LeadAlerts.Core.Storage;

/// <summary>Stores instants as microseconds since 1970 UTC, which SQLite can order and compare.</summary>
public sealed class UtcMicrosecondsConverter()
    : ValueConverter<DateTimeOffset, long>(instant => ToMicroseconds(instant), value => FromMicroseconds(value))
{
    /// <summary>The number that is stored for an instant.</summary>
    public static long ToMicroseconds(DateTimeOffset instant) =>
        (instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The instant for a stored number.</summary>
    public static DateTimeOffset FromMicroseconds(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
