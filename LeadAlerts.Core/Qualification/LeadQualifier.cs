using System.Diagnostics.CodeAnalysis;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Qualification.Acts;
using LeadAlerts.Core.Qualification.Own;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Core.Qualification;

/// <summary>Decides how likely a visitor is a potential lead. Pure: no clock, no database, no network. Safe to share between threads.</summary>
/// <remarks>
/// A model shipped with the product reads what each message does (<see cref="SpeechAct"/>) and how likely the whole is a lead. What
/// the visitor does is told as criteria; each moves the log-odds of a lead by what it added, times the owner's weight, and the sum is
/// turned into a probability at the very end. A score of 80 means that about 80 of 100 such conversations are leads.
/// </remarks>
public sealed class LeadQualifier
{
    /// <summary>The name and version of this assessor.</summary>
    public const string AssessorName = "embedded/2";

    /// <summary>
    /// The score, 0–100, from which a conversation is likelier than not worth an alert: where a new site's threshold stands, a lead
    /// is warm and a summary takes the visitor for one who may buy. Measured: on chats written for this project, lower finds few more
    /// leads for many more false alarms, higher misses leads.
    /// </summary>
    public const int LikelyFrom = 40;

    /// <summary>Where points for and against balance: what tells nothing leaves a conversation at <see cref="LikelyFrom"/>.</summary>
    private static readonly double Balance = Math.Log(LikelyFrom / (100.0 - LikelyFrom));

    /// <summary>How much of what no criterion explains alone is told with the criteria, in times of what they explain.</summary>
    private const double MostTold = 2;

