using System.Collections.Frozen;
using System.Text.RegularExpressions;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Core.Qualification;

/// <summary>Finds evidence in what a visitor typed. Pure and safe to share between threads.</summary>
/// <remarks>
/// The site's words are never evidence; they only tell what a terse answer means ("What's your budget?" – "around 8k") and what an
/// offer was that the visitor refused.
/// </remarks>
internal static partial class EvidenceReader
{
    private static readonly (string Section, EvidenceKind Kind)[] Wanting =
    [
        ("AsksPrice", EvidenceKind.Price),
        ("WantsToBook", EvidenceKind.Book),
        ("WantsToBuy", EvidenceKind.Buy),
        ("AsksAvailability", EvidenceKind.Availability),
        ("AsksToBeContacted", EvidenceKind.Callback),
        ("NamesTimeline", EvidenceKind.Timeline),
        ("NamesBudgetOrQuantity", EvidenceKind.Quantity),
        ("UrgentNeed", EvidenceKind.Urgent),
        ("NeedPhrase", EvidenceKind.NeedPhrase),
        ("NeedProblem", EvidenceKind.NeedProblem),
        ("NeedOwnThing", EvidenceKind.NeedOwnThing),
    ];

    private static readonly (string Section, EvidenceKind Kind)[] Against =
    [
        ("ExistingCustomer", EvidenceKind.Existing),
        ("JobSeeker", EvidenceKind.Job),
        ("VendorPitch", EvidenceKind.Vendor),
        ("Complaint", EvidenceKind.Complaint),
        ("WrongBusiness", EvidenceKind.WrongPlace),
        ("OutOfArea", EvidenceKind.OutOfArea),
        ("Test", EvidenceKind.Test),
        ("Abuse", EvidenceKind.Abuse),
        ("Injection", EvidenceKind.Injection),
        ("Scam", EvidenceKind.Scam),
        ("WithdrewInterest", EvidenceKind.Withdrew),
        ("Researching", EvidenceKind.Researching),
    ];

    private static readonly FrozenSet<string> CommonWords = FrozenSet.ToFrozenSet(
        [
            "service", "services", "company", "repair", "repairs", "store", "shop", "local", "custom", "online", "business", "general",
            "small", "large", "full", "free", "home", "house", "professional", "quality", "work", "works", "center", "centre", "group",
            "studio", "office", "team", "near", "with", "from", "that", "this", "your", "years", "time", "care", "plan", "plans", "other",
            "support", "order", "orders", "delivery", "contact", "consulting", "north", "south", "east", "west", "city", "county", "para",
        ],
        StringComparer.Ordinal);

    /// <summary>Finds all evidence, in order of the messages.</summary>
    public static IReadOnlyList<Evidence> Read(
        IReadOnlyList<Reading> readings, Transcript transcript, BusinessProfile business, FoundContact contact)
    {
        var found = new List<Evidence>();
        var services = Stems(business.Services + " " + business.Kind);
        var places = Places(business.ServiceArea);
        foreach (var reading in readings)
        {
            ReadMessage(reading, readings.Count, services, places, contact, found);
        }

        foreach (var mention in contact.Mentions)
        {
            found.Add(new Evidence(EvidenceKind.Contact, readings.First(r => r.Line.Sequence == mention.MessageSequence), mention.Words));
        }

        if (contact.Mentions.Count == 0 && contact.Contact.IsReachable)
        {
            found.Add(new Evidence(EvidenceKind.Contact, null, ""));
        }

        if (transcript.EarlierConversations > 0)
        {
            found.Add(new Evidence(EvidenceKind.Returning, null, ""));
        }

        return found;
    }

