using LeadAlerts.Core.Inbox;

namespace LeadAlerts.Web.Components.Pages.Conversations;

/// <summary>Builds the paths of the conversation pages, so that a view is a link.</summary>
internal static class ConversationUrls
{
    /// <summary>The list under a filter.</summary>
    public static string List(ConversationFilter filter)
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

        return values.Count == 0 ? "/conversations" : "/conversations?" + string.Join('&', values);
    }

    /// <summary>One conversation, with a message to show or without.</summary>
    public static string One(Guid id, int? message = null) =>
        message is null ? $"/conversations/{id}" : $"/conversations/{id}?m={message}";
}
