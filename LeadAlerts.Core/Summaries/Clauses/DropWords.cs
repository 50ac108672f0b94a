using LeadAlerts.Core.Qualification.Acts;
using LeadAlerts.Core.Summaries.Words;

namespace LeadAlerts.Core.Summaries.Clauses;

/// <summary>Tells the words that drop what was asked for: "skip the", "never mind the", "leave the … then", "not the …".</summary>
internal static class DropWords
{
    /// <summary>The second of two words stands so near to the first.</summary>
    private const int PairReach = 4;

    // Words that drop only together, whatever each means alone.
    private static readonly HashSet<(uint, uint)> Pairs = Of(
        "leave out", "never mind", "lass weg", "lasst weg", "lassen weg", "fallt weg", "laat weg", "laat maar", "laten weg", "laisse tomber", "laissez tomber", "tant pis", "lascia stare", "lasci stare",
        "lascia perdere", "lasciamo perdere", "deixa fora", "deja fuera", "dejen fuera");

    // Words that drop where they open a part that what is dropped closes; elsewhere they say how something is, or what is to be done.
    private static readonly HashSet<uint> Soft = Hashes(
        "leave", "lose", "without", "dejamos", "deja", "deje", "dejen", "sin", "ohne", "kein", "keine", "keinen", "lasst", "lassen", "sans", "laissez", "laisse", "senza", "niente", "lasciamo", "lascia", "zonder", "geen", "laten", "bez", "zostaw", "zostawmy",
        "sem", "deixa", "deixe", "deixamos");

    private static readonly HashSet<(uint, uint)> SoftPairs = Of(
        "no need", "dont need", "don't need", "dont bother", "don't bother", "live without", "do without", "manage without", "brauche kein", "brauchen kein", "brauche keine", "brauchen keine", "brauche keinen", "brauchen keinen",
        "brauche nicht", "brauchen nicht", "ya no", "pas besoin", "plus besoin", "non serve", "non servono", "heb geen", "niet nodig", "nie potrzebuje", "nie trzeba", "juz nie", "nao preciso", "nao precisa", "nahi chahiye");

    private static readonly HashSet<(uint, uint)> ClosingPairs = Of(
        "brauchen nicht", "brauche nicht", "brauch nicht", "kann bleiben", "can stay", "not needed", "hoeft niet", "kan blijven", "puo restare", "non serve", "non servono", "peut rester", "puede quedarse", "ya no", "pode ficar", "moze zostac", "nahi chahiye", "mat karo");

    private static readonly HashSet<uint> Articles = Hashes(
        "the", "a", "an", "my", "our", "that", "those", "das", "die", "den", "der", "dem", "el", "la", "los", "las", "le", "les", "l", "il", "lo", "i", "gli", "de", "het", "o", "os", "as", "mehr");

    /// <summary>True when a word drops, by itself or with one after it.</summary>
    public static bool Drops(VisitorWords words, int at, int to) => words[at].May(WordUses.Drop) || IsOfPair(words, at, to, Pairs);

    /// <summary>The word that drops what follows up to the end of its part: it opens the part, and nothing is asked there; −1 when none does.</summary>
    public static int FindSoft(VisitorWords words, int from, int to)
    {
        if (to < words.Count && words[to].Message == words[from].Message && words.IsSign(to, '?'))
        {
            return -1;
        }

        var hasSelf = false;
        for (var i = from; i < to; i++)
        {
            // "we leave the piano" says what is, "leave the piano" what is to be done.
            hasSelf |= words[i].IsWord && words[i].Class == WordClass.Self;
            if (words[i].IsWord && !words[i].IsOut && ((!hasSelf && Soft.Contains(words[i].Hash)) || IsOfPair(words, i, to, SoftPairs) || IsNot(words, i, from)))
            {
                return i;
            }

            if (words[i].IsWord && ClauseTrim.Tells(words[i]) && !words[i].May(WordUses.Change))
            {
                break;
            }
        }

        return -1;
    }

    /// <summary>True when nothing but an article stands between a word that drops softly and what it drops: "not the hall", but "not in the hall".</summary>
    public static bool StandsBy(VisitorWords words, int drop, int dropped)
    {
        var isArticle = dropped == drop + 1 || Articles.Contains(words[dropped - 1].Hash);
        return isArticle && words[dropped].Class != WordClass.Problem && (WordClass.IsThing(words[dropped].Class) || words[dropped].Class == 0);
    }

    /// <summary>The word that drops what opens its part: "die Rinne brauchen wir nicht mehr", "the shed can stay"; −1 when none does.</summary>
    public static int FindClosing(VisitorWords words, int from, int to)
    {
        if (to < words.Count && words[to].Message == words[from].Message && words.IsSign(to, '?'))
        {
            return -1;
        }

        for (var i = from + 1; i < to; i++)
        {
            if (!words[i].IsOut && IsOfPair(words, i, to, ClosingPairs))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>"ok not romans": a no that is no answer by itself.</summary>
    private static bool IsNot(VisitorWords words, int at, int from) =>
        words[at].Class == WordClass.Negation && !words[at].May(WordUses.Negate) && (words.Folded(at) is "not" or "nicht" or "pas" or "niet")
        && at + 1 < words.Count && words[at + 1].IsWord && (at == from || !words[at - 1].IsWord || words[at - 1].May(WordUses.Agree | WordUses.Filler | WordUses.Deny | WordUses.Break | WordUses.Change));

    private static bool IsOfPair(VisitorWords words, int at, int to, HashSet<(uint, uint)> pairs)
    {
        for (var i = at + 1; i < to && i <= at + PairReach && words[at].IsWord; i++)
        {
            if (pairs.Contains((words[at].Hash, words[i].Hash)))
            {
                return true;
            }
        }

        return false;
    }

    private static HashSet<(uint, uint)> Of(params string[] pairs) =>
        [.. pairs.Select(pair => pair.Split(' ')).Select(pair => (FeatureHash.Of(pair[0]), FeatureHash.Of(pair[1])))];

    private static HashSet<uint> Hashes(params string[] words) => [.. words.Select(word => FeatureHash.Of(word))];
}