    private static void ReadMessage(
        Reading reading, int count, FrozenSet<string> services, IReadOnlyList<string> places, FoundContact contact,
        List<Evidence> found)
    {
        var book = PhraseBook.Shipped;
        var text = reading.Text.Value;
        var isLast = reading.Index == count - 1;
        var before = found.Count;
        var refuses = Refusal().IsMatch(text) && reading.AskedBefore.Length > 0;
        var offered = book["BotOffers"].IsMatch(reading.AskedBefore);
        var asked = reading.AskedBefore.Contains('?', StringComparison.Ordinal) || book["BotAsks"].IsMatch(reading.AskedBefore);

        foreach (var (section, kind) in Against)
        {
            if (FirstUnlessNegated(book[section], reading, heedNegation: kind is not (EvidenceKind.Withdrew or EvidenceKind.Complaint or EvidenceKind.Existing)) is { } words)
            {
                found.Add(new Evidence(kind, reading, words));
            }
        }

        foreach (var (section, kind) in Wanting)
        {
            if (FirstUnlessNegated(book[section], reading, heedNegation: true) is { } words)
            {
                found.Add(new Evidence(kind, reading, words));
            }
        }

        if (FirstStem(text, services) is { } service)
        {
            found.Add(new Evidence(EvidenceKind.NeedService, reading, Cut(reading, service)));
        }

        if (places.Select(place => Find(text, place)).FirstOrDefault(at => at.Length > 0) is { Length: > 0 } spot)
        {
            found.Add(new Evidence(EvidenceKind.InArea, reading, Cut(reading, spot)));
        }

        if (LooksLikeGibberish(text))
        {
            found.Add(new Evidence(EvidenceKind.Test, reading, Shorten(reading.Text.Original)));
        }

        if (refuses)
        {
            if (offered)
            {
                found.Add(new Evidence(EvidenceKind.DeclinedOffer, reading, Shorten(reading.Text.Original)));
            }

            if (isLast)
            {
                found.Add(new Evidence(EvidenceKind.DeclinedLast, reading, Shorten(reading.Text.Original)));
            }
        }
        else if (offered && reading.AskedBefore.Contains('?', StringComparison.Ordinal) && Acceptance().IsMatch(text))
        {
            found.Add(new Evidence(AcceptedWhat(reading.AskedBefore), reading, Shorten(reading.Text.Original)));
        }
        else if (asked && IsSubstantial(text) && !found.Skip(before).Any(e => IsAgainst(e.Kind)))
        {
            if (book["BotAsksBudget"].IsMatch(reading.AskedBefore) && text.Any(char.IsAsciiDigit)
                && !found.Skip(before).Any(e => e.Kind == EvidenceKind.Quantity))
            {
                found.Add(new Evidence(EvidenceKind.Quantity, reading, Shorten(reading.Text.Original)));
            }

            if (!contact.Mentions.Any(mention => mention.MessageSequence == reading.Line.Sequence && mention.Words.Length * 2 > text.Length))
            {
                found.Add(new Evidence(EvidenceKind.NeedAnswer, reading, Shorten(reading.Text.Original)));
            }
        }

        if (reading.SaidAfter.Length > 0 && book["BotOutOfArea"].IsMatch(reading.SaidAfter))
        {
            found.Add(new Evidence(EvidenceKind.OutOfArea, reading, Shorten(reading.Text.Original)));
        }

        if (reading.SaidAfter.Length > 0 && book["BotDoesNotDo"].IsMatch(reading.SaidAfter))
        {
            found.Add(new Evidence(EvidenceKind.NotOffered, reading, Shorten(reading.Text.Original)));
        }
    }

    /// <summary>True for the kinds that count against a lead.</summary>
    public static bool IsAgainst(EvidenceKind kind) => kind >= EvidenceKind.Existing;

    private static EvidenceKind AcceptedWhat(string offer) =>
        OffersCall().IsMatch(offer) ? EvidenceKind.Callback : OffersQuote().IsMatch(offer) ? EvidenceKind.Price : EvidenceKind.BookAccepted;

    private static string? FirstUnlessNegated(PhraseSet phrases, Reading reading, bool heedNegation)
    {
        foreach (var match in phrases.Find(reading.Text.Value))
        {
            if (!heedNegation || !IsNegated(reading.Text.Value, match))
            {
                return Cut(reading, match);
            }
        }

        return null;
    }

