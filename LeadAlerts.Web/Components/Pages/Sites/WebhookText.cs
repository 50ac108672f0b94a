using LeadAlerts.Core.Webhooks;
using LeadAlerts.Web.Components.Shared;

namespace LeadAlerts.Web.Components.Pages.Sites;

/// <summary>Webhooks in an owner's words.</summary>
internal static class WebhookText
{
    public static string Event(WebhookEvents one) => one switch
    {
        WebhookEvents.LeadCreated => "A visitor became a lead",
        WebhookEvents.LeadUpdated => "A lead changed",
        WebhookEvents.AlertFailed => "An alert e-mail failed",
        _ => "Test",
    };

    public static string State(WebhookLogRow row) => row.State switch
    {
        WebhookState.Delivered => "Delivered",
        WebhookState.Failed => "Failed",
        WebhookState.Cancelled => "Not sent",
        WebhookState.Sending => "Sending",
        _ => row.Attempts == 0 ? "Waiting" : "Tried again",
    };

    public static string ChipClass(WebhookLogRow row) => row.State switch
    {
        WebhookState.Delivered => "la-chip-good",
        WebhookState.Failed => "la-chip-bad",
        WebhookState.Due when row.Attempts > 0 => "la-chip-warm",
        _ => "la-chip-quiet",
    };

    /// <summary>What came back, such as “204 after 40 ms” or “No answer within 15 s.”.</summary>
    public static string Answer(WebhookLogRow row)
    {
        var took = row.LastMilliseconds switch
        {
            null => "",
            < 1000 => $" after {row.LastMilliseconds} ms",
            _ => $" after {Durations.Short(TimeSpan.FromMilliseconds(row.LastMilliseconds.Value))}",
        };
        var reply = string.IsNullOrEmpty(row.LastReply) ? "" : row.LastStatus is null ? row.LastReply : $": {row.LastReply}";
        return row.LastStatus is { } status ? $"{status}{took}{reply}" : reply;
    }
}
