using System.Text;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Qualification.Acts;
using LeadAlerts.Core.Summaries.Words;

namespace LeadAlerts.Core.Summaries.Facts;

/// <summary>Reads facts that stand beside the lines: when and how much.</summary>
internal static class FactReader
{
    public const int MaxLength = 80;

    private const float WantedStrength = 0.5f;

    private const int WantedReach = 8;

    private const float LeastBudget = 0.1f;

    private const float SureBudget = 0.3f;

    /// <summary>A word of money stands so near before its amount.</summary>
    private const int MoneyReach = 4;

    /// <summary>A message that less surely asks for a time does not.</summary>
    private const float LeastAsking = 0.45f;

    /// <summary>The same for "now", which people also say of how things are.</summary>
    private const float LeastAskingNow = 0.6f;

    private static readonly HashSet<uint> Thousands = Lemmas("k", "mil", "mila", "tys", "lakh", "hazar", "thousand", "grand", "million");

    private static readonly HashSet<uint> Every = Lemmas("every", "all", "each");

    private static readonly SpeechAct[] TimeActs = [SpeechAct.Timeline, SpeechAct.Book, SpeechAct.Availability, SpeechAct.Accept];

    private static readonly SpeechAct[] NowActs = [SpeechAct.Timeline, SpeechAct.Urgent];

    private static readonly uint Before = FeatureHash.Of("before");

    private static readonly uint On = FeatureHash.Of("on");

    /// <summary>When it is wanted: the firmest time that is not past; −1 when none is named.</summary>
    public static int When(VisitorWords words, List<TimeMention> times, Assessment assessment)
    {
        // A customer who wants no more names the times of what was bought.
        var least = assessment.Category == ConversationCategory.ExistingCustomer && assessment.Score < LeadQualifier.LikelyFrom ? LeastAskingNow : LeastAsking;
        var best = -1;
        var most = 0f;
        for (var i = 0; i < times.Count; i++)
        {
            if (Points(words, times[i], least) is var points && points > most)
            {
                (best, most) = (i, points);
            }
        }

        return best;
    }

    /// <summary>The money that the visitor names for it; null when none is named.</summary>
    public static SummaryLine? Budget(VisitorWords words)
    {
        var best = default((int From, int To)?);
        var most = LeastBudget;
        for (var i = 0; i < words.Count; i++)
        {
            if (!words[i].Has(WordMarks.Digits) || words[i].IsOut || words[i].Has(WordMarks.Heard))
            {
                continue;
            }

            var (from, to) = Chunk(words, i);
            var budget = words.Does[words[i].Message, SpeechAct.Budget];
            if (budget > most && Money(words, ref from, ref to) && !IsPaid(words, from, to) && !(IsBareThousand(words, from, to) && IsOther(words, from, budget)))
            {
                (best, most) = ((from, to), budget);
            }

            i = Math.Max(i, to - 1);
        }

        return best is var (first, last) ? Line(words, first, last) : null;
    }