    /// <summary>True when "not", "don't need" or the like stands in the same clause right before the match.</summary>
    private static bool IsNegated(string text, (int Index, int Length) match)
    {
        var from = match.Index;
        while (from > 0 && match.Index - from < 48 && text[from - 1] is not ('.' or '!' or '?' or ';' or '\n' or ','))
        {
            from--;
        }

        var window = text[from..(match.Index + match.Length)];
        foreach (var (index, length) in PhraseBook.Shipped["Negation"].Find(window))
        {
            if (from + index < match.Index && from + index + length >= match.Index - 1)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSubstantial(string text) => text.Any(char.IsAsciiDigit) || text.Count(c => c == ' ') >= 2 || text.Trim().Length >= 10;

    private static bool LooksLikeGibberish(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length is < 4 or > 40 || trimmed.Any(c => char.IsDigit(c) || c > 127))
        {
            return false;
        }

        var longest = trimmed.Split(' ').MaxBy(word => word.Length)!;
        return longest.Length >= 5 && longest.All(char.IsAsciiLetter)
            && (longest.Distinct().Count() <= 2 || longest.Count(c => "aeiouy".Contains(c, StringComparison.Ordinal)) * 6 < longest.Length);
    }

    private static FrozenSet<string> Stems(string text) =>
        Words(FoldedText.Fold(text.Length > 5000 ? text[..5000] : text))
            .Select(word => text.Substring(word.Index, word.Length))
            .Select(FoldedText.Fold)
            .Where(word => word.Length >= 4 && !CommonWords.Contains(word))
            .Select(Stem)
            .ToFrozenSet(StringComparer.Ordinal);

    private static string Stem(string word) => word.Length <= 5 ? word.TrimEnd('s') : word[..5];

    private static (int Index, int Length)? FirstStem(string text, FrozenSet<string> stems)
    {
        if (stems.Count == 0)
        {
            return null;
        }

        foreach (var word in Words(text))
        {
            if (word.Length >= 4 && stems.Contains(Stem(text.Substring(word.Index, word.Length))))
            {
                return word;
            }
        }

        return null;
    }

    private static IEnumerable<(int Index, int Length)> Words(string text)
    {
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var letter = i < text.Length && char.IsLetter(text[i]);
            if (letter && start < 0)
            {
                start = i;
            }
            else if (!letter && start >= 0)
            {
                yield return (start, i - start);
                start = -1;
            }
        }
    }

    private static IReadOnlyList<string> Places(string area) =>
        [.. FoldedText.Fold(area.Length > BusinessProfile.TextMaxLength ? area[..BusinessProfile.TextMaxLength] : area)
            .Split([',', ';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(place => place.Length >= 3)];

    private static (int Index, int Length) Find(string text, string place)
    {
        for (var at = text.IndexOf(place, StringComparison.Ordinal); at >= 0; at = text.IndexOf(place, at + 1, StringComparison.Ordinal))
        {
            var end = at + place.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
            {
                return (at, place.Length);
            }
        }

        return default;
    }

    private static string Cut(Reading reading, (int Index, int Length) span) =>
        Shorten(reading.Text.Original.Substring(span.Index, span.Length));

    private static string Shorten(string text)
    {
        text = text.Trim().Trim('(', ' ');
        return text.Length <= 120 ? text : text[..(char.IsHighSurrogate(text[119]) ? 119 : 120)].TrimEnd();
    }

    [GeneratedRegex(@"^\s*(?:(?:no|nah|nope|nop|naw|nvm|nein|non|nao|nee|nie|nahi|nahin)\b|no,|not (?:interested|really|now|today|yet|for me)|none|neither|never ?mind|i'?m good|im good|we'?re good|all good|pass\b|don'?t\b|do not\b|stop\b)", RegexOptions.NonBacktracking)]
    private static partial Regex Refusal();

    [GeneratedRegex(@"^\s*(?:(?:oh|um|well|hmm|i guess|umm|ah)[\s,.!]+)*(?:yes|yeah|yea|yep|yup|ya|ye|yess+|sure|ok|okay|k|kk|please|pls|absolutely|definitely|of course|sounds? (?:good|great)|perfect|perf|great|that works|works|fine|why not|go ahead|do it|deal|cool|awesome|good|let'?s|i'?d love|would love|love (?:to|that)|i guess|that would|that'?d|si|oui|ja|sim|tak|jo|claro|gerne|bien sur|certo|graag|haan|ji|dale|vale|d'accord|va bene|prima|jasne|poprosze|pode|perfetto|perfecto)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Acceptance();

    [GeneratedRegex(@"\b(?:call|ring|phone|text|reach out|contact you|get back to you|follow up)\b", RegexOptions.NonBacktracking)]
    private static partial Regex OffersCall();

    [GeneratedRegex(@"\b(?:quote|estimate|price|pricing|proposal)\b", RegexOptions.NonBacktracking)]
    private static partial Regex OffersQuote();
}
