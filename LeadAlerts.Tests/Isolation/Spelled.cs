using System.Collections;
using System.Reflection;
using System.Text;

namespace LeadAlerts.Tests.Isolation;

/// <summary>All that an answer of a desk says, whatever its shape.</summary>
internal static class Spelled
{
    private const int DepthMost = 8;

    public static string Out(object? value)
    {
        var text = new StringBuilder();
        Add(text, value, DepthMost);
        return text.ToString();
    }

    private static void Add(StringBuilder text, object? value, int depth)
    {
        if (value is null || depth == 0)
        {
            return;
        }

        if (value is string or Uri || value.GetType() is { IsPrimitive: true } or { IsEnum: true } || value is Guid or DateTimeOffset or DateOnly or TimeOnly or TimeSpan)
        {
            text.Append(value).Append('\n');
        }
        else if (value is byte[] bytes)
        {
            text.Append(Encoding.UTF8.GetString(bytes)).Append('\n');
        }
        else if (value is IEnumerable many)
        {
            foreach (var one in many)
            {
                Add(text, one, depth - 1);
            }
        }
        else
        {
            foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0))
            {
                Add(text, property.GetValue(value), depth - 1);
            }

            foreach (var field in value.GetType().GetFields(BindingFlags.Public | BindingFlags.Instance))
            {
                Add(text, field.GetValue(value), depth - 1);
            }
        }
    }
}
