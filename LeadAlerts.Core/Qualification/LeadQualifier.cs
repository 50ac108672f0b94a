using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Core.Qualification;

/// <summary>Decides how likely a visitor is a potential lead. Pure: no clock, no database, no network. Safe to share between threads.</summary>
/// <remarks>
/// Evidence adds up in log-odds and is turned into a probability at the very end, so that kinds of evidence stack: the criteria read
/// here, and whatever else gives log-odds for the same conversation (a trained model, a language model's verdict), are summed
/// before that last step. A further source may raise the sum or lower it by its own calibrated amount; the criteria's words stay
/// the signals that the owner sees.
/// </remarks>
public sealed class LeadQualifier
{
    /// <summary>The name and version of this assessor.</summary>
    public const string AssessorName = "criteria/1";

    /// <summary>What is known before a word is read.</summary>
    private const double Prior = -0.75;

    /// <summary>A repeat in a further message adds this share of the first, up to <see cref="MaxRepeats"/> times.</summary>
    private const double RepeatShare = 0.4;

    private const int MaxRepeats = 2;

    private const int MaxSignals = 24;

    private static readonly FrozenDictionary<EvidenceKind, (Criterion Criterion, double LogOdds)> Weights =
        new Dictionary<EvidenceKind, (Criterion, double)>
        {
            [EvidenceKind.NeedPhrase] = (Criterion.DescribesNeed, 0.4),
            [EvidenceKind.NeedProblem] = (Criterion.DescribesNeed, 0.8),
            [EvidenceKind.NeedOwnThing] = (Criterion.DescribesNeed, 0.7),
            [EvidenceKind.NeedService] = (Criterion.DescribesNeed, 0.25),
            [EvidenceKind.NeedAnswer] = (Criterion.DescribesNeed, 0.6),
            [EvidenceKind.Price] = (Criterion.AsksPrice, 0.35),
            [EvidenceKind.Book] = (Criterion.WantsToBook, 0.6),
            [EvidenceKind.BookAccepted] = (Criterion.WantsToBook, 0.8),
            [EvidenceKind.Buy] = (Criterion.WantsToBuy, 0.4),
            [EvidenceKind.Availability] = (Criterion.AsksAvailability, 0.35),
            [EvidenceKind.Callback] = (Criterion.AsksToBeContacted, 0.5),
            [EvidenceKind.Contact] = (Criterion.GaveContact, 0.3),
            [EvidenceKind.Timeline] = (Criterion.NamesTimeline, 0.45),
            [EvidenceKind.Quantity] = (Criterion.NamesBudgetOrQuantity, 0.35),
            [EvidenceKind.Urgent] = (Criterion.UrgentNeed, 0.6),
            [EvidenceKind.InArea] = (Criterion.InServiceArea, 0.3),
            [EvidenceKind.Returning] = (Criterion.ReturningVisitor, 0.3),
            [EvidenceKind.Existing] = (Criterion.ExistingCustomer, -1.8),
            [EvidenceKind.Job] = (Criterion.JobSeeker, -1.8),
            [EvidenceKind.Vendor] = (Criterion.VendorPitch, -1.8),
            [EvidenceKind.Complaint] = (Criterion.Complaint, -1.1),
            [EvidenceKind.WrongPlace] = (Criterion.WrongBusiness, -1.0),
            [EvidenceKind.NotOffered] = (Criterion.WrongBusiness, -0.3),
            [EvidenceKind.OutOfArea] = (Criterion.OutOfArea, -0.9),
            [EvidenceKind.Test] = (Criterion.TestOrAbuse, -1.0),
            [EvidenceKind.Abuse] = (Criterion.TestOrAbuse, -1.0),
            [EvidenceKind.Injection] = (Criterion.TestOrAbuse, -1.0),
            [EvidenceKind.Scam] = (Criterion.TestOrAbuse, -2.2),
            [EvidenceKind.Withdrew] = (Criterion.WithdrewInterest, -1.4),
            [EvidenceKind.DeclinedOffer] = (Criterion.WithdrewInterest, -1.1),
            [EvidenceKind.DeclinedLast] = (Criterion.WithdrewInterest, -1.6),
            [EvidenceKind.Researching] = (Criterion.WithdrewInterest, -1.2),
        }.ToFrozenDictionary();