    private static float Points(VisitorWords words, in TimeMention time, float least)
    {
        if (time.IsPast || time.IsNegated || words[time.Core].IsOut)
        {
            return 0;
        }

        var message = words[time.Core].Message;
        var isNow = time.Kinds == TimeKinds.Now;
        var asksForIt = words.Does.Most(message, isNow ? NowActs : TimeActs);

        if (!isNow && least <= WantedStrength && IsWanted(words, time))
        {
            asksForIt = Math.Max(asksForIt, WantedStrength);
        }

        // Who names no time for it tells when something happened.
        if (asksForIt < (isNow ? LeastAskingNow : least))
        {
            return 0;
        }

        // "in 3 weeks" or a bare answer is a time, "for 3 weeks" or "12 years old" is not.
        var isSpanOnly = time.Kinds == TimeKinds.Span;
        if (isSpanOnly && !(words[time.From].May(WordUses.TimeLead) && time.From < time.Core) && !IsAnswer(words, time, message))
        {
            return 0;
        }

        var points = (time.Kinds & TimeKinds.Day) != 0 ? 1.2f : (time.Kinds & TimeKinds.Now) != 0 ? 0.7f : (time.Kinds & TimeKinds.Clock) != 0 ? 0.6f : 0.6f;
        points += (time.Kinds & (TimeKinds.Day | TimeKinds.Clock)) == (TimeKinds.Day | TimeKinds.Clock) ? 0.2f : 0;
        for (var i = time.From; i < time.Core; i++)
        {
            // "every night" is how it is, not when it is wanted.
            points *= Every.Contains(words[i].Lemma) ? 0.4f : 1;
            points += words[i].Lemma == Before || words[i].Class == WordClass.Later ? 0.3f : words[i].May(WordUses.TimeLead) ? 0.05f : 0;
        }

        points += 0.35f * (Math.Min(3, Specific(words, time)) - 1);

        // The site's own time, taken up in something else than a yes, is not what the visitor wants.
        points *= words[time.Core].Has(WordMarks.Heard) && words.Does[message, SpeechAct.Accept] < LeastAsking ? 0.4f : 1;

        // A later word of the visitor's holds where both are as firm; but of the times that the site offered the first one is chosen.
        var place = time.Core - words.First(message);
        var later = (0.02f * Math.Min((int)message, 10)) + ((words[time.Core].Has(WordMarks.Heard) ? -0.001f : 0.001f) * Math.Min(place, 100));
        return points * (0.6f + asksForIt) * (1 + later);
    }

