using System.Collections.Frozen;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Qualification.Acts;
using LeadAlerts.Core.Qualification.Own;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Core.Qualification;

/// <summary>A criterion that a conversation meets.</summary>
/// <param name="Criterion">The criterion.</param>
/// <param name="LogOdds">What it adds to the log-odds of a lead, before the owner's weight.</param>
/// <param name="Sequence">The number of the message that shows it best; null where no single message does.</param>
/// <param name="Words">The words in that message, as typed.</param>
internal sealed record MetCriterion(Criterion Criterion, double LogOdds, int? Sequence, string Words)
{
    /// <summary>The owner's criterion; null for one that the product ships.</summary>
    public OwnCriterion? Own { get; init; }
}

/// <summary>
/// Tells which criteria a conversation meets, with the words that show it, and what each adds: how much the verdict would fall or
/// rise if the visitor's messages did that no more than an average message does.
/// </summary>
internal static class CriterionReader
{
    /// <summary>From here on what is no request counts as a test or gibberish and not as a greeting or a joke, 0–1.</summary>
    private const float NonsenseFrom = 0.3f;

    /// <summary>No act has to be surer than this to be told: a message may do several things, and each takes from the others.</summary>
    private const float SureEnough = 0.3f;

    private const double AreaLogOdds = 0.4;

    private const double OutOfAreaLogOdds = -0.5;

    private const double ReturningLogOdds = 0.3;

    private static readonly (Criterion Criterion, SpeechAct[] Acts, ConversationCategory? Category)[] Acts =
    [
        (Criterion.DescribesNeed, [SpeechAct.Need], ConversationCategory.NewEnquiry),
        (Criterion.AsksAboutOffer, [SpeechAct.Product], null),
        (Criterion.AsksPrice, [SpeechAct.Price], null),
        (Criterion.WantsToBook, [SpeechAct.Book], null),
        (Criterion.AgreesToProposal, [SpeechAct.Accept], null),
        (Criterion.AsksAvailability, [SpeechAct.Availability], null),
        (Criterion.AsksToBeContacted, [SpeechAct.Callback], null),
        (Criterion.NamesTimeline, [SpeechAct.Timeline], null),
        (Criterion.NamesBudgetOrQuantity, [SpeechAct.Budget], null),
        (Criterion.UrgentNeed, [SpeechAct.Urgent], null),
        (Criterion.ExistingCustomer, [SpeechAct.Existing], ConversationCategory.ExistingCustomer),
        (Criterion.JobSeeker, [SpeechAct.Job], ConversationCategory.JobSeeker),
        (Criterion.VendorPitch, [SpeechAct.Vendor], ConversationCategory.Vendor),
        (Criterion.Complaint, [SpeechAct.Complaint], ConversationCategory.Complaint),
        (Criterion.WrongBusiness, [SpeechAct.Wrong], null),
        (Criterion.OnlyCurious, [SpeechAct.Research], null),
        (Criterion.TestOrAbuse, [SpeechAct.Abuse, SpeechAct.Inject, SpeechAct.Noise], ConversationCategory.SpamOrAbuse),
        (Criterion.WithdrewInterest, [SpeechAct.Decline], null),
    ];

    private static readonly FrozenSet<uint> CoverLemmas =
        new[] { "area", "cover", "serve", "region", "zone" }.Select(word => FeatureHash.Of(word)).ToFrozenSet();

    private static readonly byte Negation = Lexicon.ClassNumber("NEG");
    private static readonly byte Buying = Lexicon.ClassNumber("BUY");
    private static readonly byte Booking = Lexicon.ClassNumber("BOOK");

    // What is said of these by name can be said not to be so.
    private static readonly FrozenDictionary<Criterion, byte> Negated = new Dictionary<Criterion, byte>
    {
        [Criterion.AsksPrice] = Lexicon.ClassNumber("PRICE"),
        [Criterion.WantsToBook] = Booking,
        [Criterion.WantsToBuy] = Buying,
        [Criterion.UrgentNeed] = Lexicon.ClassNumber("URGENT"),
        [Criterion.JobSeeker] = Lexicon.ClassNumber("JOB"),
    }.ToFrozenDictionary();

