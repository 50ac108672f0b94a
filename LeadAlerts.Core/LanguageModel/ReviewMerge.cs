using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Qualification.Own;
using LeadAlerts.Core.Summaries;

namespace LeadAlerts.Core.LanguageModel;

/// <summary>Joins the embedded word and a model's checked answer: the model may add and refine, never take away. Pure; decision 0007.</summary>
public static class ReviewMerge
{
    /// <summary>How far one criterion alone can raise a score; two or more raise it as far as the mean of both opinions.</summary>
    public const int SingleCriterionRaise = ModelOpinion.SingleCriterionRaise;

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

        var opinion = question.MayBeAsked ? OpinionOf(answer) : null;
        var raise = opinion?.Raise(
            embedded.Score, new ScoreWeights(question.Criteria.Settings, question.Criteria.Own), PartsOf(question, embedded)) ?? 0;
        return new Assessment(
            embedded.SiteId,
            embedded.ConversationId,
            embedded.ThroughSequence,
            embedded.Score + raise,
            (opinion ?? OpinionOf(answer)).Refine(embedded.Category, raise),
            raise > 0 ? Signals(embedded.Signals, InFavour(question, answer), raise) : embedded.Signals,
            embedded.Contact,
            MessageText.Cut($"{embedded.Assessor}+{answer.Maker}", NameMaxLength),
            embedded.AssessedAt)
        {
            Basis = embedded.Basis is { } basis ? basis with { Opinion = opinion } : null,
        };
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

    /// <summary>What of an answer bears on the score and the category, whatever the weights.</summary>
    private static ModelOpinion OpinionOf(CheckedAnswer answer)
    {
        Criterion? shownBy = answer.Category switch
        {
            ConversationCategory.ExistingCustomer => Criterion.ExistingCustomer,
            ConversationCategory.JobSeeker => Criterion.JobSeeker,
            ConversationCategory.Vendor => Criterion.VendorPitch,
            ConversationCategory.Complaint => Criterion.Complaint,
            _ => null,
        };
        var isEnquiry = answer.Category == ConversationCategory.NewEnquiry;
        return new ModelOpinion(
            answer.Probability,
            isEnquiry && !answer.Criteria.Any(found => CriterionNames.CountsAgainst(found.Criterion)),
            [
                .. answer.Criteria.Where(MayRaise).DistinctBy(found => found.Meaning)
                    .Select(found => new ScorePart(found.Criterion, found.Own is null ? 0 : OwnCriterionReader.LogOdds, found.Own?.Id)),
            ],
            isEnquiry,
            shownBy is { } criterion && answer.Criteria.Any(found => found.Criterion == criterion) ? answer.Category : null);
    }

    /// <summary>The owner's criteria that the embedded reader met; of an assessment without a basis by their names.</summary>
    private static IReadOnlyList<ScorePart> PartsOf(ReviewQuestion question, Assessment embedded) => embedded.Basis?.Parts ??
    [
        .. question.Criteria.Own.Where(own => embedded.Signals.Any(signal => signal.Name == own.Name))
            .Select(own => new ScorePart(own.Against ? Criterion.OwnAgainst : Criterion.OwnFor, 0, own.Id)),
    ];

    /// <summary>What may raise the score. A place alone says nothing of what somebody wants.</summary>
    private static List<FoundCriterion> InFavour(ReviewQuestion question, CheckedAnswer answer) =>
    [
        .. answer.Criteria.Where(found => MayRaise(found) && question.WeightOf(found) > 0),
    ];

    private static bool MayRaise(FoundCriterion found) =>
        !CriterionNames.CountsAgainst(found.Criterion) && found.Criterion != Criterion.InServiceArea;

    /// <summary>Shares the raise out among the criteria that only the model found, or, where there is none, among those that both found.</summary>
    private static IReadOnlyList<Signal> Signals(IReadOnlyList<Signal> embedded, List<FoundCriterion> inFavour, int raise)
    {
        var signals = embedded.ToList();
        int Known(FoundCriterion found) =>
            signals.FindIndex(signal => signal.Criterion == found.Criterion && signal.Name == found.Own?.Name && signal.Points > 0);
        var all = inFavour.DistinctBy(found => found.Meaning).ToList();
        var added = all.Where(found => Known(found) < 0).Take(raise).ToList();
        foreach (var (i, found) in (added.Count > 0 ? added : [.. all.Take(raise)]).Index())
        {
            var points = Part(raise, added.Count > 0 ? added.Count : Math.Min(all.Count, raise), i);
            if (Known(found) is >= 0 and var at)
            {
                signals[at] = signals[at] with { Points = Math.Min(100, signals[at].Points + points) };
            }
            else
            {
                signals.Add(new Signal(found.Criterion, points, found.MessageSequence, found.Words, found.Own?.Name));
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
}
