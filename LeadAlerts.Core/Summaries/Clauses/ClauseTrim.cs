using LeadAlerts.Core.Qualification.Acts;
using LeadAlerts.Core.Summaries.Facts;
using LeadAlerts.Core.Summaries.Words;

namespace LeadAlerts.Core.Summaries.Clauses;

/// <summary>Takes away what carries no fact at the edges of a clause: greetings, pauses, loose ends, the visitor's own name.</summary>
internal static class ClauseTrim
{
    private const WordUses Empty = WordUses.Greeting | WordUses.Thanks | WordUses.Polite | WordUses.Filler;

    private static readonly uint Good = FeatureHash.Of("good");

    private static readonly HashSet<uint> PartsOfDay =
        [.. new[] { "day", "morning", "afternoon", "evening", "night", "noon", "date", "tomorrow" }.Select(word => FeatureHash.Of(word))];

    private static readonly HashSet<uint> Wanting = [.. new[] { "want", "need", "wish", "interested", "request", "search", "hope" }.Select(word => FeatureHash.Of(word))];

    private static readonly uint Like = FeatureHash.Of("like");

    /// <summary>The first word that tells something; <paramref name="to"/> when none does.</summary>
    public static int Front(VisitorWords words, int from, int to)
    {
        var first = from == words.First(words[from].Message);
        while (from < to)
        {
            ref readonly var word = ref words[from];
            var step = first && from - words.First(words[from].Message) <= 3 && IsGreeting(words, from, to) ? 2
                : word.IsOut || (word.Has(WordMarks.Sign) && !OpensText(words, from, to)) ? 1
                : word.May(Empty | WordUses.And | WordUses.Or | WordUses.Break) && !word.May(WordUses.Past) && !TellsTime(word) && !LeadsToTime(words, from, to) ? 1
                : IsAnswer(words, from, to) ? 1
                : IsOwnName(words, from, to) ? 1
                : Introduction(words, from, to);
            if (step == 0 || !IsFree(words, from + step, to))
            {
                break;
            }

            from += step;
        }

        return from;
    }

    /// <summary>The word after the last one that tells something.</summary>
    public static int Back(VisitorWords words, int from, int to)
    {
        var dangling = false;
        var polite = 0;
        while (to > from)
        {
            ref readonly var word = ref words[to - 1];
            if (word.IsOut || (word.Has(WordMarks.Name) && (dangling || EndsWithName(words, from, to))))
            {
                dangling = true;
            }
            else if (to - 2 >= from && words[to - 2].Has(WordMarks.Digits) && word.IsWord && !word.May(WordUses.And | WordUses.Break | WordUses.Thanks | WordUses.Polite))
            {
                break;
            }
            else if (!(word.Has(WordMarks.Sign) && !ClosesText(words, to - 1))
                && !(word.May(Empty | WordUses.And | WordUses.Or | WordUses.Break) && !TellsTime(word) && !word.Has(WordMarks.Glued))
                && !(polite > 0 && word.IsWord && word.End - word.Start <= 4 && word.Has(WordMarks.Known) && (word.Class == 0 || word.Class == WordClass.You))
                && !(dangling && IsLooseEnd(words, from, to - 1)))
            {
                break;
            }

            // "por favor", "s'il vous plait": what stands before the polite word goes with it.
            polite = word.May(WordUses.Polite) ? 2 : polite - 1;
            to--;
        }

        return to;
    }

    /// <summary>The first word after "I'm looking for", "can you" and the like, so that the thing itself stands first.</summary>
    public static int AfterLeadIn(VisitorWords words, int from, int to)
    {
        var leads = false;
        var modal = false;
        for (var i = from; i < to; i++)
        {
            ref readonly var word = ref words[i];
            if (!word.IsWord || word.IsOut || word.Class == WordClass.Negation || word.Class == WordClass.Question)
            {
                return leads ? i : from;
            }

            var leadsIn = word.May(WordUses.LeadIn) || Wanting.Contains(word.Lemma) || (modal && word.Lemma == Like);
            var isGrammar = leadsIn || word.Class == WordClass.Self || word.Class == WordClass.You || word.Class == WordClass.Modal
                || word.May(WordUses.Polite | WordUses.Filler) || (word.Has(WordMarks.Known) && word.Class == 0);
            if (!isGrammar)
            {
                return leads && words.Length(i, to) >= 2 ? i : from;
            }

            modal |= word.Class == WordClass.Modal;
            leads |= leadsIn || (modal && word.Class == WordClass.You);
        }

        return from;
    }

    /// <summary>The first word that tells something or denies it: "there's a huge stain" without its beginning; a question keeps its own.</summary>
    public static int AfterOpening(VisitorWords words, int from, int to)
    {
        if (words[from].IsWord && words[from].Class is var first && first != 0 && (first == WordClass.Question || first == WordClass.Modal))
        {
            return from;
        }

        var begin = AfterLeadIn(words, from, to);
        while (begin < to && !IsAnchor(words, begin, to))
        {
            begin++;
        }

        while (begin > from && begin < to && words[begin].Has(WordMarks.Glued))
        {
            begin--;
        }

        return begin < to ? begin : from;
    }

    private static bool IsAnchor(VisitorWords words, int at, int to) =>
        Tells(words[at]) || LeadsToTime(words, at, to) || (words[at].Class == WordClass.Negation && words[at].IsWord && at + 1 < to)
        || (words[at].Class == WordClass.Number && words[at].IsWord && at + 1 < to && Tells(words[at + 1]));

