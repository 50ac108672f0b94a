using LeadAlerts.Core.Email;
using LeadAlerts.Core.Sites;
using Microsoft.Extensions.Options;
using MimeKit;

namespace LeadAlerts.Core.Alerts;

/// <summary>Composes the mail of an alert and freezes it there. Safe for use by several threads.</summary>
public sealed class AlertMail(MailRenderer renderer, StopLinks stopLinks, PublicUrl publicUrl, IOptions<EmailOptions> options)
{
    /// <summary>Composes.</summary>
    /// <param name="alert">Gets the frozen mail.</param>
    /// <param name="recipient">Who gets it.</param>
    /// <param name="story">What it tells.</param>
    public async Task ComposeAsync(Alert alert, AlertRecipient recipient, LeadStory story)
    {
        var stopLink = stopLinks.Create(recipient.Id);
        var links = new AlertLinks(
            publicUrl.Link(story.LeadId is { } leadId ? $"leads/{leadId}" : "leads"), publicUrl.Link("alerts"), stopLink);
        var model = AlertStory.Tell(story, alert.Kind, links);
        var html = await renderer.RenderAsync<AlertEmail>(new Dictionary<string, object?> { [nameof(AlertEmail.Model)] = model });
        var messageId = $"alert.{alert.Id:N}@{options.Value.Domain}";
        var siteName = MailText.Shorten(MailText.OneLine(story.Site.Name), 60);
        var draft = new MailDraft(
            messageId,
            SiteTime.ToLocal(story.Now, story.Site.TimeZone),
            new MailboxAddress($"{siteName} · {MailText.OneLine(options.Value.FromName)}", options.Value.From),
            new MailboxAddress(MailText.OneLine(recipient.Name), recipient.Address),
            model.Subject,
            html,
            AlertEmailText.Write(model))
        {
            ReplyTo = model.ReplyHint is null ? null : new MailboxAddress(AlertStory.VisitorName(story) ?? "", model.Email!),

            // All mails about a lead name the same ancestor, and no two leads have the same.
            ThreadId = $"lead.{story.LeadId ?? alert.Id:N}@{options.Value.Domain}",
            Headers =
            [
                ("List-Id", $"<{story.Site.Id:N}.leads.{options.Value.Domain}>"),
                ("List-Unsubscribe", $"<{stopLink.AbsoluteUri}>"),
                ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
            ],
        };
        alert.Compose(messageId, model.Subject, draft.ToBytes());
    }
}

/// <summary>Where the links of an alert lead.</summary>
/// <param name="Lead">To the lead.</param>
/// <param name="Settings">To the alert settings.</param>
/// <param name="Stop">To the page that stops the mails.</param>
public sealed record AlertLinks(Uri Lead, Uri Settings, Uri Stop);
