using System.Text;

namespace LeadAlerts.Core.Qualification;

/// <summary>Tells in a sentence or two why a conversation was scored as it was, as a colleague would. Pure; in English.</summary>
public static class Explanation
{
    private const int MostReasons = 3;

    private const int MostCounterReasons = 2;

    /// <summary>What speaks against the verdict with fewer points is not worth a colleague's words.</summary>
    private const int LeastCounterPoints = 3;

    private const int QuoteMaxLength = 70;

    /// <summary>Explains an assessment.</summary>
    /// <param name="assessment">Its signals come strongest first.</param>
    /// <returns>One or two sentences; never empty.</returns>
    public static string Of(Assessment assessment)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        var likely = assessment.Score >= LeadQualifier.LikelyFrom;
        var told = new StringBuilder(assessment.Score switch
        {
            >= 80 => "Very likely a customer to be",
            >= 60 => "Probably a customer to be",
            >= LeadQualifier.LikelyFrom => "Perhaps a customer to be",
            >= 20 => "Probably no customer to be",
            _ => "Hardly a customer to be",
        });
        var reasons = assessment.Signals.Where(signal => signal.Points != 0 && signal.Points > 0 == likely).Take(MostReasons).ToList();

        // Only what can be pointed at: "reads unlike an enquiry" gives an owner nothing to check.
        var others = assessment.Signals
            .Where(signal => signal.Words.Length > 0 && Math.Abs(signal.Points) >= LeastCounterPoints && signal.Points > 0 != likely)
            .Take(MostCounterReasons).ToList();
        if (reasons.Count > 0)
        {
            told.Append(": ").Append(Join(reasons, ""));
        }

        told.Append('.');
        if (others.Count > 0)
        {
            told.Append(likely ? " Against it: " : " In favour: ").Append(Join(others, reasons.Count > 0 ? reasons[0].Words : "")).Append('.');
        }

        return told.ToString();
    }

    private static string Join(List<Signal> signals, string quotedAlready)
    {
        // The strongest is shown with the visitor's words, unless they stand there already.
        var clauses = signals.Select((signal, index) => CriterionNames.Clause(signal) + (index == 0 && signal.Words != quotedAlready ? Quote(signal) : "")).ToList();
        return clauses.Count == 1 ? clauses[0] : string.Join(", ", clauses[..^1]) + " and " + clauses[^1];
    }

    private static string Quote(Signal signal)
    {
        var words = string.Join(' ', signal.Words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (words.Length > QuoteMaxLength)
        {
            var end = words.LastIndexOf(' ', QuoteMaxLength);
            words = words[..(end > 0 ? end : char.IsHighSurrogate(words[QuoteMaxLength - 1]) ? QuoteMaxLength - 1 : QuoteMaxLength)] + "…";
        }

        return words.Length == 0 ? "" : $" (“{words}”)";
    }
}
