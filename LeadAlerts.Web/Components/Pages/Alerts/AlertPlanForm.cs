using System.Globalization;
using LeadAlerts.Core.Alerts.Settings;

namespace LeadAlerts.Web.Components.Pages.Alerts;

/// <summary>When alerts go out, escalate and are summed up, while somebody edits it.</summary>
public sealed class AlertPlanForm
{
    private static readonly (TimeOnly From, TimeOnly To) UsualNight = (new TimeOnly(20, 0), new TimeOnly(7, 0));

    private int _hotScore;
    private int? _hourlyCap;
    private int _minutes;

    public AlertPlanForm(AlertSettingsDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        Quiet = draft.Schedule.HasQuietHours;
        (QuietFrom, QuietTo) = Quiet ? (draft.Schedule.QuietFrom, draft.Schedule.QuietTo) : UsualNight;
        Days = draft.Schedule.WorkingDays;
        TypeHotScore(draft.HotScore.ToString(CultureInfo.InvariantCulture));
        TypeHourlyCap(draft.HourlyCap?.ToString(CultureInfo.InvariantCulture) ?? "");
        Escalates = draft.Escalation.AfterMinutes is not null;
        TypeMinutes((draft.Escalation.AfterMinutes ?? 15).ToString(CultureInfo.InvariantCulture));
        Times = draft.Escalation.Times;
        Target = draft.Escalation.Target;
        Rhythm = draft.Digest.Rhythm;
        DigestAt = draft.Digest.At;
        DigestDay = draft.Digest.Weekday;
    }

    /// <summary>True when a part of the day is quiet.</summary>
    public bool Quiet { get; set; }

    public TimeOnly QuietFrom { get; set; }

    public TimeOnly QuietTo { get; set; }

    public Weekdays Days { get; private set; }

    public string HotScoreText { get; private set; } = "";

    /// <summary>Empty for no limit.</summary>
    public string HourlyCapText { get; private set; } = "";

    public string MinutesText { get; private set; } = "";

    public string? HotScoreProblem { get; private set; }

    public string? HourlyCapProblem { get; private set; }

    public string? MinutesProblem { get; private set; }

    public string? DaysProblem => Days == Weekdays.None ? "Choose at least one day." : null;

    /// <summary>Quiet from a time until the same would be no quiet hours at all.</summary>
    public string? QuietProblem => Quiet && QuietFrom == QuietTo ? "Choose two different times." : null;

    /// <summary>What must be put right before saving; null when nothing must.</summary>
    public string? Problem => DaysProblem ?? QuietProblem ?? HotScoreProblem ?? HourlyCapProblem ?? (Escalates ? MinutesProblem : null);

    public bool Escalates { get; set; }

    public int Times { get; set; }

    public EscalationTarget Target { get; set; }

    public DigestRhythm Rhythm { get; set; }

    public TimeOnly DigestAt { get; set; }

    public DayOfWeek DigestDay { get; set; }

    /// <summary>The hot score as typed last with sense, 1–100.</summary>
    public int HotScore => _hotScore;

    public AlertSchedule Schedule =>
        new(Quiet ? QuietFrom : TimeOnly.MinValue, Quiet ? QuietTo : TimeOnly.MinValue, Days == Weekdays.None ? Weekdays.All : Days);

    public EscalationPlan Escalation => new(Escalates ? _minutes : null, Times, Target);

    public DigestPlan Digest => new(Rhythm, DigestAt, DigestDay);

    /// <summary>A draft with what stands here.</summary>
    public AlertSettingsDraft ApplyTo(AlertSettingsDraft draft) => draft with
    {
        HotScore = _hotScore,
        Schedule = Schedule,
        HourlyCap = _hourlyCap,
        Escalation = Escalation,
        Digest = Digest,
    };

    public bool Has(DayOfWeek day) => (Days & Bit(day)) != Weekdays.None;

    public void Set(DayOfWeek day, bool works) => Days = works ? Days | Bit(day) : Days & ~Bit(day);

    public void TypeHotScore(string? text)
    {
        HotScoreText = text ?? "";
        var fits = TryRead(text, 1, 100, out var number);
        HotScoreProblem = fits ? null : "Type a whole number from 1 to 100.";
        _hotScore = fits ? number : _hotScore;
    }

    public void TypeHourlyCap(string? text)
    {
        HourlyCapText = text ?? "";
        var isNone = string.IsNullOrWhiteSpace(text);
        var number = 0;
        var fits = isNone || TryRead(text, 1, AlertSettingsDraft.MaxHourlyCap, out number);
        HourlyCapProblem = fits ? null : $"Type a whole number from 1 to {AlertSettingsDraft.MaxHourlyCap}, or leave it empty for no limit.";
        _hourlyCap = isNone ? null : fits ? number : _hourlyCap;
    }

    public void TypeMinutes(string? text)
    {
        MinutesText = text ?? "";
        var fits = TryRead(text, 1, EscalationPlan.MaxMinutes, out var number);
        MinutesProblem = fits ? null : $"Type a whole number of minutes from 1 to {EscalationPlan.MaxMinutes}.";
        _minutes = fits ? number : _minutes;
    }

    private static bool TryRead(string? text, int least, int most, out int number) =>
        int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out number)
        && number >= least && number <= most;

    private static Weekdays Bit(DayOfWeek day) => (Weekdays)(1 << (int)day);
}
