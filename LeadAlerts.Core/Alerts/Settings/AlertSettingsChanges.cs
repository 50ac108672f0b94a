using LeadAlerts.Core.Qualification;

namespace LeadAlerts.Core.Alerts.Settings;

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

        DescribePlans(before, after, changes);
        foreach (var criterion in CriterionNames.Predefined)
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

        DescribeOwn(before, after, changes);
        return changes;
    }

    private static void DescribePlans(AlertSettingsDraft before, AlertSettingsDraft after, List<string> changes)
    {
        if (before.HotScore != after.HotScore)
        {
            changes.Add($"Hot score {before.HotScore} → {after.HotScore}");
        }

        if (before.Schedule != after.Schedule)
        {
            changes.Add($"Alerts go out: {PlanWords.Schedule(before.Schedule)} → {PlanWords.Schedule(after.Schedule)}");
        }

        if (before.HourlyCap != after.HourlyCap)
        {
            changes.Add($"Mails for one recipient: {PlanWords.Cap(before.HourlyCap)} → {PlanWords.Cap(after.HourlyCap)}");
        }

        if (before.Escalation != after.Escalation)
        {
            changes.Add($"Escalation: {PlanWords.Escalation(before.Escalation)} → {PlanWords.Escalation(after.Escalation)}");
        }

        if (before.Digest != after.Digest)
        {
            changes.Add($"Digest: {PlanWords.Digest(before.Digest)} → {PlanWords.Digest(after.Digest)}");
        }
    }

    private static void DescribeOwn(AlertSettingsDraft before, AlertSettingsDraft after, List<string> changes)
    {
        foreach (var was in before.OwnCriteria.Where(was => after.OwnCriteria.All(now => now.Id != was.Id)))
        {
            changes.Add($"Own criterion “{was.Name}” deleted");
        }

        foreach (var now in after.OwnCriteria)
        {
            var was = before.OwnCriteria.FirstOrDefault(was => was.Id == now.Id);
            if (was is null)
            {
                var off = now.Enabled ? "" : ", switched off";
                changes.Add($"Own criterion “{now.Name}” added, {(now.Against ? "against" : "for")} a lead, {now.Weight} %{off}");
                continue;
            }

            if (was.Name != now.Name)
            {
                changes.Add($"“{was.Name}” is now “{now.Name}”");
            }

            if (was.Against != now.Against)
            {
                changes.Add($"“{now.Name}” now speaks {(now.Against ? "against" : "for")} a lead");
            }

            if (was.Enabled != now.Enabled)
            {
                changes.Add($"“{now.Name}” switched {(now.Enabled ? "on" : "off")}");
            }

            if (was.Weight != now.Weight)
            {
                changes.Add($"“{now.Name}” {was.Weight} % → {now.Weight} %");
            }

            if (!was.Examples.SequenceEqual(now.Examples, StringComparer.Ordinal))
            {
                changes.Add($"“{now.Name}” examples {was.Examples.Count} → {now.Examples.Count}{(was.Examples.Count == now.Examples.Count ? ", reworded" : "")}");
            }
        }
    }

    private static CriterionSetting Find(AlertSettingsDraft settings, Criterion criterion) =>
        settings.Criteria.FirstOrDefault(setting => setting.Criterion == criterion) ?? new CriterionSetting(criterion);
}
