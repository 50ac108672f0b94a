using LeadAlerts.Core.Evaluation;

namespace LeadAlerts.Web.Evaluation;

/// <summary>In which form an evaluation is shown.</summary>
/// <param name="AsJson">One JSON object in place of tables.</param>
/// <param name="WithMistakes">With every mistake.</param>
internal sealed record EvaluationView(bool AsJson, bool WithMistakes)
{
    /// <summary>Writes an evaluation.</summary>
    /// <param name="report">The figures.</param>
    /// <param name="skippedLines">How many lines could not be read.</param>
    public string Write(EvaluationReport report, int skippedLines)
    {
        if (AsJson)
        {
            return EvaluationJson.Write(report, skippedLines, WithMistakes);
        }

        var text = EvaluationText.Write(report, skippedLines);
        return WithMistakes ? $"{text}\n{MistakesText.Write(report)}" : text;
    }
}
