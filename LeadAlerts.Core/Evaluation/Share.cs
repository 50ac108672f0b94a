namespace LeadAlerts.Core.Evaluation;

/// <summary>Shares and means that are absent, rather than no number, where there is nothing to measure.</summary>
internal static class Share
{
    public static double? Of(double part, double whole) => whole == 0 ? null : part / whole;

    public static double? Mean(IEnumerable<double> values)
    {
        var (sum, count) = (0.0, 0);
        foreach (var value in values)
        {
            sum += value;
            count++;
        }

        return Of(sum, count);
    }
}
