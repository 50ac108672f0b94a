using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Qualification.Own;

namespace LeadAlerts.Core.Alerts.Settings;

/// <summary>What an owner wants the alert settings to be.</summary>
/// <param name="Enabled">False to send no alerts.</param>
/// <param name="Threshold">The score, 1–100, from which a conversation is a lead.</param>
/// <param name="Criteria">How each predefined criterion counts; one that is missing counts as shipped.</param>
public sealed record AlertSettingsDraft(bool Enabled, int Threshold, IReadOnlyList<CriterionSetting> Criteria)
{
    /// <summary>The greatest hourly cap that can be set.</summary>
    public const int MaxHourlyCap = 1000;

    /// <summary>Criteria in the owner's own words; at most <see cref="OwnCriterion.MaxCount"/>.</summary>
    public IReadOnlyList<OwnCriterion> OwnCriteria { get; init; } = [];

    /// <summary>The score, 1–100, from which a lead overrides quiet hours and the hourly cap.</summary>
    public int HotScore { get; init; } = AlertSettings.DefaultHotScore;

    /// <summary>When alerts may go out, in the site's time.</summary>
    public AlertSchedule Schedule { get; init; } = AlertSchedule.Always;

    /// <summary>How many mails a recipient gets in an hour at most, 1–<see cref="MaxHourlyCap"/>; null for no limit.</summary>
    public int? HourlyCap { get; init; } = AlertSettings.DefaultHourlyCap;

    /// <summary>When the digest comes.</summary>
    public DigestPlan Digest { get; init; } = DigestPlan.Off;

    /// <summary>What happens with a lead that nobody takes.</summary>
    public EscalationPlan Escalation { get; init; } = EscalationPlan.Off;

    /// <summary>A draft that changes nothing.</summary>
    public static AlertSettingsDraft Of(AlertSettings settings) =>
        new(settings.Enabled, settings.Threshold, settings.Criteria)
        {
            OwnCriteria = settings.OwnCriteria,
            HotScore = settings.HotScore,
            Schedule = settings.Schedule,
            HourlyCap = settings.HourlyCap,
            Digest = settings.Digest,
            Escalation = settings.Escalation,
        };

    /// <summary>The same with every predefined criterion and with the owner's words tidied.</summary>
    public AlertSettingsDraft Tidied() => this with
    {
        Criteria = [.. Criteria, .. CriterionSetting.Defaults.ExceptBy(Criteria.Select(setting => setting.Criterion), setting => setting.Criterion)],
        OwnCriteria = [.. OwnCriteria.Select(criterion => criterion.Tidied())],
    };

    /// <summary>Why it cannot be saved, in words; null when it can.</summary>
    public string? FindProblem()
    {
        if (Threshold is < 1 or > 100
            || Criteria.Any(setting => setting.Weight is < 0 or > 200 || !CriterionNames.Predefined.Contains(setting.Criterion))
            || Criteria.DistinctBy(setting => setting.Criterion).Count() != Criteria.Count)
        {
            return "The threshold is 1 to 100, and each criterion counts once with 0 to 200 %.";
        }

        return OwnCriterion.FindProblem(OwnCriteria) ?? this switch
        {
            { HotScore: < 1 or > 100 } => "The hot score is 1 to 100.",
            { Schedule.WorkingDays: var days } when (days & Weekdays.All) == Weekdays.None || (days & ~Weekdays.All) != Weekdays.None =>
                "Choose at least one day on which alerts go out.",
            { HourlyCap: < 1 or > MaxHourlyCap } => $"The hourly cap is 1 to {MaxHourlyCap}, or none.",
            { Digest: var digest } when !Enum.IsDefined(digest.Rhythm) || !Enum.IsDefined(digest.Weekday) => "The digest comes daily, weekly or not at all.",
            { Escalation: var plan } when plan.AfterMinutes is < 1 or > EscalationPlan.MaxMinutes
                || plan.Times is < 1 or > EscalationPlan.MaxTimes
                || !Enum.IsDefined(plan.Target) =>
                $"An escalation comes after 1 minute to 7 days of working time, 1 to {EscalationPlan.MaxTimes} times.",
            _ => null,
        };
    }
}
