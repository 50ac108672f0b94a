using LeadAlerts.Core.Qualification;

namespace LeadAlerts.Core.Alerts;

/// <summary>Says in words how two versions of alert settings differ. Pure.</summary>
public static class AlertSettingsChanges
{
    /// <summary>What <paramref name="after"/> changed, one sentence for each difference; empty when they mean the same.</summary>
    public static IReadOnlyList<string> Describe(AlertSettings before, AlertSettings after) =>
        Describe(AlertSettingsDraft.Of(before), AlertSettingsDraft.Of(after));

    /// <summary>The same for settings that are not saved.</summary>
    public static IReadOnlyList<string> Describe(AlertSettingsDraft before, AlertSettingsDraft after)
    {
        var changes = new List<string>();
        if (before.Enabled != after.Enabled)
        {
            changes.Add(after.Enabled ? "Alerts switched on" : "Alerts switched off");
        }

        if (before.Threshold != after.Threshold)
        {
            changes.Add($"Threshold {before.Threshold} → {after.Threshold}");
        }

        foreach (var criterion in Enum.GetValues<Criterion>())
        {
            var (was, now) = (Find(before, criterion), Find(after, criterion));
            var name = CriterionNames.Name(criterion);
            if (was.Enabled != now.Enabled)
            {
                changes.Add($"“{name}” switched {(now.Enabled ? "on" : "off")}");
            }

            if (was.Weight != now.Weight)
            {
                changes.Add($"“{name}” {was.Weight} % → {now.Weight} %");
            }
        }

        return changes;
    }

    private static CriterionSetting Find(AlertSettingsDraft settings, Criterion criterion) =>
        settings.Criteria.FirstOrDefault(setting => setting.Criterion == criterion) ?? new CriterionSetting(criterion);
}
