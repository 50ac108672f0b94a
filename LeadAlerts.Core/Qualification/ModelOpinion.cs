using System.Text.Json.Serialization;

namespace LeadAlerts.Core.Qualification;

/// <summary>What a language model made of a chat, as far as it bears on the score: it may raise one, never lower it. Never changes once made.</summary>
/// <param name="Probability">How likely the model takes the visitor for a lead, 0–100.</param>
/// <param name="Agrees">The model takes the chat for a new enquiry and found nothing against.</param>
/// <param name="InFavour">What it found in favour, each criterion once; a place alone is not among them.</param>
/// <param name="IsEnquiry">The model takes the chat for a new enquiry.</param>
/// <param name="Kind">The other kind of chat that the visitor's words show; null when none is shown.</param>
public sealed record ModelOpinion(
    [property: JsonPropertyName("q")] int Probability,
    [property: JsonPropertyName("a")] bool Agrees,
    [property: JsonPropertyName("f")] IReadOnlyList<ScorePart> InFavour,
    [property: JsonPropertyName("e")] bool IsEnquiry,
    [property: JsonPropertyName("k")] ConversationCategory? Kind)
{
    /// <summary>How far one criterion alone can raise a score; two or more raise it as far as the mean of both opinions.</summary>
    public const int SingleCriterionRaise = 20;

    /// <summary>By how many points it raises a score.</summary>
    /// <param name="score">The embedded assessor's, 0–100.</param>
    /// <param name="weights">How much each criterion counts.</param>
    /// <param name="met">What the embedded reader found by itself.</param>
    public int Raise(int score, ScoreWeights weights, IReadOnlyList<ScorePart> met)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(met);
        var counting = 0;
        var own = 0.0;
        foreach (var found in InFavour)
        {
            var factor = weights.FactorOf(found.Criterion, found.Own);
            if (factor <= 0)
            {
                continue;
            }

            counting++;

            // What the owner wrote in plain words, and only the model found, counts as if the embedded reader had found it.
            own += found.Own is { } id && met.All(part => part.Own != id) ? Math.Abs(weights.LogOddsOf(found)) * factor : 0;
        }

        var byOwn = own > 0 ? Math.Max(0, ScoreBasis.ToScore(LogOdds(score) + own) - score) : 0;
        if (counting == 0 || !Agrees)
        {
            return byOwn;
        }

        // Two opinions of the same weight, as log-odds: what both take for likely is very likely.
        var mean = (LogOdds(score) + LogOdds(Probability)) / 2;
        return Math.Max(byOwn, Math.Clamp(ScoreBasis.ToScore(mean) - score, 0, counting > 1 ? 100 : SingleCriterionRaise));
    }

    /// <summary>The category with what the model adds: an enquiry stays one, everything else may be told more exactly.</summary>
    /// <param name="embedded">The embedded assessor's.</param>
    /// <param name="raise">By how many points it raised the score.</param>
    public ConversationCategory Refine(ConversationCategory embedded, int raise) =>
        raise > 0 && IsEnquiry ? ConversationCategory.NewEnquiry
        : embedded != ConversationCategory.NewEnquiry && Kind is { } kind ? kind
        : embedded;

    private static double LogOdds(int score)
    {
        var share = Math.Clamp(score, 2, 98) / 100.0;
        return Math.Log(share / (1 - share));
    }
}
