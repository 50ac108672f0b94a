namespace LeadAlerts.Core.Alerts.Actions;

/// <summary>What a link in a mail is for: one link, one purpose. Numbers are stored and signed: never renumber.</summary>
public enum MailActionPurpose
{
    /// <summary>The recipient works the lead from now on.</summary>
    Take = 1,

    /// <summary>The recipient has been in touch with the visitor.</summary>
    Contacted = 2,

    /// <summary>It was no lead at all.</summary>
    NotALead = 3,

    /// <summary>A conversation that stayed below the threshold was a lead.</summary>
    WasALead = 4,

    /// <summary>No alerts for this recipient for 24 hours.</summary>
    Mute = 5,

    /// <summary>No more alerts for this recipient.</summary>
    Stop = 6,

    /// <summary>Takes back what another link did.</summary>
    Undo = 7,
}
