using LeadAlerts.Core.Alerts.Actions;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Core.Alerts.Mails;

/// <summary>Where the links of an alert lead.</summary>
/// <param name="Lead">To the lead; to the inbox where the mail is about no single one.</param>
/// <param name="Settings">To the alert settings.</param>
/// <param name="Stop">To the page that stops the mails.</param>
public sealed record AlertLinks(Uri Lead, Uri Settings, Uri Stop)
{
    /// <summary>Mutes the mails for 24 hours; null for no such link.</summary>
    public Uri? Mute { get; init; }

    /// <summary>Takes the lead; null for no such link.</summary>
    public Uri? Take { get; init; }

    /// <summary>Marks the lead as contacted; null for no such link.</summary>
    public Uri? Contacted { get; init; }

    /// <summary>Marks the lead as none; null for no such link.</summary>
    public Uri? NotALead { get; init; }
}

/// <summary>Makes the links of one alert for one recipient.</summary>
internal sealed class AlertLinkMaker(MailActionLinks actions, PublicUrl publicUrl, Alert alert, AlertRecipient recipient, DateTimeOffset now)
{
    /// <summary>All links of a mail about a lead; without one, those that every mail has.</summary>
    public AlertLinks Of(Guid? leadId) => new(
        publicUrl.Link(leadId is { } id ? $"leads/{id}" : "leads"), publicUrl.Link("alerts"), Action(MailActionPurpose.Stop, alert.Id))
    {
        Mute = Action(MailActionPurpose.Mute, alert.Id),
        Take = leadId is { } take ? Action(MailActionPurpose.Take, take) : null,
        Contacted = leadId is { } contacted ? Action(MailActionPurpose.Contacted, contacted) : null,
        NotALead = leadId is { } none ? Action(MailActionPurpose.NotALead, none) : null,
    };

    /// <summary>Says that a conversation was a lead.</summary>
    public Uri WasALead(Guid conversationId) => Action(MailActionPurpose.WasALead, conversationId);

    /// <summary>Opens a conversation.</summary>
    public Uri Conversation(Guid conversationId) => publicUrl.Link($"conversations/{conversationId}");

    /// <summary>What a mail program posts to at one click.</summary>
    public Uri OneClickStop() => actions.CreateOneClickStop(alert.Id, recipient.Id, now);

    private Uri Action(MailActionPurpose purpose, Guid subjectId) => actions.Create(purpose, alert.Id, recipient.Id, subjectId, now);
}
