using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Qualification;

namespace LeadAlerts.Web.Components.Pages.Alerts;

/// <summary>Which leads a recipient gets, and when.</summary>
/// <param name="Role">When.</param>
/// <param name="Route">Which.</param>
/// <param name="GetsDigest">True for the digest too.</param>
public sealed record RecipientPlan(RecipientRole Role, RecipientRoute Route, bool GetsDigest)
{
    /// <summary>The languages that conversations are told apart by, with their names.</summary>
    public static readonly IReadOnlyList<(string Code, string Name)> Languages =
    [
        ("en", "English"), ("es", "Spanish"), ("de", "German"), ("fr", "French"), ("pt", "Portuguese"), ("it", "Italian"), ("nl", "Dutch"), ("pl", "Polish"), ("hi", "Hindi"),
    ];

    /// <summary>What visitors say by which leads can be told apart.</summary>
    public static readonly IReadOnlyList<Criterion> Criteria =
    [
        Criterion.UrgentNeed, Criterion.WantsToBook, Criterion.AsksPrice, Criterion.WantsToBuy, Criterion.AsksToBeContacted, Criterion.GaveContact, Criterion.ReturningVisitor,
    ];

    /// <summary>A recipient's plan in one line, such as <c>Hot leads only · Spanish · digest</c>.</summary>
    public static string Describe(RecipientRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var route = row.Route;
        string?[] parts =
        [
            PlanWords.Role(row.Role),
            route.Categories.Count > 0 ? string.Join(" or ", route.Categories.Select(CriterionNames.Name)) : null,
            route.Criteria.Count > 0 ? string.Join(" or ", route.Criteria.Select(CriterionNames.ShortName)) : null,
            route.Languages.Count > 0 ? string.Join(" or ", route.Languages.Select(NameOf)) : null,
            route.PagePrefix is { } page ? $"pages {page}…" : null,
            row is { GetsDigest: true, Role: not RecipientRole.DigestOnly } ? "digest" : null,
        ];
        return string.Join(" · ", parts.OfType<string>());
    }

    private static string NameOf(string code) => Languages.FirstOrDefault(language => language.Code == code).Name ?? code;
}
