using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Qualification.Own;

namespace LeadAlerts.Web.Components.Pages.Alerts;

/// <summary>Alert settings while somebody edits them.</summary>
public sealed class AlertSettingsForm
{
    private readonly Dictionary<Criterion, CriterionSetting> _criteria = [];
    private readonly List<OwnCriterion> _own = [];
    private AlertSettingsDraft _start;

    public AlertSettingsForm(AlertSettings settings)
    {
        _start = AlertSettingsDraft.Of(settings);
        Version = settings.Version;
        Take(_start);
    }

    /// <summary>The version that the edits begin from.</summary>
    public int Version { get; private set; }

    public bool Enabled { get; set; }

    /// <summary>1–100: the last number typed that was one.</summary>
    public int Threshold { get; private set; }

    /// <summary>What stands in the field.</summary>
    public string ThresholdText { get; private set; } = "";

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? ThresholdProblem { get; private set; }

    /// <summary>The settings that the edits begin from.</summary>
    public AlertSettingsDraft Saved => _start;

    /// <summary>What saving would change, in words.</summary>
    public IReadOnlyList<string> Changes => AlertSettingsChanges.Describe(_start, Draft);

    /// <summary>When alerts go out, escalate and are summed up.</summary>
    public AlertPlanForm Plan { get; private set; }

    public bool IsDirty => ThresholdProblem is not null || Plan.Problem is not null || Changes.Count > 0;

    public AlertSettingsDraft Draft => Plan.ApplyTo(new(Enabled, Threshold, [.. _criteria.Values]) { OwnCriteria = [.. _own] });

    public CriterionSetting this[Criterion criterion] => _criteria[criterion];

    public void TypeThreshold(string? text)
    {
        ThresholdText = text ?? "";
        if (int.TryParse(ThresholdText, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var threshold)
            && threshold is >= 1 and <= 100)
        {
            Threshold = threshold;
            ThresholdProblem = null;
        }
        else
        {
            ThresholdProblem = "Type a whole number from 1 to 100.";
        }
    }

    public void Set(CriterionSetting setting) => _criteria[setting.Criterion] = setting with { Weight = Math.Clamp(setting.Weight, 0, 200) };

    /// <summary>The criteria in the owner's own words, in the order in which they were written.</summary>
    public IReadOnlyList<OwnCriterion> Own => _own;

    /// <summary>True while somebody writes one that is not part of the draft yet.</summary>
    public bool IsWriting { get; set; }

    /// <summary>Adds a criterion of the owner's, or puts it in the place of the one with the same id.</summary>
    public void Put(OwnCriterion own)
    {
        var at = _own.FindIndex(other => other.Id == own.Id);
        if (at < 0)
        {
            _own.Add(own);
        }
        else
        {
            _own[at] = own;
        }
    }

    /// <summary>Puts a criterion that was removed back where it was.</summary>
    public void PutBack(OwnCriterion own, int at) => _own.Insert(Math.Min(at, _own.Count), own);

    /// <summary>Takes a criterion of the owner's away; returns where it was.</summary>
    public int Remove(Guid id)
    {
        var at = _own.FindIndex(other => other.Id == id);
        _own.RemoveAt(at);
        return at;
    }

    /// <summary>Puts every predefined criterion back as shipped.</summary>
    public void ResetCriteria()
    {
        foreach (var setting in CriterionSetting.Defaults)
        {
            _criteria[setting.Criterion] = setting;
        }
    }

    public bool HasShippedCriteria => CriterionSetting.Defaults.All(setting => _criteria[setting.Criterion] == setting);

    /// <summary>Forgets the edits.</summary>
    public void Discard() => Take(_start);

    /// <summary>Keeps the edits and lets them begin from a newer version.</summary>
    public void Rebase(AlertSettings settings)
    {
        _start = AlertSettingsDraft.Of(settings);
        Version = settings.Version;
    }

    [MemberNotNull(nameof(Plan))]
    private void Take(AlertSettingsDraft draft)
    {
        Plan = new AlertPlanForm(draft);
        ResetCriteria();
        foreach (var setting in draft.Criteria)
        {
            _criteria[setting.Criterion] = setting;
        }

        _own.Clear();
        _own.AddRange(draft.OwnCriteria);
        IsWriting = false;
        Enabled = draft.Enabled;
        TypeThreshold(draft.Threshold.ToString(CultureInfo.InvariantCulture));
    }
}