    /// <summary>True when nothing but words without a fact of their own stand there.</summary>
    public static bool IsEmpty(VisitorWords words, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (!words[i].IsOut && Tells(words[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True when a word names a thing, a problem, a time, a number or something that the lexicon does not know.</summary>
    public static bool Tells(in VisitorWord word)
    {
        if (word.Has(WordMarks.Digits) || (word.Class == WordClass.Number && WordClass.IsCardinal(word.Lemma)))
        {
            return true;
        }

        if (!word.IsWord || word.Has(WordMarks.Name))
        {
            return false;
        }

        const WordUses Grammar = Empty | WordUses.Agree | WordUses.Deny | WordUses.And | WordUses.Break | WordUses.Correction | WordUses.Intro | WordUses.LeadIn | WordUses.TimeLead;
        return word.Has(WordMarks.Known)
            ? WordClass.Tells(word.Class) && !(word.May(Grammar) && !TellsTime(word))
            : word.End - word.Start >= 3 && !word.May(Grammar);
    }

    private static bool TellsTime(in VisitorWord word) =>
        word.Class != 0 && (word.Class == WordClass.Day || word.Class == WordClass.Unit || word.Class == WordClass.Urgent || word.Class == WordClass.Later);

    /// <summary>"since last night", "last winter": what happened when.</summary>
    private static bool LeadsToTime(VisitorWords words, int at, int to) =>
        words[at].May(WordUses.Past) && at + 1 < to
        && (TellsTime(words[at + 1]) || (words[at + 1].May(WordUses.Past) && at + 2 < to && TellsTime(words[at + 2])));

    /// <summary>What is glued together is not cut apart.</summary>
    private static bool IsFree(VisitorWords words, int at, int to) =>
        at >= to || !words[at].Has(WordMarks.Glued) || words[at - 1].Has(WordMarks.Sign) || words[at].Has(WordMarks.Sign) || words[at - 1].IsOut;

    private static bool OpensText(VisitorWords words, int at, int to) =>
        at + 1 < to && words[at + 1].Has(WordMarks.Glued) && !words[at + 1].Has(WordMarks.Sign) && words.Folded(at)[0] is '$' or '€' or '£' or '¿' or '#' or '~' or '<' or '>' or '+' or '"' or '“' or '«' or '„';

    private static bool ClosesText(VisitorWords words, int at) =>
        words[at].Has(WordMarks.Glued) && words.Folded(at)[0] is '%' or '€' or '$' or '£' or '°' or '²' or '\'' or '"' or '”' or '»' or '“';

    /// <summary>A yes or no that answers: before a comma, or before a new beginning.</summary>
    private static bool IsAnswer(VisitorWords words, int at, int to)
    {
        if (words[at].May(WordUses.Deny) && words.Conversation.Language is "de" or "fr" or "nl")
        {
            return true;
        }

        if (!words[at].May(WordUses.Agree | WordUses.Deny))
        {
            return false;
        }

        if (at + 1 >= to)
        {
            return true;
        }

        ref readonly var next = ref words[at + 1];
        return next.Has(WordMarks.Sign) || next.May(Empty | WordUses.Agree | WordUses.Deny | WordUses.And | WordUses.Break)
            || ((next.Class == WordClass.Self || next.Class == WordClass.You)
                && !(words[at].May(WordUses.Deny) && Corrections.NoIsNot.Contains(words.Conversation.Language)));
    }

    /// <summary>"good morning", "buenos dias", "guten tag".</summary>
    private static bool IsGreeting(VisitorWords words, int at, int to) => at + 1 < to && IsWish(words[at], words[at + 1]);

    /// <summary>True when two words wish a good day, whatever the time is.</summary>
    public static bool IsWish(in VisitorWord good, in VisitorWord day) =>
        PartsOfDay.Contains(day.Lemma) && (good.Lemma == Good || good.May(WordUses.Greeting) || (good.Class != 0 && good.Class == WordClass.Quality));

    private static bool IsOwnName(VisitorWords words, int at, int to) =>
        words[at].Has(WordMarks.Name) && (at + 1 >= to || words[at + 1].Has(WordMarks.Sign | WordMarks.Name) || words[at + 1].May(WordUses.Intro) || words[at + 1].IsOut);

    /// <summary>The name stands alone, or after a sign or words that introduce it.</summary>
    private static bool EndsWithName(VisitorWords words, int from, int to)
    {
        var i = to - 1;
        while (i >= from && words[i].Has(WordMarks.Name))
        {
            i--;
        }

        return i < from || words[i].Has(WordMarks.Sign) || words[i].IsOut || words[i].May(WordUses.Intro);
    }

    /// <summary>Words that introduce the name that follows them: "me chamo Keu", "this is Fiona".</summary>
    private static int Introduction(VisitorWords words, int at, int to)
    {
        var i = at;
        while (i < to && words[i].IsWord && !words[i].Has(WordMarks.Name) && (words[i].May(WordUses.Intro) || words[i].Class == WordClass.Self))
        {
            i++;
        }

        var name = i;
        while (i < to && words[i].Has(WordMarks.Name))
        {
            i++;
        }

        return name > at && i > name ? i - at : 0;
    }

    /// <summary>What remains of "my number is …" or "this is …".</summary>
    private static bool IsLooseEnd(VisitorWords words, int from, int at)
    {
        ref readonly var word = ref words[at];
        var isWay = word.Class != 0 && (word.Class == WordClass.Call || word.Class == WordClass.Mail);
        return word.IsWord && (word.May(WordUses.Intro | WordUses.And | Empty) || word.Class == WordClass.Self || word.Class == WordClass.Modal
            || (isWay && !(at > from && Tells(words[at - 1]))) || (word.Has(WordMarks.Known) && word.Class == 0));
    }
}
