using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Qualification.Own;

namespace LeadAlerts.Core.Alerts;

/// <summary>One version of a site's alert settings. Never changes once saved: a change is a new version.</summary>
public sealed class AlertSettings
{
    /// <summary>The threshold of a new site: the score, 1–100, from which a conversation is a lead.</summary>
    public const int DefaultThreshold = LeadQualifier.LikelyFrom;

    private AlertSettings()
    {
    }

    private AlertSettings(Guid siteId, int version, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        SiteId = siteId;
        Version = version;
        SavedAt = now;
    }

    /// <summary>The id of this version.</summary>
    public Guid Id { get; private set; }

    /// <summary>The site.</summary>
    public Guid SiteId { get; private set; }

    /// <summary>1 for the first, then one more each time; the greatest is in force.</summary>
    public int Version { get; private set; }

    /// <summary>False when the site sends no alerts. Leads are found all the same.</summary>
    public bool Enabled { get; private set; } = true;

    /// <summary>The score, 1–100, from which a conversation is a lead.</summary>
    public int Threshold { get; private set; } = DefaultThreshold;

    /// <summary>How each predefined criterion counts; a criterion that is missing counts as shipped.</summary>
    public IReadOnlyList<CriterionSetting> Criteria { get; private set; } = CriterionSetting.Defaults;

    /// <summary>Criteria in the owner's own words; at most <see cref="OwnCriterion.MaxCount"/>.</summary>
    public IReadOnlyList<OwnCriterion> OwnCriteria { get; private set; } = [];

    /// <summary>Who saved it; null for the first version.</summary>
    public Guid? SavedBy { get; private set; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset SavedAt { get; private set; }

    /// <summary>The first version of a site's settings.</summary>
    public static AlertSettings CreateFirst(Guid siteId, DateTimeOffset now) => new(siteId, 1, now);

    /// <summary>The version that comes after this one.</summary>
    /// <exception cref="ArgumentException">The threshold is not 1–100, or a weight is not 0–200, or a criterion comes twice, or one of the owner's is unfit.</exception>
    public AlertSettings Next(
        bool enabled, int threshold, IReadOnlyList<CriterionSetting> criteria, IReadOnlyList<OwnCriterion> own, Guid? savedBy, DateTimeOffset now)
    {
        if (threshold is < 1 or > 100)
        {
            throw new ArgumentException("A threshold is 1 to 100.", nameof(threshold));
        }

        if (criteria.Any(setting => setting.Weight is < 0 or > 200 || !CriterionNames.Predefined.Contains(setting.Criterion))
            || criteria.DistinctBy(setting => setting.Criterion).Count() != criteria.Count)
        {
            throw new ArgumentException("Each criterion comes once, with a weight of 0 to 200 %.", nameof(criteria));
        }

        if (OwnCriterion.FindProblem(own) is { } problem)
        {
            throw new ArgumentException(problem, nameof(own));
        }

        return new AlertSettings(SiteId, Version + 1, now)
        {
            Enabled = enabled,
            Threshold = threshold,
            Criteria = criteria,
            OwnCriteria = own,
            SavedBy = savedBy,
        };
    }
}
