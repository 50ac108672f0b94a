using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Qualification.Own;
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

    private static int Raise(ReviewQuestion question, CheckedAnswer answer) =>
        question.MayBeAsked ? Math.Max(RaiseByOpinion(question, answer), RaiseByOwnCriteria(question, answer)) : 0;

    private static int RaiseByOpinion(ReviewQuestion question, CheckedAnswer answer)
    {
        var inFavour = InFavour(question, answer);
        if (inFavour.Count == 0 || answer.Category != ConversationCategory.NewEnquiry
            || answer.Criteria.Any(found => CriterionNames.CountsAgainst(found.Criterion)))
        {
            return 0;
        }

        // Two opinions of the same weight, as log-odds: what both take for likely is very likely.
        var mean = (LogOdds(question.Embedded.Score) + LogOdds(answer.Probability)) / 2;
        var most = inFavour.DistinctBy(found => found.Meaning).Count() > 1 ? 100 : SingleCriterionRaise;
        return Math.Clamp(Score(mean) - question.Embedded.Score, 0, most);
    }

    /// <summary>What the owner wrote in plain words, and only the model found, counts as if the embedded reader had found it.</summary>
    private static int RaiseByOwnCriteria(ReviewQuestion question, CheckedAnswer answer)
    {
        var embedded = question.Embedded;
        var found = InFavour(question, answer)
            .Where(found => found.Own is not null && embedded.Signals.All(signal => signal.Name != found.Own.Name))
            .DistinctBy(found => found.Meaning)
            .Sum(found => OwnCriterionReader.LogOdds * question.WeightOf(found) / 100.0);
        return found > 0 ? Math.Max(0, Score(LogOdds(embedded.Score) + found) - embedded.Score) : 0;
    }

    /// <summary>What may raise the score. A place alone says nothing of what somebody wants.</summary>
    private static List<FoundCriterion> InFavour(ReviewQuestion question, CheckedAnswer answer) =>
    [
        .. answer.Criteria.Where(found => !CriterionNames.CountsAgainst(found.Criterion)
            && found.Criterion != Criterion.InServiceArea
            && question.WeightOf(found) > 0),
    ];

    private static ConversationCategory Category(Assessment embedded, CheckedAnswer answer, int raise)
    {
        if (raise > 0 && answer.Category == ConversationCategory.NewEnquiry)
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

    private static double LogOdds(int score)
    {
        var share = Math.Clamp(score, 2, 98) / 100.0;
        return Math.Log(share / (1 - share));
    }

    private static int Score(double logOdds) => (int)Math.Round(100 / (1 + Math.Exp(-logOdds)), MidpointRounding.AwayFromZero);
}