    /// <summary>Reads the criteria.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="transcript">Where it was read from.</param>
    /// <param name="business">Where the business works.</param>
    /// <param name="logOdds">The log-odds of a lead, by the model.</param>
    /// <returns>Each criterion at most once.</returns>
    public static IReadOnlyList<MetCriterion> Read(
        ConversationActs conversation, Transcript transcript, BusinessProfile business, double logOdds)
    {
        var met = new List<MetCriterion>();
        foreach (var (criterion, acts, category) in Acts)
        {
            if (ReadOne(conversation, criterion, acts, category, logOdds) is { } found)
            {
                met.Add(found);
            }
        }

        AddContact(conversation, logOdds, met);
        AddArea(conversation, business, met);
        if (transcript.EarlierConversations > 0)
        {
            met.Add(new MetCriterion(Criterion.ReturningVisitor, ReturningLogOdds, null, ""));
        }

        return met;
    }

    /// <summary>The log-odds of a lead without what the visitor does of these kinds.</summary>
    private static double Without(ConversationActs conversation, SpeechAct[] acts, ConversationCategory? category, bool contact)
    {
        var changed = conversation.LogOdds.ToArray();
        var average = ActModel.Shipped.Average;
        for (var at = 0; at < changed.Length; at += ActModel.Outputs)
        {
            foreach (var act in acts)
            {
                changed[at + (int)act] = Math.Min(changed[at + (int)act], average[(int)act]);
            }

            if (category is { } of)
            {
                var output = ActModel.CategoryOutput + (int)of;
                changed[at + output] = Math.Min(changed[at + output], average[output]);
            }
        }

        Span<float> features = stackalloc float[DecisionFeatures.Count];
        var facts = contact ? conversation.Facts with { HasEmail = false, HasPhone = false } : conversation.Facts;
        DecisionFeatures.Compute(changed, facts, features);
        return DecisionFeatures.Decide(features, ActModel.Shipped.LeadDecision(conversation.Facts.KnowsTrade));
    }

    private static MetCriterion? ReadOne(
        ConversationActs conversation, Criterion criterion, SpeechAct[] acts, ConversationCategory? category, double logOdds)
    {
        var (act, message) = Strongest(conversation, acts);
        if (message < 0)
        {
            return null;
        }

        if (act == SpeechAct.Noise && conversation.Probability(message, ActModel.CategoryOutput + (int)ConversationCategory.SpamOrAbuse) < NonsenseFrom)
        {
            // A greeting or a joke.
            return null;
        }

        var adds = logOdds - Without(conversation, acts, category, contact: false);
        if (CriterionNames.CountsAgainst(criterion) != adds < 0)
        {
            // Said, but not in the sense of the criterion: a refused upsell is no lost interest, a greeting no nonsense.
            return null;
        }

        var reading = conversation.Messages[message];
        if (criterion == Criterion.WantsToBook && Buys(conversation, reading))
        {
            criterion = Criterion.WantsToBuy;
        }

        var words = conversation.WordsFor(message, act);
        if (Negated.TryGetValue(criterion, out var negated) && IsNegated(conversation.Words, reading.Text.Value[words], negated))
        {
            return null;
        }

        return new MetCriterion(criterion, adds, reading.Line.Sequence, reading.Text.Original[words]);
    }

    /// <summary>True when the text denies the first word of a class.</summary>
    private static bool IsNegated(LanguageLexicon words, string text, byte wordClass)
    {
        using var meaning = new MeaningText();
        meaning.Read(text, words);
        foreach (var piece in meaning.Pieces)
        {
            if (piece.IsKnown && piece.Entry.Class == wordClass)
            {
                return piece.Negated;
            }
        }

        return false;
    }

