using System.Text.Json;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Leads;

namespace LeadAlerts.Core.Webhooks;

/// <summary>Writes the bodies of webhooks; the README documents them. Pure.</summary>
/// <remarks>They say no more than an alert e-mail does. What is there stays; more may be added without a new version.</remarks>
internal static class WebhookPayload
{
    private const int Version = 1;

    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>A lead was born or has changed.</summary>
    /// <param name="type">Which of the two.</param>
    /// <param name="lead">The lead as it is now.</param>
    /// <param name="assignee">How the one who works it is called; null when nobody does.</param>
    /// <param name="changed">The names of the fields that changed; null for a new lead.</param>
    /// <param name="siteName">The site's name.</param>
    /// <param name="link">Where members see it.</param>
    /// <param name="now">When, UTC.</param>
    public static string OfLead(
        WebhookEvents type, Lead lead, string? assignee, IReadOnlyList<string>? changed, string siteName, Uri link, DateTimeOffset now)
    {
        var heat = HeatScale.Of(lead.Score);
        var who = lead.Contact.Name ?? "A visitor";
        return Write(
            type,
            $"{(changed is null ? $"{heat} lead" : $"Lead updated ({string.Join(", ", changed).Replace('_', ' ')}):")} {lead.Score} · {who} – {lead.Headline} {link}",
            new
            {
                LeadId = lead.Id,
                lead.SiteId,
                Site = siteName,
                lead.Score,
                Heat = Snake(heat),
                Category = Snake(lead.Category),
                Contact = new { lead.Contact.Name, lead.Contact.Email, lead.Contact.Phone },
                lead.Headline,
                Status = Snake(lead.Status),
                Assignee = assignee is null ? null : new { Id = lead.AssigneeId, Name = MailText.OneLine(assignee) },
                SnoozedUntil = lead.SnoozedUntil?.UtcDateTime,
                Link = link,
                Changed = changed ?? [],
            },
            now);
    }

    /// <summary>An alert e-mail did not arrive, or may not have.</summary>
    public static string OfFailedAlert(FailedAlert alert, string siteName, Uri link, DateTimeOffset now) => Write(
        WebhookEvents.AlertFailed,
        $"An alert e-mail of {siteName} to {alert.Recipient} was not delivered: {alert.Reason} {link}",
        new
        {
            alert.AlertId,
            alert.LeadId,
            alert.SiteId,
            Site = siteName,
            alert.Recipient,
            Outcome = alert.MayHaveArrived ? "unknown" : "failed",
            alert.Reason,
            Link = link,
        },
        now);

    /// <summary>An owner's test.</summary>
    public static string OfPing(Guid siteId, string siteName, Guid endpointId, Uri link, DateTimeOffset now) => Write(
        WebhookEvents.Ping,
        $"A test from Lead Alerts for {siteName}. {link}",
        new { EndpointId = endpointId, SiteId = siteId, Site = siteName, Link = link },
        now);

    private static string Write(WebhookEvents type, string text, object data, DateTimeOffset now) => JsonSerializer.Serialize(
        new { Type = WebhookEventNames.Of(type), Timestamp = now.UtcDateTime, Version, Text = Inert(text), Data = data }, Options);

    /// <summary>One line that a chat program shows as it is: there, angle brackets are commands.</summary>
    private static string Inert(string text) => MailText.Shorten(MailText.OneLine(text), 500)
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Snake<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}

/// <summary>An alert that failed, as far as receivers are told.</summary>
/// <param name="SiteId">The site.</param>
/// <param name="AlertId">The alert.</param>
/// <param name="LeadId">The lead; null for an alert about none.</param>
/// <param name="Recipient">The address it was for.</param>
/// <param name="MayHaveArrived">True when the mail server did not say whether it took it.</param>
/// <param name="Reason">What the mail server said.</param>
public sealed record FailedAlert(Guid SiteId, Guid AlertId, Guid? LeadId, string Recipient, bool MayHaveArrived, string Reason);
