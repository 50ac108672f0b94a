namespace LeadAlerts.Core.Evaluation;

/// <summary>A score beside the label that somebody gave.</summary>
/// <param name="Score">0–100.</param>
/// <param name="IsLead">The label.</param>
public readonly record struct ScoredLabel(int Score, bool IsLead);

/// <summary>How verdicts at a threshold agree with the labels.</summary>
/// <param name="TruePositives">Leads that were called leads.</param>
/// <param name="FalsePositives">Others that were called leads.</param>
/// <param name="FalseNegatives">Leads that were missed.</param>
/// <param name="TrueNegatives">Others that were let pass.</param>
public sealed record Verdicts(int TruePositives, int FalsePositives, int FalseNegatives, int TrueNegatives)
{
    /// <summary>How many labels there are.</summary>
    public int Labelled => Leads + FalsePositives + TrueNegatives;

    /// <summary>How many of the labels say lead.</summary>
    public int Leads => TruePositives + FalseNegatives;

    /// <summary>The share of leads among those called leads, 0–1; null when none was called a lead.</summary>
    public double? Precision => Share.Of(TruePositives, TruePositives + FalsePositives);

    /// <summary>The share of the leads that were called leads, 0–1; null when there are no leads.</summary>
    public double? Recall => Share.Of(TruePositives, Leads);

    /// <summary>The harmonic mean of precision and recall, 0–1; null when there are no leads.</summary>
    public double? F1 => Leads == 0 ? null : Share.Of(2 * TruePositives, (2 * TruePositives) + FalsePositives + FalseNegatives);

    /// <summary>The share of verdicts that agree with the label, 0–1; null when nothing is labelled.</summary>
    public double? Accuracy => Share.Of(TruePositives + TrueNegatives, Labelled);

    /// <summary>Judges scores: a lead from the threshold on.</summary>
    public static Verdicts Of(IEnumerable<ScoredLabel> labels, int threshold)
    {
        ArgumentNullException.ThrowIfNull(labels);
        Span<int> counts = stackalloc int[4];
        foreach (var (score, isLead) in labels)
        {
            counts[(score >= threshold ? 0 : 2) + ((score >= threshold) == isLead ? 0 : 1)]++;
        }

        return new Verdicts(counts[0], counts[1], counts[3], counts[2]);
    }

    /// <summary>
    /// The area under the precision-recall curve as average precision: at each score from the highest down, the precision of all that
    /// reach it, weighted by the recall that this score adds. Equal scores are one step, in whatever order they come.
    /// </summary>
    /// <returns>0–1; null when there are no leads.</returns>
    public static double? AveragePrecision(IReadOnlyCollection<ScoredLabel> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var leads = labels.Count(label => label.IsLead);
        if (leads == 0)
        {
            return null;
        }

        var (area, found, called) = (0.0, 0, 0);
        foreach (var step in labels.GroupBy(label => label.Score).OrderByDescending(step => step.Key))
        {
            var more = step.Count(label => label.IsLead);
            found += more;
            called += step.Count();
            area += (double)more / leads * found / called;
        }

        return area;
    }
}
