using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Qualification.Own;

namespace LeadAlerts.Core.Alerts.Backtests;

/// <summary>What settings would have made of the past days.</summary>
/// <param name="Leads">How many visitors would have become leads.</param>
/// <param name="Alerts">How many of them somebody would have been told of by e-mail.</param>
/// <param name="Held">How many of these would have waited for open hours before anybody was told.</param>
/// <param name="Mails">How many e-mails that makes, to all recipients; what waited together comes in one.</param>
/// <param name="AlertsByDay">The alerts of each day by the day on which the first e-mail leaves.</param>
/// <param name="LeadsByDay">The leads of each day by the day on which they would have become one.</param>
public sealed record BacktestRun(int Leads, int Alerts, int Held, int Mails, IReadOnlyList<int> AlertsByDay, IReadOnlyList<int> LeadsByDay)
{
    /// <summary>Whether each chat would belong to a lead, in the order of the history.</summary>
    public required IReadOnlyList<bool> IsLead { get; init; }

    /// <summary>Each chat's highest score, 0–100, in the same order.</summary>
    public required IReadOnlyList<int> Score { get; init; }

    /// <summary>The names of the owner's criteria for which none of the chats was read: new or reworded ones. They count nothing here.</summary>
    public IReadOnlyList<string> Unread { get; init; } = [];
}

/// <summary>Reviews the past again with other settings, from what reviews kept and with the rules of today. Pure.</summary>
/// <remarks>
/// A lead is born, and a returning visitor known again, as in a real review; whom to tell and when is <see cref="AlertPolicy"/>'s word. Updates,
/// escalations, digests and mutes are left out: it counts first alerts.
/// </remarks>
public static class Backtest
{
    /// <summary>Runs settings over the past.</summary>
    /// <param name="history">The past.</param>
    /// <param name="draft">The settings, saved or not.</param>
    /// <exception cref="ArgumentException">The settings could not be saved.</exception>
    public static BacktestRun Run(BacktestHistory history, AlertSettingsDraft draft)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(draft);
        draft = draft.Tidied();
        var settings = AlertSettings.CreateFirst(history.SiteId, history.Now).Next(draft, savedBy: null, history.Now);
        var weights = new Dictionary<int, ScoreWeights>();
        var people = new KnownVisitors();
        var mails = new BacktestMails(history, settings);
        var (isLead, scores, leadsByDay) = (new bool[history.Chats.Count], new int[history.Chats.Count], new int[BacktestHistory.Days]);
        var leads = 0;
        foreach (var (index, review) in history.Reviews)
        {
            if (!weights.TryGetValue(review.SettingsVersion, out var counting))
            {
                counting = new ScoreWeights(draft.Criteria, Read(history, draft, review.SettingsVersion));
                weights.Add(review.SettingsVersion, counting);
            }

            var rescored = review.Basis.Score(counting);
            scores[index] = Math.Max(scores[index], rescored.Score);
            var chat = history.Chats[index];
            if (chat.WasKnown)
            {
                isLead[index] = true;
                continue;
            }

            var lead = people.Find(index, chat, review);
            if (lead is null && rescored.Score >= settings.Threshold)
            {
                lead = new BacktestLead(history.Recipients, review.At);
                leads++;
                leadsByDay[history.DayOf(review.At)]++;
            }

            if (lead is not null)
            {
                isLead[index] = true;
                people.Remember(index, chat, review, lead);
                mails.Tell(lead, chat, review, rescored);
            }
        }

        mails.Finish();
        return new BacktestRun(leads, mails.Alerts, mails.Held, mails.Mails, mails.AlertsByDay, leadsByDay)
        {
            IsLead = isLead,
            Score = scores,
            Unread =
            [
                .. draft.OwnCriteria
                    .Where(own => own is { Enabled: true, Weight: > 0 }
                        && weights.Keys.All(version => !IsRead(history, own, version)))
                    .Select(own => own.Name),
            ],
        };
    }

    /// <summary>The owner's criteria that the reviews of a version looked for in the same words.</summary>
    private static IEnumerable<OwnCriterion> Read(BacktestHistory history, AlertSettingsDraft draft, int version) =>
        draft.OwnCriteria.Where(own => IsRead(history, own, version));

    private static bool IsRead(BacktestHistory history, OwnCriterion own, int version) =>
        history.OwnByVersion.TryGetValue(version, out var then)
        && then.Any(was => was.Id == own.Id && was.Name == own.Name && was.Examples.SequenceEqual(own.Examples, StringComparer.Ordinal));
}