    /// <summary>Assesses a conversation.</summary>
    /// <param name="transcript">The conversation; only the visitor's lines are evidence.</param>
    /// <param name="criteria">How the owner tuned each criterion; one that is missing counts as shipped.</param>
    /// <param name="business">What the business is and where it works; may be empty.</param>
    /// <param name="region">The site's country as two letters, in which phone numbers without a country code are read.</param>
    /// <param name="now">The instant of assessment, UTC.</param>
    /// <returns>The score with the signals that earned it, strongest first; never null.</returns>
    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "A service: callers are given an instance.")]
    public Assessment Assess(
        Transcript transcript, IReadOnlyList<CriterionSetting> criteria, BusinessProfile business, string region, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(transcript);
        ArgumentNullException.ThrowIfNull(criteria);
        ArgumentNullException.ThrowIfNull(business);
        var readings = Reading.Of(transcript);
        var contact = ContactFinder.Find(readings, transcript.Visitor, business, region);
        var evidence = EvidenceReader.Read(readings, transcript, business, contact);
        var shares = Weigh(evidence, criteria, readings.Count);
        var sum = Prior + shares.Sum(share => share.LogOdds);
        var score = readings.Count == 0 ? 0 : ToScore(sum);
        return new Assessment(
            transcript.SiteId, transcript.ConversationId, transcript.ThroughSequence, score, Categorize(shares, score),
            Signals(shares, sum), contact.Contact, AssessorName, now);
    }

    /// <summary>The evidence of a conversation; for measuring.</summary>
    internal static IReadOnlyList<Evidence> Explain(Transcript transcript, BusinessProfile business, string region)
    {
        var readings = Reading.Of(transcript);
        return EvidenceReader.Read(readings, transcript, business, ContactFinder.Find(readings, transcript.Visitor, business, region));
    }

    private static List<Share> Weigh(IReadOnlyList<Evidence> evidence, IReadOnlyList<CriterionSetting> criteria, int messages)
    {
        var shares = new List<Share>();
        foreach (var kind in evidence.GroupBy(piece => piece.Kind).OrderBy(group => group.Key))
        {
            var (criterion, logOdds) = Weights[kind.Key];
            var setting = criteria.FirstOrDefault(setting => setting.Criterion == criterion);
            var factor = setting is null ? 1 : setting.Enabled ? Math.Clamp(setting.Weight, 0, 200) / 100.0 : 0;
            var repeat = 0;
            foreach (var piece in kind.DistinctBy(piece => piece.Reading?.Line.Sequence))
            {
                var share = repeat == 0 ? 1 : repeat <= MaxRepeats ? RepeatShare : 0;
                shares.Add(new Share(piece, criterion, logOdds * share * factor));
                repeat++;
            }
        }

        return Settle(shares, messages);
    }

    /// <summary>The last word counts: what was wanted before interest was withdrawn in the end counts little any more.</summary>
    private static List<Share> Settle(List<Share> shares, int messages)
    {
        var withdrawal = shares
            .Where(share => share.Piece.Kind == EvidenceKind.Withdrew && share.LogOdds < 0)
            .MaxBy(share => share.Piece.Reading!.Index);
        if (withdrawal is null || withdrawal.Piece.Reading!.Index < messages - 2)
        {
            return shares;
        }

        var at = withdrawal.Piece.Reading!.Index;
        var wantsAgain = shares.Any(share => share.Piece.Reading?.Index > at
            && share.Piece.Kind is EvidenceKind.Book or EvidenceKind.BookAccepted or EvidenceKind.Buy or EvidenceKind.Contact
                or EvidenceKind.Callback or EvidenceKind.Price or EvidenceKind.NeedPhrase);
        if (wantsAgain)
        {
            return shares;
        }

        var wanted = shares.Where(share => share.LogOdds > 0).Sum(share => share.LogOdds);
        return [.. shares.Select(share => share == withdrawal ? share with { LogOdds = share.LogOdds - (0.6 * wanted) } : share)];
    }

    private static int ToScore(double logOdds) => (int)Math.Round(100 / (1 + Math.Exp(-logOdds)), MidpointRounding.AwayFromZero);

    /// <summary>
    /// What each signal added. Near 0 and 100 a probability hardly moves, whatever else is said; so the way from the prior to the score is
    /// shared out in proportion to the log-odds, and the points (before rounding) add up to it.
    /// </summary>
    private static IReadOnlyList<Signal> Signals(List<Share> shares, double sum)
    {
        var way = sum - Prior;
        var pointsPerLogOdds = Math.Abs(way) < 0.01
            ? 100 * Probability(sum) * (1 - Probability(sum))
            : 100 * (Probability(sum) - Probability(Prior)) / way;
        var signals = new List<Signal>();
        foreach (var group in shares.GroupBy(share => (share.Criterion, share.Piece.Reading?.Line.Sequence)))
        {
            var logOdds = group.Sum(share => share.LogOdds);
            var points = (int)Math.Round(pointsPerLogOdds * logOdds, MidpointRounding.AwayFromZero);
            var words = group.MaxBy(share => Math.Abs(share.LogOdds))!.Piece.Words;
            signals.Add(new Signal(group.Key.Criterion, Math.Clamp(points, -100, 100), group.Key.Sequence, words));
        }

        return [.. signals
            .OrderByDescending(signal => Math.Abs(signal.Points))
            .ThenBy(signal => signal.MessageSequence ?? int.MaxValue)
            .ThenBy(signal => signal.Criterion)
            .Take(MaxSignals)];
    }

    private static double Probability(double logOdds) => 1 / (1 + Math.Exp(-logOdds));

    private static ConversationCategory Categorize(List<Share> shares, int score)
    {
        if (shares.Count == 0)
        {
            return ConversationCategory.Other;
        }

        double Of(params ReadOnlySpan<Criterion> criteria)
        {
            var sum = 0.0;
            foreach (var share in shares)
            {
                sum += criteria.Contains(share.Criterion) ? -Weights[share.Piece.Kind].LogOdds : 0;
            }

            return sum;
        }

        var against = new (ConversationCategory Category, double Strength)[]
        {
            (ConversationCategory.ExistingCustomer, Of(Criterion.ExistingCustomer)),
            (ConversationCategory.JobSeeker, Of(Criterion.JobSeeker)),
            (ConversationCategory.Vendor, Of(Criterion.VendorPitch)),
            (ConversationCategory.Complaint, Of(Criterion.Complaint) * 1.2),
            (ConversationCategory.SpamOrAbuse, Of(Criterion.TestOrAbuse)),
        }.MaxBy(entry => entry.Strength);
        if (score >= 50)
        {
            return ConversationCategory.NewEnquiry;
        }

        if (against.Strength >= 0.9)
        {
            return against.Category;
        }

        var wants = shares.Any(share => Weights[share.Piece.Kind].LogOdds > 0);
        var elsewhere = shares.Any(share => share.Criterion is Criterion.WrongBusiness or Criterion.OutOfArea);
        return wants && !elsewhere ? ConversationCategory.NewEnquiry : ConversationCategory.Other;
    }

    private sealed record Share(Evidence Piece, Criterion Criterion, double LogOdds);
}