    /// <summary>True when the sentence wants something before it comes to the time: "i need you to come today".</summary>
    private static bool IsWanted(VisitorWords words, in TimeMention time)
    {
        var begin = words.First(words[time.Core].Message);
        for (var i = time.Core; i >= begin && time.Core - i <= WantedReach; i--)
        {
            if (words[i].Has(WordMarks.Sign) && words.Folded(i)[0] is '.' or '!' or ';')
            {
                return false;
            }

            if (words[i].IsWord && (words[i].May(WordUses.LeadIn) || (words[i].Class != 0 && words[i].Class == WordClass.Modal)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How many of its words are days, months, parts of the day or numbers.</summary>
    private static int Specific(VisitorWords words, in TimeMention time)
    {
        var count = 0;
        for (var i = time.From; i < time.To; i++)
        {
            count += words[i].Has(WordMarks.Digits) || (words[i].Class == WordClass.Day && words[i].IsWord) ? 1 : 0;
        }

        return Math.Max(1, count);
    }

    private static bool IsAnswer(VisitorWords words, in TimeMention time, int message) =>
        words.First(message + 1) - words.First(message) <= time.To - time.From + 2 && words.Conversation.Messages[message].AskedBefore.Length > 0;

    /// <summary>All that is glued to a word, without signs at its ends.</summary>
    public static (int From, int To) Chunk(VisitorWords words, int at)
    {
        var (from, to) = (at, at + 1);
        while (from > 0 && words[from].Has(WordMarks.Glued) && !words[from - 1].IsOut)
        {
            from--;
        }

        while (to < words.Count && words[to].Has(WordMarks.Glued) && words[to].Message == words[at].Message && !words[to].IsOut)
        {
            to++;
        }

        while (to > at + 1 && words[to - 1].Has(WordMarks.Sign) && !IsCurrency(words, to - 1))
        {
            to--;
        }

        while (from < at && words[from].Has(WordMarks.Sign) && !IsCurrency(words, from))
        {
            from++;
        }

        return (from, to);
    }

    private static bool IsCurrency(VisitorWords words, int at) => words[at].Has(WordMarks.Sign) && words.Folded(at)[0] is '$' or '€' or '£' or '₹' or '%';

    /// <summary>True when a sign or word of money stands in it or beside it; takes that word in.</summary>
    private static bool Money(VisitorWords words, ref int from, ref int to)
    {
        var money = false;
        for (var i = from; i < to; i++)
        {
            money |= (IsCurrency(words, i) && words.Folded(i)[0] != '%') || (words[i].IsWord && words[i].May(WordUses.Currency));
        }

        var message = words[from].Message;
        if (to < words.Count && words[to].Message == message && !words[to].IsOut && (IsCurrency(words, to) || (words[to].May(WordUses.Currency) && words[to].IsWord)))
        {
            // "143 thousand kilometres" is no money.
            money |= !(Thousands.Contains(words[to].Hash) && to + 1 < words.Count && words[to + 1].Message == message && WordClass.IsThing(words[to + 1].Class));
            to++;
        }
        else if (from > 0 && words[from - 1].Message == message && !words[from - 1].IsOut && (IsCurrency(words, from - 1) || (words[from - 1].May(WordUses.Currency) && words[from - 1].IsWord)))
        {
            money = true;
            from--;
        }

        return money;
    }

    /// <summary>"210k": thousands of whatever it may be.</summary>
    private static bool IsBareThousand(VisitorWords words, int from, int to) =>
        words[from].Has(WordMarks.Digits) && words[to - 1].IsWord && words.Folded(to - 1) is "k";

    /// <summary>The mileage of a car or the price of a house; a word of money before it makes it a budget.</summary>
    private static bool IsOther(VisitorWords words, int at, float budget)
    {
        var begin = words.First(words[at].Message);
        for (var i = at - 1; i >= begin && at - i <= MoneyReach; i--)
        {
            if (words[i].IsWord && words[i].Class != 0 && (words[i].Class == WordClass.Money || words[i].Class == WordClass.Pay || words[i].Class == WordClass.Buy))
            {
                return false;
            }
        }

        // "with 180k on it", "210k on the clock"
        if (at + 2 < words.Count && words[at + 2].Hash == On && words.Conversation.Language == "en")
        {
            return true;
        }

        for (var i = begin; i < words.First(words[at].Message + 1); i++)
        {
            if (words[i].IsWord && words[i].Class != 0 && words[i].Class == WordClass.Vehicle)
            {
                return true;
            }
        }

        return budget < SureBudget;
    }

    /// <summary>True when a number is an amount of money.</summary>
    public static bool IsAmount(VisitorWords words, int at)
    {
        var (from, to) = Chunk(words, at);
        return Money(words, ref from, ref to) || (to > at + 1 && words[to - 1].IsWord && words[to - 1].May(WordUses.Currency));
    }

    /// <summary>True for the sign, the word or the digits of an amount of money.</summary>
    public static bool IsAmountSide(VisitorWords words, int at) =>
        IsCurrency(words, at) || (words[at].Has(WordMarks.Digits) && IsAmount(words, at));

    /// <summary>True for money, or a number right after a word of money: "budget 2000".</summary>
    public static bool IsBudget(VisitorWords words, int at) =>
        IsAmount(words, at) || (at > 0 && words[at - 1].IsWord && words[at - 1].Class != 0 && words[at - 1].Class == WordClass.Money);

    /// <summary>A number with the sign or word of money beside it.</summary>
    public static (int From, int To) Amount(VisitorWords words, int at)
    {
        var (from, to) = Chunk(words, at);
        Money(words, ref from, ref to);
        return (from, to);
    }

    /// <summary>"paid 500", "charged me 89": what has been paid is no budget.</summary>
    private static bool IsPaid(VisitorWords words, int from, int to)
    {
        var pay = Lexicon.ClassNumber("PAY");
        for (var i = Math.Max(words.First(words[from].Message), from - 3); i < Math.Min(words.First(words[from].Message + 1), to + 3); i++)
        {
            if ((i < from || i >= to) && (words[i].Class == pay || words[i].Class == WordClass.Negation) && words[i].IsWord)
            {
                return true;
            }
        }

        return false;
    }

    private static HashSet<uint> Lemmas(params string[] words) => [.. words.Select(word => FeatureHash.Of(word))];

    /// <summary>A stretch as a fact.</summary>
    public static SummaryLine? Line(VisitorWords words, int from, int to)
    {
        var text = new StringBuilder();
        words.Write(text, from, to, WordMarks.Told);
        var line = TextCut.Shorten(TextCut.Capital(text.ToString().Trim()), MaxLength);
        return line.Length == 0 ? null : new SummaryLine(line, words.Sequence(from));
    }
}
