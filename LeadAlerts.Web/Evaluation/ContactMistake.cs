using LeadAlerts.Core.Evaluation;

namespace LeadAlerts.Web.Evaluation;

/// <summary>A contact field that was not found as given.</summary>
/// <param name="Field">email, phone or name.</param>
/// <param name="Outcome">wrong, missed or invented.</param>
/// <param name="Given">What the visitor gave; null for nothing.</param>
/// <param name="Found">What was found; null for nothing.</param>
internal sealed record ContactMistake(string Field, string Outcome, string? Given, string? Found)
{
    public static IEnumerable<ContactMistake> Of(EvaluatedChat chat)
    {
        if (chat is not { Contact: { } check, Chat.Contact: { } given, Assessment.Contact: { } found })
        {
            return [];
        }

        (string Field, ContactOutcome Outcome, string? Given, string? Found)[] fields =
        [
            ("email", check.Email, given.Email, found.Email),
            ("phone", check.Phone, given.Phone, found.Phone),
            ("name", check.Name, given.Name, found.Name),
        ];
        return
            from field in fields
            let outcome = field.Outcome switch
            {
                ContactOutcome.Wrong => "wrong",
                ContactOutcome.Missed => "missed",
                ContactOutcome.Invented => "invented",
                _ => null,
            }
            where outcome is not null
            select new ContactMistake(field.Field, outcome, field.Given, field.Found);
    }
}
