namespace LeadAlerts.Core.Evaluation;

/// <summary>The conversations whose score lies in one tenth of the scale.</summary>
/// <param name="From">The least score of the bin.</param>
/// <param name="To">The greatest score of the bin; 9 more than the least, and 100 in the last bin.</param>
/// <param name="Count">How many labelled conversations there are.</param>
/// <param name="Expected">Their mean score as a probability, 0–1; null when there are none.</param>
/// <param name="Observed">The share of leads among them, 0–1; null when there are none.</param>
public sealed record CalibrationBin(int From, int To, int Count, double? Expected, double? Observed);

/// <summary>Whether a score means what it says: of the conversations with a score of 80, about 80 % should be leads.</summary>
/// <param name="Error">
/// The expected calibration error, 0–1: how far expected and observed lie apart, as the mean over the bins weighted by their count.
/// </param>
/// <param name="Bins">Ten, from the lowest scores to the highest.</param>
public sealed record Calibration(double Error, IReadOnlyList<CalibrationBin> Bins)
{
    private const int BinCount = 10;

    /// <summary>Measures; null when nothing is labelled.</summary>
    public static Calibration? Of(IReadOnlyCollection<ScoredLabel> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Count == 0)
        {
            return null;
        }

        var members = labels.ToLookup(label => Math.Min(label.Score / BinCount, BinCount - 1));
        CalibrationBin[] bins =
        [
            .. Enumerable.Range(0, BinCount).Select(bin => new CalibrationBin(
                bin * BinCount,
                bin == BinCount - 1 ? 100 : (bin * BinCount) + 9,
                members[bin].Count(),
                Share.Mean(members[bin].Select(label => label.Score / 100.0)),
                Share.Mean(members[bin].Select(label => label.IsLead ? 1.0 : 0.0)))),
        ];
        var error = bins.Where(bin => bin.Count > 0).Sum(bin => bin.Count * Math.Abs(bin.Expected!.Value - bin.Observed!.Value));
        return new Calibration(error / labels.Count, bins);
    }
}
