using LeadAlerts.Core.Qualification;

namespace LeadAlerts.Core.Alerts.Deciding;

/// <summary>What may change about a lead so that a recipient has to know. Numbers are stored: never renumber.</summary>
[Flags]
public enum LeadChanges
{
    /// <summary>Nothing that matters.</summary>
    None = 0,

    /// <summary>An address or a number was given where none was known.</summary>
    ContactGiven = 1,

    /// <summary>An address or a number was corrected.</summary>
    ContactCorrected = 2,

    /// <summary>It became urgent.</summary>
    Urgent = 4,

    /// <summary>The visitor asks to book, to visit or to be visited.</summary>
    AsksToBook = 8,

    /// <summary>The visitor is no longer interested.</summary>
    Withdrew = 16,

    /// <summary>The score reached the site's hot score.</summary>
    Hot = 32,

    /// <summary>A visitor who had withdrawn is interested again.</summary>
    InterestedAgain = 64,

    /// <summary>The visitor came back with another conversation that makes a lead, long after the last word of it or after it was closed.</summary>
    CameBack = 128,
}

/// <summary>What there is to tell of a lead, as far as a change of it matters. Never changes once made.</summary>
/// <param name="Score">0–100.</param>
/// <param name="Email">The visitor's address; null when unknown.</param>
/// <param name="Phone">The visitor's number, E.164; null when unknown.</param>
/// <param name="Urgent">The visitor said that it is urgent.</param>
/// <param name="AsksToBook">The visitor asked to book.</param>
/// <param name="Hot">The score has reached the site's hot score.</param>
/// <param name="Withdrew">The visitor is no longer interested.</param>
public sealed record LeadFacts(int Score, string? Email, string? Phone, bool Urgent, bool AsksToBook, bool Hot, bool Withdrew)
{
    /// <summary>The facts of a lead after a review.</summary>
    /// <param name="assessment">The review's.</param>
    /// <param name="contact">How to reach the visitor, as far as the lead knows.</param>
    /// <param name="hotScore">The site's hot score, 1–100.</param>
    public static LeadFacts Of(Assessment assessment, VisitorContact contact, int hotScore)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        ArgumentNullException.ThrowIfNull(contact);
        bool Says(Criterion criterion) => assessment.Signals.Any(signal => signal.Criterion == criterion);
        return new LeadFacts(
            assessment.Score,
            contact.Email,
            contact.Phone,
            Says(Criterion.UrgentNeed),
            Says(Criterion.WantsToBook),
            assessment.Score >= hotScore,
            Says(Criterion.WithdrewInterest));
    }

    /// <summary>These facts over what was told before: what was said once stays said, only an interest can go and come back.</summary>
    public LeadFacts Over(LeadFacts? told) => told is null ? this : new LeadFacts(
        Score, Email ?? told.Email, Phone ?? told.Phone, Urgent || told.Urgent, AsksToBook || told.AsksToBook, Hot || told.Hot, Withdrew);

    /// <summary>What a recipient who was told of <paramref name="told"/> does not know yet.</summary>
    public LeadChanges Since(LeadFacts told)
    {
        ArgumentNullException.ThrowIfNull(told);
        var changes = LeadChanges.None;
        foreach (var (was, now) in new[] { (told.Email, Email), (told.Phone, Phone) })
        {
            changes |= (was, now) switch
            {
                (_, null) => LeadChanges.None,
                (null, _) => LeadChanges.ContactGiven,
                _ => string.Equals(was, now, StringComparison.OrdinalIgnoreCase) ? LeadChanges.None : LeadChanges.ContactCorrected,
            };
        }

        changes |= Urgent && !told.Urgent ? LeadChanges.Urgent : 0;
        changes |= AsksToBook && !told.AsksToBook ? LeadChanges.AsksToBook : 0;
        changes |= Hot && !told.Hot ? LeadChanges.Hot : 0;
        changes |= (told.Withdrew, Withdrew) switch
        {
            (false, true) => LeadChanges.Withdrew,
            (true, false) => LeadChanges.InterestedAgain,
            _ => LeadChanges.None,
        };
        return changes;
    }
}
