using System.Globalization;

namespace LeadAlerts.Core.Alerts.Backtests;

/// <summary>Says in words what a backtest found: numbers with their units, against those of today. Pure; in English.</summary>
public static class BacktestWords
{
    /// <summary>What settings would have sent, in one sentence.</summary>
    /// <param name="history">The past.</param>
    /// <param name="comparison">The proposed settings against those in force.</param>
    public static string Sentence(BacktestHistory history, BacktestComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var (now, then) = (Count(history, comparison.Now), Count(history, comparison.Then));
        var days = $"the last {BacktestHistory.Days} days";
        var verb = IsOfAlerts(history) ? "would have sent" : "would have found";
        if (comparison.IsSame)
        {
            return $"With these settings {days} {verb} {Words(history, then)}.";
        }

        return now == then
            ? $"With these settings {days} {verb} {Words(history, then)}, as many as now."
            : $"With these settings {days} {verb} {Words(history, then)}, not {now.ToString("N0", CultureInfo.InvariantCulture)}.";
    }

    /// <summary>The same in a few words, for a narrow line: "12 alerts, not 31".</summary>
    public static string Brief(BacktestHistory history, BacktestComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var (now, then) = (Count(history, comparison.Now), Count(history, comparison.Then));
        return now == then ? Words(history, then) : $"{Words(history, then)}, not {now.ToString("N0", CultureInfo.InvariantCulture)}";
    }

    /// <summary>What it counts: alerts, or leads where the site gets no alerts whatever the settings (its plan, nobody to tell).</summary>
    public static int Count(BacktestHistory history, BacktestRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return IsOfAlerts(history) ? run.Alerts : run.Leads;
    }

    /// <summary>The same for each day.</summary>
    public static IReadOnlyList<int> CountByDay(BacktestHistory history, BacktestRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return IsOfAlerts(history) ? run.AlertsByDay : run.LeadsByDay;
    }

    /// <summary>True when the site can get alerts at all.</summary>
    public static bool IsOfAlerts(BacktestHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        return history.Plan == Sites.SitePlan.Free && history.Recipients.Any(recipient => recipient.IsActive);
    }

    /// <summary>A number with its noun: "1 alert", "no leads", "1,204 chats".</summary>
    public static string Many(int count, string noun, string? several = null) => count switch
    {
        0 => $"no {several ?? noun + "s"}",
        1 => $"1 {noun}",
        _ => $"{count.ToString("N0", CultureInfo.InvariantCulture)} {several ?? noun + "s"}",
    };

    private static string Words(BacktestHistory history, int count) => Many(count, IsOfAlerts(history) ? "alert" : "lead");
}
