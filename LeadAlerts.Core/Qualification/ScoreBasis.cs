using System.Text.Json.Serialization;

namespace LeadAlerts.Core.Qualification;

/// <summary>One criterion's part in a score, before any owner's weight.</summary>
/// <param name="Criterion">The criterion.</param>
/// <param name="LogOdds">What it adds to the log-odds of a lead at 100 %; of an owner's criterion only the sign says something.</param>
/// <param name="Own">The id of the owner's criterion; null for one that the product ships.</param>
public sealed record ScorePart(
    [property: JsonPropertyName("c")] Criterion Criterion,
    [property: JsonPropertyName("l")] double LogOdds,
    [property: JsonPropertyName("o"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? Own = null);

/// <summary>What a score was made of, kept so that it can be made again with other weights without reading the chat again. Never changes once made.</summary>
/// <param name="LogOdds">The log-odds of a lead by the model alone, with every shipped criterion at 100 %.</param>
/// <param name="Parts">The criteria that were met, switched on or not, in the order in which they are added up.</param>
/// <param name="IfLikely">The category where the score reaches <see cref="LeadQualifier.LikelyFrom"/>.</param>
/// <param name="IfUnlikely">The category below it.</param>
/// <param name="Language">The chat's language, ISO 639-1; null when the visitor said nothing.</param>
public sealed record ScoreBasis(
    [property: JsonPropertyName("s")] double LogOdds,
    [property: JsonPropertyName("p")] IReadOnlyList<ScorePart> Parts,
    [property: JsonPropertyName("y")] ConversationCategory IfLikely,
    [property: JsonPropertyName("n")] ConversationCategory IfUnlikely,
    [property: JsonPropertyName("g")] string? Language)
{
    /// <summary>No score is greater: of the intentions of somebody who types nobody is sure. A setting of 100 therefore means "never".</summary>
    public const int Greatest = 99;

    // Log-odds that round to 0, and to 100, and no further: a stored score tells no more.
    private const double FarthestShare = 0.004;

    /// <summary>Of a chat in which the visitor said nothing: 0 whatever the weights.</summary>
    public static readonly ScoreBasis Nothing = new(-100, [], ConversationCategory.Other, ConversationCategory.Other, null);

    /// <summary>A language model's opinion; null when there was none.</summary>
    [JsonPropertyName("m"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ModelOpinion? Opinion { get; init; }

    /// <summary>True when it was worked out backwards from a stored score and its rounded points: near, not exact.</summary>
    [JsonIgnore]
    public bool IsEstimate { get; init; }

    /// <summary>The score and the category with other weights.</summary>
    public Rescored Score(ScoreWeights weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        var sum = LogOdds;
        foreach (var part in Parts)
        {
            var logOdds = weights.LogOddsOf(part);
            var share = logOdds * weights.FactorOf(part.Criterion, part.Own);

            // The model's log-odds hold what the model found; what the profile and the owner add comes on top.
            sum += IsOfModel(part.Criterion) ? share - logOdds : share;
        }

        var score = ToScore(sum);
        var category = score >= LeadQualifier.LikelyFrom ? IfLikely : IfUnlikely;
        if (Opinion is null)
        {
            return new Rescored(score, category);
        }

        var raise = Opinion.Raise(score, weights, Parts);
        return new Rescored(Math.Clamp(score + raise, 0, Greatest), Opinion.Refine(category, raise));
    }

    /// <summary>Works a basis out backwards from what older assessments kept. With the weights of then it gives the stored score again.</summary>
    /// <param name="score">The stored score.</param>
    /// <param name="category">The stored category.</param>
    /// <param name="signals">The stored signals with their rounded points.</param>
    /// <param name="then">The weights that were in force.</param>
    /// <param name="own">Finds the id of an owner's criterion by the name that it had; null when unknown.</param>
    public static ScoreBasis Estimate(
        int score, ConversationCategory category, IEnumerable<Signal> signals, ScoreWeights then, Func<string, Guid?> own)
    {
        ArgumentNullException.ThrowIfNull(signals);
        ArgumentNullException.ThrowIfNull(then);
        ArgumentNullException.ThrowIfNull(own);
        var share = Math.Clamp(score / 100.0, FarthestShare, 1 - FarthestShare);
        var sum = Math.Log(share / (1 - share));
        // Before scores kept their basis, points were counted from 50.
        var pointsPerLogOdds = Math.Abs(sum) < 0.01 ? 25 : 100 * (share - 0.5) / sum;
        var parts = new List<ScorePart>();
        var model = sum;
        foreach (var signal in signals)
        {
            var id = signal.Name is { } name ? own(name) : null;
            if (signal.Criterion is Criterion.ReadsLikeEnquiry or Criterion.ReadsLikeNone || (CriterionNames.IsOwn(signal.Criterion) && id is null))
            {
                continue;
            }

            // What was switched off or weighed nothing left no points behind: how much it would add is not known.
            var factor = then.FactorOf(signal.Criterion, id);
            var part = new ScorePart(signal.Criterion, factor > 0 ? signal.Points / pointsPerLogOdds / factor : 0, id);
            var logOdds = then.LogOddsOf(part);
            model -= IsOfModel(part.Criterion) ? (logOdds * factor) - logOdds : logOdds * factor;
            parts.Add(part);
        }

        return new ScoreBasis(model, parts, category, category, null) { IsEstimate = true };
    }

    internal static bool IsOfModel(Criterion criterion) =>
        criterion is not (Criterion.InServiceArea or Criterion.OutOfArea or Criterion.ReturningVisitor)
        && !CriterionNames.IsOwn(criterion);

    internal static int ToScore(double logOdds) =>
        Math.Min(Greatest, (int)Math.Round(100 * (1 / (1 + Math.Exp(-logOdds))), MidpointRounding.AwayFromZero));
}

/// <summary>A score that was made again.</summary>
/// <param name="Score">0–100.</param>
/// <param name="Category">What kind of conversation it is by that.</param>
public readonly record struct Rescored(int Score, ConversationCategory Category);
