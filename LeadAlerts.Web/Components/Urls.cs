using System.Globalization;
using LeadAlerts.Core.Analytics;
using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Qualification;

namespace LeadAlerts.Web.Components;

/// <summary>Builds the paths of pages, so that a view is a link.</summary>
internal static class Urls
{
    /// <summary>The inbox under a filter.</summary>
    public static string Leads(InboxFilter filter) => "/leads" + Query(filter, null);

    /// <summary>The leads of a site under a filter as a file.</summary>
    public static string LeadsCsv(Guid siteId, InboxFilter filter) => "/leads/export.csv" + Query([$"site={siteId}", .. Values(filter, null)]);

    /// <summary>Certain leads of a site as a file.</summary>
    public static string LeadsCsv(Guid siteId, IReadOnlyList<Guid> ids) =>
        $"/leads/export.csv?site={siteId}&tab=all&ids=" + string.Join(',', ids.Select(id => id.ToString("N")));

    /// <summary>Reads a filter from the values of an address; what is not known counts as not given.</summary>
    public static InboxFilter ReadFilter(string? tab, string? category, string? assignee, string? text) => new(
        Enum.TryParse<InboxTab>(tab, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : InboxTab.New,
        Enum.TryParse<ConversationCategory>(category, out var kind) && Enum.IsDefined(kind) ? kind : null,
        assignee == "none" ? Guid.Empty : Guid.TryParse(assignee, out var userId) ? userId : null,
        string.IsNullOrWhiteSpace(text) ? null : text);

    /// <summary>A lead beside the list of the same filter.</summary>
    /// <param name="id">The lead.</param>
    /// <param name="filter">What the list shows.</param>
    /// <param name="message">The number of the message to show; null for none.</param>
    public static string Lead(Guid id, InboxFilter? filter = null, int? message = null) => $"/leads/{id}" + Query(filter, message);

    /// <summary>The conversations under a filter.</summary>
    public static string Conversations(ConversationFilter filter)
    {
        var values = new List<string>();
        if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            values.Add($"q={Uri.EscapeDataString(filter.Search)}");
        }

        if (filter.Category is { } category)
        {
            values.Add($"category={category}");
        }

        if (filter.Verdict != VerdictFilter.All)
        {
            values.Add($"verdict={filter.Verdict}");
        }

        return "/conversations" + Query(values);
    }

    /// <summary>The alerts under a filter.</summary>
    public static string Deliveries(DeliveryFilter filter)
    {
        var values = new List<string>();
        if (filter.Group != DeliveryGroup.All)
        {
            values.Add($"state={filter.Group}");
        }

        if (filter.Kind is { } kind)
        {
            values.Add($"kind={kind}");
        }

        if (filter.Recipient is { } recipient)
        {
            values.Add($"to={Uri.EscapeDataString(recipient)}");
        }

        return "/deliveries" + Query(values);
    }

    /// <summary>The analytics of the last days.</summary>
    public static string Analytics(int days) => days == AnalyticsRange.DefaultDays ? "/analytics" : $"/analytics?days={days}";

    /// <summary>The analytics of any days.</summary>
    public static string Analytics(AnalyticsRange range) => "/analytics" + Query(range);

    /// <summary>The same of a site as a file.</summary>
    public static string AnalyticsCsv(Guid siteId, AnalyticsRange range) => $"/analytics/export.csv{Query(range)}&site={siteId}";

    /// <summary>One conversation, with the number of a message to show or without.</summary>
    public static string Conversation(Guid id, int? message = null) =>
        message is null ? $"/conversations/{id}" : $"/conversations/{id}?m={message}";

    private static string Query(AnalyticsRange range) =>
        string.Create(CultureInfo.InvariantCulture, $"?from={range.First:yyyy-MM-dd}&to={range.Last:yyyy-MM-dd}");

    private static string Query(InboxFilter? filter, int? message) => Query(Values(filter, message));

    private static List<string> Values(InboxFilter? filter, int? message)
    {
        var values = new List<string>();
        if (filter is not null)
        {
            if (filter.Tab != InboxTab.New)
            {
                values.Add($"tab={filter.Tab.ToString().ToLowerInvariant()}");
            }

            if (filter.Category is { } category)
            {
                values.Add($"category={category}");
            }

            if (filter.AssigneeId is { } assignee)
            {
                values.Add(assignee == Guid.Empty ? "assignee=none" : $"assignee={assignee}");
            }

            if (!string.IsNullOrWhiteSpace(filter.Text))
            {
                values.Add($"q={Uri.EscapeDataString(filter.Text)}");
            }
        }

        if (message is not null)
        {
            values.Add($"m={message}");
        }

        return values;
    }

    private static string Query(List<string> values) => values.Count == 0 ? "" : "?" + string.Join('&', values);
}
