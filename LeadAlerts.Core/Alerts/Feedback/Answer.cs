namespace LeadAlerts.Core.Alerts.Feedback;

/// <summary>What somebody's word or deed says of one chat: whether it was a lead.</summary>
/// <param name="Score">The highest score that the chat had reached then, 0–100.</param>
/// <param name="Told">True when it had counted as a lead, so that alerts were raised.</param>
/// <param name="IsLead">True when it was one.</param>
/// <param name="At">When that was known, UTC.</param>
public sealed record Answer(int Score, bool Told, bool IsLead, DateTimeOffset At);

/// <summary>How right the alerts were, as far as somebody has answered.</summary>
/// <param name="TrueAlerts">Alerts about leads.</param>
/// <param name="FalseAlerts">Alerts about none.</param>
/// <param name="Missed">Leads without an alert.</param>
public sealed record Accuracy(int TrueAlerts, int FalseAlerts, int Missed)
{
    /// <summary>All answers.</summary>
    public int Answers => TrueAlerts + FalseAlerts + Missed;

    /// <summary>The share of alerts that were about leads, 0–1; null without any.</summary>
    public double? Precision => TrueAlerts + FalseAlerts == 0 ? null : (double)TrueAlerts / (TrueAlerts + FalseAlerts);

    /// <summary>The share of known leads that had an alert, 0–1; null without any.</summary>
    public double? Recall => TrueAlerts + Missed == 0 ? null : (double)TrueAlerts / (TrueAlerts + Missed);

    /// <summary>Counts answers. Pure.</summary>
    public static Accuracy Of(IEnumerable<Answer> answers)
    {
        var counts = answers.Where(answer => answer.Told || answer.IsLead).CountBy(answer => (answer.Told, answer.IsLead)).ToDictionary();
        return new Accuracy(
            counts.GetValueOrDefault((true, true)), counts.GetValueOrDefault((true, false)), counts.GetValueOrDefault((false, true)));
    }
}
