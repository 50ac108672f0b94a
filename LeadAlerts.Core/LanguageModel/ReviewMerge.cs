using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Summaries;

namespace LeadAlerts.Core.LanguageModel;

/// <summary>Joins the embedded word and a model's checked answer: the model may add and refine, never take away. Pure; decision 0007.</summary>
public static class ReviewMerge
{
    /// <summary>How far one criterion alone can raise a score; two or more raise it as far as the mean of both opinions.</summary>
    public const int SingleCriterionRaise = 20;

    private const int NameMaxLength = 60;
    private const int MaxSignals = 24;
    private const int NextStepMaxLength = 400;

    /// <summary>The assessment with what the model adds to it.</summary>
    /// <param name="question">What was asked, with the embedded assessment.</param>
    /// <param name="answer">What was left of the answer; null when there is none.</param>
    /// <returns>Never a lower score than the embedded one, and another only where the visitor's own words show a criterion in favour.</returns>
    public static Assessment Assess(ReviewQuestion question, CheckedAnswer? answer)
    {
        ArgumentNullException.ThrowIfNull(question);
        var embedded = question.Embedded;
        if (answer is null)
        {
            return embedded;
        }

        var raise = Raise(question, answer);
        return new Assessment(
            embedded.SiteId,
            embedded.ConversationId,
            embedded.ThroughSequence,
            embedded.Score + raise,
            Category(embedded, answer, raise),
            raise > 0 ? Signals(embedded.Signals, InFavour(question, answer), raise) : embedded.Signals,
            embedded.Contact,
            MessageText.Cut($"{embedded.Assessor}+{answer.Maker}", NameMaxLength),
            embedded.AssessedAt);
    }

    /// <summary>The summary in the model's words where they hold, with everything that only the embedded writer found.</summary>
    /// <param name="embedded">The embedded writer's summary.</param>
    /// <param name="answer">What was left of the answer; null when there is none.</param>
    public static ConversationSummary Summarize(ConversationSummary embedded, CheckedAnswer? answer)
    {
        ArgumentNullException.ThrowIfNull(embedded);
        if (answer?.Summary is not { } refined)
        {
            return embedded;
        }

        return new ConversationSummary(
            embedded.SiteId, embedded.ConversationId, embedded.ThroughSequence, refined.Headline, MessageText.Cut(answer.Maker, NameMaxLength), embedded.WrittenAt)
        {
            Wants = refined.Wants.Count > 0 ? refined.Wants : embedded.Wants,
            Questions = refined.Questions.Count > 0 ? refined.Questions : embedded.Questions,
            Concerns = refined.Concerns.Count > 0 ? refined.Concerns : embedded.Concerns,
            Timeline = Fact(embedded.Timeline, refined.Timeline),
            Budget = Fact(embedded.Budget, refined.Budget),
            Place = Fact(embedded.Place, refined.Place),
            Quote = embedded.Quote,
            NextStep = NextStep(embedded.NextStep, refined.NextStep),
        };
    }

    private static int Raise(ReviewQuestion question, CheckedAnswer answer)
    {
        var embedded = question.Embedded.Score;
        var inFavour = InFavour(question, answer);
        if (!question.MayBeAsked || inFavour.Count == 0 || answer.Category != ConversationCategory.NewEnquiry
            || answer.Criteria.Any(found => CriterionNames.CountsAgainst(found.Criterion)))
        {
            return 0;
        }

        // Two opinions of the same weight, as log-odds: what both take for likely is very likely.
        var mean = Probability((LogOdds(embedded) + LogOdds(answer.Probability)) / 2);
        var raise = (int)Math.Round(100 * mean, MidpointRounding.AwayFromZero) - embedded;
        var most = inFavour.DistinctBy(found => found.Criterion).Count() > 1 ? 100 : SingleCriterionRaise;
        return Math.Clamp(raise, 0, most);
    }

    /// <summary>What may raise the score. A place alone says nothing of what somebody wants.</summary>
    private static List<FoundCriterion> InFavour(ReviewQuestion question, CheckedAnswer answer) =>
    [
        .. answer.Criteria.Where(found => !CriterionNames.CountsAgainst(found.Criterion)
            && found.Criterion != Criterion.InServiceArea
            && question.WeightOf(found.Criterion) > 0),
    ];

    private static ConversationCategory Category(Assessment embedded, CheckedAnswer answer, int raise)
    {
        if (raise > 0)
        {
            return ConversationCategory.NewEnquiry;
        }

        // An enquiry stays one; everything else may be told more exactly where the visitor's words show it.
        Criterion? shownBy = answer.Category switch
        {
            ConversationCategory.ExistingCustomer => Criterion.ExistingCustomer,
            ConversationCategory.JobSeeker => Criterion.JobSeeker,
            ConversationCategory.Vendor => Criterion.VendorPitch,
            ConversationCategory.Complaint => Criterion.Complaint,
            _ => null,
        };
        return embedded.Category != ConversationCategory.NewEnquiry && shownBy is { } criterion && answer.Criteria.Any(found => found.Criterion == criterion)
            ? answer.Category
            : embedded.Category;
    }

    /// <summary>Shares the raise out among the criteria that only the model found, or, where there is none, among those that both found.</summary>
    private static IReadOnlyList<Signal> Signals(IReadOnlyList<Signal> embedded, List<FoundCriterion> inFavour, int raise)
    {
        var known = embedded.Where(signal => signal.Points > 0).Select(signal => signal.Criterion).ToHashSet();
        var added = inFavour.Where(found => !known.Contains(found.Criterion)).DistinctBy(found => found.Criterion).Take(raise).ToList();
        var signals = embedded.ToList();
        if (added.Count > 0)
        {
            signals.AddRange(added.Select((found, i) => new Signal(found.Criterion, Part(raise, added.Count, i), found.MessageSequence, found.Words)));
        }
        else
        {
            var both = inFavour.Select(found => found.Criterion).Distinct().Take(raise).ToList();
            for (var i = 0; i < both.Count; i++)
            {
                var at = signals.FindIndex(signal => signal.Criterion == both[i] && signal.Points > 0);
                signals[at] = signals[at] with { Points = Math.Min(100, signals[at].Points + Part(raise, both.Count, i)) };
            }
        }

        return [.. signals.OrderByDescending(signal => Math.Abs(signal.Points)).Take(MaxSignals)];
    }

    private static int Part(int whole, int parts, int index) => (whole / parts) + (index < whole % parts ? 1 : 0);

    /// <summary>The model's wording, unless it leaves out a number or a day that the embedded writer found.</summary>
    private static SummaryLine? Fact(SummaryLine? embedded, SummaryLine? refined) =>
        embedded is null ? refined
        : refined is not null && Vocabulary.Of(refined.Text).HoldsFactsOf(Vocabulary.OfClaim(embedded.Text)) ? refined
        : embedded;

    /// <summary>How to reach the visitor stays first: it is the embedded writer's, and no model's advice replaces it.</summary>
    private static string NextStep(string embedded, string advice)
    {
        var both = embedded.Length == 0 ? advice : $"{embedded.TrimEnd('.', ' ')}. {advice}";
        return advice.Length == 0 || both.Length > NextStepMaxLength ? embedded : both;
    }

    private static double LogOdds(int score)
    {
        var share = Math.Clamp(score, 2, 98) / 100.0;
        return Math.Log(share / (1 - share));
    }

    private static double Probability(double logOdds) => 1 / (1 + Math.Exp(-logOdds));
}
