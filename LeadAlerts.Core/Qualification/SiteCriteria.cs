using LeadAlerts.Core.Qualification.Own;

namespace LeadAlerts.Core.Qualification;

/// <summary>What a site's owner wants to count for and against a lead. Never changes; safe to share between threads.</summary>
/// <remarks>Taking the owner's own criteria apart costs more than comparing them: keep an instance for as long as nothing in it changes.</remarks>
public sealed class SiteCriteria
{
    /// <summary>Puts them together.</summary>
    /// <param name="settings">How the owner tuned each predefined criterion; one that is missing counts as shipped.</param>
    /// <param name="own">Criteria in the owner's own words.</param>
    public SiteCriteria(IReadOnlyList<CriterionSetting> settings, IReadOnlyList<OwnCriterion> own)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(own);
        Settings = settings;
        Own = own;
        Matchers = [.. own.Select(OwnCriterionMatcher.Of)];
    }

    /// <summary>Every criterion as shipped and none of the owner's.</summary>
    public static SiteCriteria Shipped { get; } = new(CriterionSetting.Defaults, []);

    /// <summary>How the owner tuned each predefined criterion; one that is missing counts as shipped.</summary>
    public IReadOnlyList<CriterionSetting> Settings { get; }

    /// <summary>Criteria in the owner's own words.</summary>
    public IReadOnlyList<OwnCriterion> Own { get; }

    /// <summary>The owner's own criteria, ready to be compared; in the order of <see cref="Own"/>.</summary>
    internal IReadOnlyList<OwnCriterionMatcher> Matchers { get; }

    /// <summary>What a criterion that is met counts, 0–2: 1 as shipped, 0 when it is switched off.</summary>
    internal double FactorOf(MetCriterion met)
    {
        if (met.Own is { } own)
        {
            return own.Enabled ? Math.Clamp(own.Weight, 0, 200) / 100.0 : 0;
        }

        foreach (var setting in Settings)
        {
            if (setting.Criterion == met.Criterion)
            {
                return setting.Enabled ? Math.Clamp(setting.Weight, 0, 200) / 100.0 : 0;
            }
        }

        return 1;
    }
}
