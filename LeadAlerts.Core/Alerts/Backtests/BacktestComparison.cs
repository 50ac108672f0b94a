using LeadAlerts.Core.Leads;

namespace LeadAlerts.Core.Alerts.Backtests;

/// <summary>A chat that one version of the settings takes for a lead and the other does not.</summary>
/// <param name="Chat">The chat.</param>
/// <param name="ScoreNow">Its highest score with the settings in force, 0–100.</param>
/// <param name="ScoreThen">Its highest score with the proposed ones.</param>
public sealed record ChangedChat(BacktestChat Chat, int ScoreNow, int ScoreThen)
{
    /// <summary>True when it became a customer.</summary>
    public bool IsWon => Chat.Status == LeadStatus.Won;

    /// <summary>True when a member said that it was no lead.</summary>
    public bool IsFalseAlarm => Chat.Status == LeadStatus.NotALead;
}

/// <summary>What proposed settings would change against those in force.</summary>
/// <param name="Now">The settings in force, over the past days.</param>
/// <param name="Then">The proposed ones.</param>
/// <param name="Gained">Chats that would be leads and are none, the highest new score first.</param>
/// <param name="Lost">Chats that are leads and would be none: won ones first, then the highest old score.</param>
public sealed record BacktestComparison(BacktestRun Now, BacktestRun Then, IReadOnlyList<ChangedChat> Gained, IReadOnlyList<ChangedChat> Lost)
{
    /// <summary>How many leads that became customers nobody would be told of: one that another of its chats still tells is not missed.</summary>
    public required int WonMissed { get; init; }

    /// <summary>How many leads that a member called none nobody would be told of: alarms that would be spared.</summary>
    public required int FalseAlarmsSpared { get; init; }

    /// <summary>True when the outcome is the same in every number and every chat.</summary>
    public bool IsSame => Gained.Count == 0 && Lost.Count == 0
        && (Now.Leads, Now.Alerts, Now.Held, Now.Mails) == (Then.Leads, Then.Alerts, Then.Held, Then.Mails);

    /// <summary>Compares two runs over the same past.</summary>
    public static BacktestComparison Of(BacktestHistory history, BacktestRun now, BacktestRun then)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(now);
        ArgumentNullException.ThrowIfNull(then);
        var (gained, lost) = (new List<ChangedChat>(), new List<ChangedChat>());
        for (var i = 0; i < history.Chats.Count; i++)
        {
            if (now.IsLead[i] != then.IsLead[i])
            {
                (then.IsLead[i] ? gained : lost).Add(new ChangedChat(history.Chats[i], now.Score[i], then.Score[i]));
            }
        }

        var told = history.Chats.Where((_, i) => then.IsLead[i]).Select(LeadOf).ToHashSet();
        return new BacktestComparison(
            now,
            then,
            [.. gained.OrderByDescending(chat => chat.ScoreThen).ThenByDescending(chat => chat.Chat.LastMessageAt)],
            [.. lost.OrderByDescending(chat => chat.IsWon).ThenByDescending(chat => chat.ScoreNow).ThenByDescending(chat => chat.Chat.LastMessageAt)])
        {
            WonMissed = CountUntold(chat => chat.IsWon),
            FalseAlarmsSpared = CountUntold(chat => chat.IsFalseAlarm),
        };

        int CountUntold(Func<ChangedChat, bool> which) => lost.Where(which).Select(chat => LeadOf(chat.Chat)).Distinct().Count(lead => !told.Contains(lead));
    }

    private static Guid LeadOf(BacktestChat chat) => chat.LeadId ?? chat.Id;
}