    /// <summary>Assesses a conversation.</summary>
    /// <param name="transcript">The conversation; the site's lines only tell what the visitor's mean.</param>
    /// <param name="criteria">What the owner wants to count, and how much.</param>
    /// <param name="business">What the business is and where it works; may be empty.</param>
    /// <param name="region">The site's country as two letters, in which phone numbers without a country code are read.</param>
    /// <param name="now">The instant of assessment, UTC.</param>
    /// <returns>The score with the signals that earned it, strongest first; never null.</returns>
    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "A service: callers are given an instance.")]
    public Assessment Assess(
        Transcript transcript, SiteCriteria criteria, BusinessProfile business, string region, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(transcript);
        ArgumentNullException.ThrowIfNull(criteria);
        ArgumentNullException.ThrowIfNull(business);
        return Assess(ConversationActs.Read(transcript, business, region), transcript, criteria, business, now);
    }

    /// <summary>Assesses a conversation that has been read already, so that it is read once for all who need it.</summary>
    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "A service: callers are given an instance.")]
    internal Assessment Assess(
        ConversationActs conversation, Transcript transcript, SiteCriteria criteria, BusinessProfile business, DateTimeOffset now)
    {
        if (conversation.Messages.Count == 0)
        {
            return new Assessment(
                transcript.SiteId, transcript.ConversationId, transcript.ThroughSequence, 0, ConversationCategory.Other, [],
                conversation.Contact.Contact, AssessorName, now)
            {
                Basis = ScoreBasis.Nothing,
            };
        }

        Span<float> features = stackalloc float[DecisionFeatures.Count];
        var logOdds = Decide(conversation, features);
        if (conversation.WithoutCommands() is { } honest)
        {
            // A command to the machine never makes a lead less of one.
            Span<float> others = stackalloc float[DecisionFeatures.Count];
            var without = Decide(honest, others);
            if (without > logOdds)
            {
                (conversation, logOdds) = (honest, without);
                others.CopyTo(features);
            }
        }

        var met = CriterionReader.Read(conversation, transcript, business, logOdds);
        var sum = (double)logOdds;
        var shares = new List<(MetCriterion Met, double LogOdds)>(met.Count);
        foreach (var criterion in met.Concat(OwnCriterionReader.Read(conversation, criteria)))
        {
            var share = criterion.LogOdds * criteria.FactorOf(criterion);

            // The model's log-odds hold what the model found; what the profile and the owner add comes on top.
            sum += ScoreBasis.IsOfModel(criterion.Criterion) ? share - criterion.LogOdds : share;
            shares.Add((criterion, share));
        }

        var (likely, unlikely) = (Categorize(features, likely: true), Categorize(features, likely: false));
        var score = ScoreBasis.ToScore(sum);
        return new Assessment(
            transcript.SiteId, transcript.ConversationId, transcript.ThroughSequence, score, score >= LikelyFrom ? likely : unlikely,
            Signals(shares, sum), conversation.Contact.Contact, AssessorName, now)
        {
            Basis = new ScoreBasis(
                logOdds, [.. shares.Select(share => new ScorePart(share.Met.Criterion, share.Met.LogOdds, share.Met.Own?.Id))], likely, unlikely, conversation.Language),
        };
    }

    private static float Decide(ConversationActs conversation, Span<float> features)
    {
        DecisionFeatures.Compute(conversation.LogOdds, conversation.Facts, features);
        return DecisionFeatures.Decide(features, ActModel.Shipped.LeadDecision(conversation.Facts.KnowsTrade));
    }

    /// <summary>
    /// What each criterion added, in points above or below <see cref="LikelyFrom"/>. Near 0 and 100 a probability hardly moves, whatever
    /// else is said; so points are counted at the mean slope between there and the score. Criteria bear on one another, and taken one by
    /// one they explain less than all of the way: the rest is told with those that point the same way, up to a limit, and beyond it as how the whole reads.
    /// </summary>
    private static IReadOnlyList<Signal> Signals(List<(MetCriterion Met, double LogOdds)> shares, double sum)
    {
        var above = sum - Balance;
        var pointsPerLogOdds = Math.Abs(above) < 0.01 ? LikelyFrom * (100 - LikelyFrom) / 100.0 : ((100 * Probability(sum)) - LikelyFrom) / above;
        var rest = above - shares.Sum(share => share.LogOdds);
        var sameWay = shares.Where(share => Math.Sign(share.LogOdds) == Math.Sign(rest)).Sum(share => share.LogOdds);
        var told = Math.Abs(rest) <= Math.Abs(sameWay) * MostTold ? rest : sameWay * MostTold;
        int Points(double logOdds) => Math.Clamp((int)Math.Round(pointsPerLogOdds * logOdds, MidpointRounding.AwayFromZero), -100, 100);
        var signals = new List<Signal>(shares.Count + 1);
        foreach (var (met, logOdds) in shares)
        {
            var all = told != 0 && Math.Sign(logOdds) == Math.Sign(rest) ? logOdds * (1 + (told / sameWay)) : logOdds;
            signals.Add(new Signal(met.Criterion, Points(all), met.Sequence, met.Words, met.Own?.Name));
        }

        if (Points(rest - told) is var whole and not 0)
        {
            signals.Add(new Signal(whole > 0 ? Criterion.ReadsLikeEnquiry : Criterion.ReadsLikeNone, whole, null, ""));
        }

        return [.. signals
            .OrderByDescending(signal => Math.Abs(signal.Points))
            .ThenBy(signal => signal.MessageSequence ?? int.MaxValue)
            .ThenBy(signal => signal.Criterion)
            .ThenBy(signal => signal.Name, StringComparer.Ordinal)];
    }

    private static double Probability(double logOdds) => 1 / (1 + Math.Exp(-logOdds));

    private static ConversationCategory Categorize(ReadOnlySpan<float> features, bool likely)
    {
        var best = ConversationCategory.Other;
        var most = float.MinValue;
        foreach (var category in Enum.GetValues<ConversationCategory>())
        {
            // Who is taken for a lead is a new enquiry or a customer who wants more.
            if (likely && category is not (ConversationCategory.NewEnquiry or ConversationCategory.ExistingCustomer))
            {
                continue;
            }

            var logOdds = DecisionFeatures.Decide(features, ActModel.Shipped.CategoryDecision(category));
            if (logOdds > most)
            {
                (best, most) = (category, logOdds);
            }
        }

        return best;
    }
}
