namespace LeadAlerts.Core.Alerts.Feedback;

/// <summary>A threshold that would have been more right, and what it would have changed.</summary>
/// <param name="Current">The threshold in force, 1–100.</param>
/// <param name="Threshold">The proposed one, 1–100.</param>
/// <param name="Changed">False alerts that a higher one would have removed, or missed leads that a lower one would have told.</param>
/// <param name="Of">How many of those there are at the threshold in force.</param>
/// <param name="Extra">Chats that nobody has answered about and that a lower one would also have told; 0 for a higher one.</param>
public sealed record ThresholdProposal(int Current, int Threshold, int Changed, int Of, int Extra)
{
    /// <summary>From how many answers on there are proposals.</summary>
    public const int LeastAnswers = 10;

    // A change of settings for a single chat is chasing chance.
    private const int LeastChanged = 2;

    // A lower threshold may cost so many further alerts for each lead that it finds.
    private const int ExtraPerLead = 3;

    /// <summary>True when it proposes fewer alerts.</summary>
    public bool IsHigher => Threshold > Current;

    /// <summary>Finds the best one, from nothing but stored scores. Pure.</summary>
    /// <param name="answers">What is known of chats.</param>
    /// <param name="current">The threshold in force, 1–100.</param>
    /// <param name="unanswered">The highest scores of chats below the threshold that nobody has answered about.</param>
    /// <returns>Null with fewer than <see cref="LeastAnswers"/>, and when nothing would be clearly better. A higher one never costs a known lead.</returns>
    public static ThresholdProposal? Find(IReadOnlyCollection<Answer> answers, int current, IReadOnlyCollection<int> unanswered)
    {
        if (answers.Count < LeastAnswers)
        {
            return null;
        }

        return FindHigher(answers, current) ?? FindLower(answers, current, unanswered);
    }

    /// <summary>One sentence that says what it would have changed.</summary>
    public string Text => IsHigher
        ? $"Raise the threshold to {Threshold}: it would have removed {Changed} of your {Mails.SpanWords.Count(Of, "false alert")} and no lead."
        : $"Lower the threshold to {Threshold}: it would have told you of {Changed} of {Mails.SpanWords.Count(Of, "missed lead")}, and of "
            + (Extra == 0 ? "nothing else." : $"{Mails.SpanWords.Count(Extra, "other chat")}.");

    private static ThresholdProposal? FindHigher(IReadOnlyCollection<Answer> answers, int current)
    {
        var wrong = answers.Where(answer => !answer.IsLead && answer.Score >= current).Select(answer => answer.Score).ToList();

        // Not above the weakest lead that the threshold in force lets through.
        var ceiling = answers.Where(answer => answer.IsLead && answer.Score >= current).Select(answer => answer.Score).DefaultIfEmpty(100).Min();
        var removed = wrong.Where(score => score < ceiling).ToList();
        return removed.Count < LeastChanged
            ? null

            // Just above the last one that it removes: no higher than the answers bear out.
            : new ThresholdProposal(current, removed.Max() + 1, removed.Count, wrong.Count, 0);
    }

    private static ThresholdProposal? FindLower(IReadOnlyCollection<Answer> answers, int current, IReadOnlyCollection<int> unanswered)
    {
        var missed = answers.Where(answer => answer.IsLead && answer.Score < current).Select(answer => answer.Score).ToList();
        var wrong = answers.Where(answer => !answer.IsLead && answer.Score < current).Select(answer => answer.Score).ToList();
        return missed.Distinct().Where(score => score >= 1)
            .Select(threshold => new ThresholdProposal(
                current,
                threshold,
                missed.Count(score => score >= threshold),
                missed.Count,
                unanswered.Count(score => score >= threshold && score < current) + wrong.Count(score => score >= threshold)))
            .Where(proposal => proposal.Changed >= LeastChanged && proposal.Extra <= ExtraPerLead * proposal.Changed)
            .OrderByDescending(proposal => proposal.Changed - ((double)proposal.Extra / ExtraPerLead))
            .ThenByDescending(proposal => proposal.Threshold)
            .FirstOrDefault();
    }
}
