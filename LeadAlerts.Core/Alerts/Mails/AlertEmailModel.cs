using LeadAlerts.Core.Leads;

namespace LeadAlerts.Core.Alerts.Mails;

/// <summary>What an alert mail says, in the words and order in which it says it; HTML and text are made of the same.</summary>
/// <remarks>All texts are plain. Those of the visitor are cut to a length that keeps the mail small.</remarks>
public sealed record AlertEmailModel
{
    /// <summary>True for an owner's test.</summary>
    public bool IsTest { get; init; }

    /// <summary>Facts first; see <see cref="AlertStory.SubjectMaxLength"/>.</summary>
    public required string Subject { get; init; }

    /// <summary>What a mail program shows beside the subject: the need.</summary>
    public required string Preheader { get; init; }

    /// <summary>Site, time and whether the visitor is still there.</summary>
    public required string Occasion { get; init; }

    /// <summary>What the visitor wants, in one line.</summary>
    public required string Heading { get; init; }

    /// <summary>0–100.</summary>
    public required int Score { get; init; }

    /// <summary>How hot that is.</summary>
    public Heat Heat => HeatScale.Of(Score);

    /// <summary>Calls the visitor; null when no number is known, or the visitor is no longer interested.</summary>
    public Uri? CallLink { get; init; }

    /// <summary>The number as people write it; null where nobody is to be called.</summary>
    public string? Phone { get; init; }

    /// <summary>The visitor's address; null when none is known.</summary>
    public string? Email { get; init; }

    /// <summary>How to reach the visitor by answering the mail; null where that is not possible.</summary>
    public string? ReplyHint { get; init; }

    /// <summary>Facts as label and text, in order of weight.</summary>
    public required IReadOnlyList<(string Label, string Text)> Facts { get; init; }

    /// <summary>Why the score is what it is; <c>Met</c> is false for what is missing or speaks against.</summary>
    public required IReadOnlyList<(bool Met, string Text)> Reasons { get; init; }

    /// <summary>The visitor's words that show it best; null when there are none.</summary>
    public string? Quote { get; init; }

    /// <summary>What to do next.</summary>
    public required string NextStep { get; init; }

    /// <summary>The last messages as name, time and text.</summary>
    public required IReadOnlyList<(bool Visitor, string Who, string Time, string Text)> Messages { get; init; }

    /// <summary>How many messages there were before those.</summary>
    public int EarlierMessages { get; init; }

    /// <summary>What is new, as label and text; empty in a first mail.</summary>
    public IReadOnlyList<(string Label, string Text)> News { get; init; } = [];

    /// <summary>What to press at once.</summary>
    public required IReadOnlyList<MailButton> FirstButtons { get; init; }

    /// <summary>What to press afterwards.</summary>
    public required IReadOnlyList<MailButton> LastButtons { get; init; }

    /// <summary>How the mail ends.</summary>
    public required MailFoot Foot { get; init; }
}
