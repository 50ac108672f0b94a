namespace LeadAlerts.Core.Qualification;

/// <summary>How a site's owner tuned one criterion.</summary>
/// <param name="Criterion">The criterion.</param>
/// <param name="Weight">Its importance against the default, 0–200 %: 100 is the default, 0 is no effect, 200 is double.</param>
/// <param name="Enabled">False when the criterion is switched off.</param>
public sealed record CriterionSetting(Criterion Criterion, int Weight = 100, bool Enabled = true)
{
    /// <summary>Every predefined criterion as shipped.</summary>
    public static IReadOnlyList<CriterionSetting> Defaults { get; } =
        [.. CriterionNames.Predefined.Select(criterion => new CriterionSetting(criterion))];
}
