namespace LeadAlerts.Core.Inbox;

/// <summary>How many conversations of the last days reached each score.</summary>
/// <param name="Days">How many days back it looks.</param>
/// <param name="CountByScore">101 numbers: how many conversations have the score 0, 1, … 100.</param>
public sealed record RecentScores(int Days, IReadOnlyList<int> CountByScore)
{
    /// <summary>How many conversations were reviewed.</summary>
    public int Total => CountByScore.Sum();

    /// <summary>How many of them have a threshold's score or more.</summary>
    public int AtLeast(int threshold) => CountByScore.Skip(threshold).Sum();
}
