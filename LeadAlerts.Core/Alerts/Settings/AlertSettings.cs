using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Qualification.Own;

namespace LeadAlerts.Core.Alerts.Settings;

/// <summary>One version of a site's alert settings. Never changes once saved: a change is a new version.</summary>
public sealed class AlertSettings
{
    /// <summary>The threshold of a new site: the score, 1–100, from which a conversation is a lead.</summary>
    public const int DefaultThreshold = LeadQualifier.LikelyFrom;

    /// <summary>The hot score of a new site: what mails and lists call hot.</summary>
    public const int DefaultHotScore = HeatScale.HotFrom;

    /// <summary>The hourly cap of a new site.</summary>
    public const int DefaultHourlyCap = 20;

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

    /// <summary>The score, 1–100, from which a lead overrides quiet hours and the hourly cap.</summary>
    public int HotScore { get; private set; } = DefaultHotScore;

    /// <summary>When alerts may go out, in the site's time.</summary>
    public AlertSchedule Schedule { get; private set; } = AlertSchedule.Always;

    /// <summary>How many mails a recipient gets in an hour at most; null for no limit.</summary>
    public int? HourlyCap { get; private set; } = DefaultHourlyCap;

    /// <summary>When the digest comes.</summary>
    public DigestPlan Digest { get; private set; } = DigestPlan.Off;

    /// <summary>What happens with a lead that nobody takes.</summary>
    public EscalationPlan Escalation { get; private set; } = EscalationPlan.Off;

    /// <summary>Who saved it; null for the first version.</summary>
    public Guid? SavedBy { get; private set; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset SavedAt { get; private set; }

    /// <summary>The first version of a site's settings.</summary>
    public static AlertSettings CreateFirst(Guid siteId, DateTimeOffset now) => new(siteId, 1, now);

    /// <summary>The version that comes after this one.</summary>
    /// <exception cref="ArgumentException">A number is out of its range, a criterion comes twice, or one of the owner's is unfit.</exception>
    public AlertSettings Next(AlertSettingsDraft draft, Guid? savedBy, DateTimeOffset now)
    {
        if (draft.FindProblem() is { } problem)
        {
            throw new ArgumentException(problem, nameof(draft));
        }

        return new AlertSettings(SiteId, Version + 1, now)
        {
            Enabled = draft.Enabled,
            Threshold = draft.Threshold,
            Criteria = draft.Criteria,
            OwnCriteria = draft.OwnCriteria,
            HotScore = draft.HotScore,
            Schedule = draft.Schedule,
            HourlyCap = draft.HourlyCap,
            Digest = draft.Digest,
            Escalation = draft.Escalation,
            SavedBy = savedBy,
        };
    }
}
