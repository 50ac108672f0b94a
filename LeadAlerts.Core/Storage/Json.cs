using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LeadAlerts.Core.Storage;

/// <summary>Stores small immutable values as JSON text in one column, on every provider alike.</summary>
internal static class Json
{
    public static PropertyBuilder<T> IsJson<T>(this PropertyBuilder<T> property)
    {
        // The values never change in place, so a snapshot is the value itself and text tells two of them apart.
        var comparer = new ValueComparer<T>(
            (a, b) => Write(a) == Write(b), value => Write(value).GetHashCode(StringComparison.Ordinal), value => value);
        return property.HasConversion(value => Write(value), text => JsonSerializer.Deserialize<T>(text, Options)!, comparer);
    }

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);
}