    /// <summary>The act that stands out most, with the message that does it; −1 where none is sure enough.</summary>
    private static (SpeechAct Act, int Message) Strongest(ConversationActs conversation, SpeechAct[] acts)
    {
        var strongest = (Act: acts[0], Message: -1);
        var most = 0f;
        foreach (var act in acts)
        {
            var (message, probability) = conversation.Strongest(act);
            var over = probability - Math.Min(ActModel.Shipped.Threshold(act), SureEnough);
            if (message >= 0 && over >= most)
            {
                (strongest, most) = ((act, message), over);
            }
        }

        return strongest;
    }

    /// <summary>True when the words speak of buying and not of a date.</summary>
    private static bool Buys(ConversationActs conversation, Reading reading)
    {
        var buys = false;
        using var tokens = new Tokens();
        tokens.Read(reading.Text.Value);
        foreach (var token in tokens.Span)
        {
            if (token.IsWord && conversation.Words.TryFind(token.Hash, out var entry))
            {
                if (entry.Class == Booking)
                {
                    return false;
                }

                buys |= entry.Class == Buying;
            }
        }

        return buys;
    }

    private static void AddContact(ConversationActs conversation, double logOdds, List<MetCriterion> met)
    {
        if (!conversation.Contact.Contact.IsReachable)
        {
            return;
        }

        var adds = Math.Max(0.05, logOdds - Without(conversation, [SpeechAct.Contact], null, contact: true));
        var mention = conversation.Contact.Mentions.Count > 0 ? conversation.Contact.Mentions[0] : null;
        met.Add(new MetCriterion(Criterion.GaveContact, adds, mention?.MessageSequence, mention?.Words ?? ""));
    }

    private static void AddArea(ConversationActs conversation, BusinessProfile business, List<MetCriterion> met)
    {
        var places = Places(business.ServiceArea);
        foreach (var reading in conversation.Messages)
        {
            foreach (var place in places)
            {
                if (Find(reading.Text.Value, place) is { } at)
                {
                    met.Add(new MetCriterion(Criterion.InServiceArea, AreaLogOdds, reading.Line.Sequence, reading.Text.Original.Substring(at, place.Length)));
                    return;
                }
            }
        }

        foreach (var reading in conversation.Messages)
        {
            if (SaysOutOfArea(conversation.Words, reading.SaidAfter))
            {
                met.Add(new MetCriterion(Criterion.OutOfArea, OutOfAreaLogOdds, reading.Line.Sequence, Shorten(reading.Text.Original)));
                return;
            }
        }
    }

    /// <summary>True when the site answers that it does not serve a place.</summary>
    private static bool SaysOutOfArea(LanguageLexicon words, string said)
    {
        var covers = false;
        var negated = false;
        using var tokens = new Tokens();
        tokens.Read(said);
        foreach (var token in tokens.Span)
        {
            if (token.IsWord && words.TryFind(token.Hash, out var entry))
            {
                covers |= CoverLemmas.Contains(entry.Lemma);
                negated |= entry.Class == Negation;
            }
        }

        return covers && (negated || said.Contains("outside", StringComparison.Ordinal));
    }

    private static IReadOnlyList<string> Places(string area) => area.Length == 0
        ? []
        : [.. FoldedText.Fold(area.Length > BusinessProfile.TextMaxLength ? area[..BusinessProfile.TextMaxLength] : area)
            .Split([',', ';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(place => place.Length >= 3)];

    private static int? Find(string text, string place)
    {
        for (var at = text.IndexOf(place, StringComparison.Ordinal); at >= 0; at = text.IndexOf(place, at + 1, StringComparison.Ordinal))
        {
            var end = at + place.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
            {
                return at;
            }
        }

        return null;
    }

    private static string Shorten(string text)
    {
        text = text.Trim();
        return text.Length <= 100 ? text : text[..(char.IsHighSurrogate(text[99]) ? 99 : 100)].TrimEnd();
    }
}
