using LeadAlerts.Core.Qualification.Acts;
using LeadAlerts.Core.Summaries.Words;

namespace LeadAlerts.Core.Summaries.Clauses;

/// <summary>Cuts messages into clauses: at the ends of sentences, at commas and dashes, before "but" and "because".</summary>
internal static class ClauseCutter
{
    /// <summary>More than a person reads; what comes after is not told.</summary>
    private const int MaxCount = 1000;

    /// <summary>A clause that has fewer words is not cut from its neighbour at a conjunction.</summary>
    private const int FewestWords = 4;

    /// <summary>The same where little may be told.</summary>
    private const int FewestWordsFine = 3;

    /// <summary>From an "and" on, "but no" belongs to the same within so many words.</summary>
    private const int ContrastReach = 3;

    /// <summary>A piece that has no more words may keep its opening.</summary>
    private const int ShortPiece = 7;

    private static readonly SpeechAct[] Asking = [SpeechAct.Product, SpeechAct.Price, SpeechAct.Availability];

    private static readonly SpeechAct[] Telling = [SpeechAct.Need, SpeechAct.Info, SpeechAct.Timeline];

    private static readonly HashSet<uint> EnglishSubjects = Hashes("i", "im", "ive", "ill", "we", "weve");

    private static readonly HashSet<uint> FrenchSubjects = Hashes("je", "jai", "on", "nous");

    /// <summary>Cuts all messages.</summary>
    /// <param name="words">The words.</param>
    /// <param name="fine">Into as small pieces as can be told, each from its first fact on; for long chats.</param>
    public static List<Clause> Cut(VisitorWords words, bool fine)
    {
        var clauses = new List<Clause>();
        var sentence = 0;
        for (var message = 0; message < words.Messages && clauses.Count < MaxCount; message++)
        {
            var end = words.First(message + 1);
            for (var from = words.First(message); from < end;)
            {
                var to = SentenceEnd(words, from, end, out var mark);
                CutSentence(words, from, to, mark == '?', fine, sentence++, clauses);
                from = to;
            }
        }

        return clauses;
    }

    /// <summary>The word after the end of the sentence, with the signs that end it.</summary>
    private static int SentenceEnd(VisitorWords words, int from, int end, out char mark)
    {
        mark = ' ';
        for (var i = from; i < end; i++)
        {
            if (i > from && words[i].Has(WordMarks.NewLine))
            {
                return i;
            }

            if (!words[i].Has(WordMarks.Sign) || words[i].IsOut)
            {
                continue;
            }

            var sign = words.Folded(i)[0];
            if (sign is '!' or '?' or ';' or '…' || (sign == '.' && EndsAtPoint(words, i, from, end)))
            {
                mark = sign;
                i++;
                while (i < end && words[i].Has(WordMarks.Sign) && words[i].Has(WordMarks.Glued) && words.Folded(i)[0] is '!' or '?' or '.' or ')' or '"')
                {
                    mark = words.IsSign(i, '?') ? '?' : mark;
                    i++;
                }

                return i;
            }
        }

        return end;
    }

    private static bool EndsAtPoint(VisitorWords words, int point, int from, int end)
    {
        if (point + 1 < end && words[point + 1].Has(WordMarks.Glued) && !words[point + 1].Has(WordMarks.Sign))
        {
            // A point between letters ends a sentence only after a whole word: "leaking.can you come".
            return point > from && words[point - 1].IsWord && words[point + 1].IsWord && words[point - 1].End - words[point - 1].Start > 3
                && words[point + 1].End - words[point + 1].Start > 2 && words[point - 1].Has(WordMarks.Known) && words[point + 1].Has(WordMarks.Known);
        }

        if (point == from || point + 1 >= end)
        {
            return true;
        }

        // "2. og", "6. mal": a number in order, where it is written so.
        var isOrdinal = words[point - 1].Has(WordMarks.Digits) && words[point - 1].End - words[point - 1].Start <= 2 && words[point + 1].IsWord
            && !words[point + 1].Has(WordMarks.Capital) && words.Conversation.Language is "de" or "pl";
        return !isOrdinal && !words[point - 1].May(WordUses.ShortForm);
    }

    private static void CutSentence(VisitorWords words, int from, int to, bool asks, bool fine, int sentence, List<Clause> clauses)
    {
        // "she has french, can she be exempt?": only the second part asks.
        var asking = asks && StatesFirst(words, from) ? AsksFrom(words, from, to) : from;
        var begin = from;
        for (var i = from + 1; i < to; i++)
        {
            if (Begins(words, begin, i, to, fine))
            {
                Add(words, begin, i, asks && i > asking, fine, sentence, clauses);
                begin = i;
            }
        }

        Add(words, begin, to, asks, fine, sentence, clauses);
    }

    private static bool StatesFirst(VisitorWords words, int at) =>
        words[at].IsWord && words[at].Class is var first && first != 0 && (first == WordClass.Self || first == WordClass.Other);

    /// <summary>Where the first part begins that opens as a question does, "can", "how"; the beginning where none does.</summary>
    private static int AsksFrom(VisitorWords words, int from, int to)
    {
        for (var i = from + 1; i < to; i++)
        {
            var opens = words[i - 1].Has(WordMarks.Sign) || words[i - 1].May(WordUses.And | WordUses.Break);
            if (opens && words[i].IsWord && words[i].Class is var first && first != 0 && (first == WordClass.Modal || first == WordClass.Question))
            {
                return i;
            }
        }

        return from;
    }

    /// <summary>True when a clause ends before this word.</summary>
    private static bool Begins(VisitorWords words, int begin, int at, int to, bool fine)
    {
        if (words[at].Has(WordMarks.Glued))
        {
            return false;
        }

        if (words[at - 1].Has(WordMarks.Sign))
        {
            return words.Folded(at - 1)[0] is ',' or '-' or ':' or ')' or '/';
        }

        if (words.IsSign(at, '('))
        {
            return true;
        }

        // "and" begins a clause where somebody does something in it.
        var breaks = words[at].May(WordUses.Break)
            || (words[at].May(WordUses.And) && at + 1 < to && (fine || IsPerson(words[at + 1])))
            || (IsSubject(words, at) && at + 1 < to && words[at + 1].IsWord && !words[at - 1].May(WordUses.And | WordUses.Break) && words[at - 1].Class != WordClass.Modal);
        var fewest = fine ? FewestWordsFine : FewestWords;
        return breaks && !(IsSubject(words, at) && Denies(words, begin, at)) && !ExceptsTime(words, at, to) && !Contrasts(words, at, to) && words.Length(begin, at) >= fewest && words.Length(at, to) >= fewest;
    }

    /// <summary>"i didnt know | we had one": what follows a no is denied or doubted with it.</summary>
    private static bool Denies(VisitorWords words, int begin, int at)
    {
        for (var i = begin; i < at; i++)
        {
            if (words[i].IsWord && words[i].Class == WordClass.Negation)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"any day | but wednesday": an exception stays with what it is made of.</summary>
    private static bool ExceptsTime(VisitorWords words, int at, int to) =>
        words[at].May(WordUses.Except) && at + 1 < to && ((words[at + 1].IsWord && words[at + 1].Class == WordClass.Day) || words[at + 1].Has(WordMarks.Digits));

    /// <summary>"french | and german | but no irish": without its no the rest would tell the opposite.</summary>
    private static bool Contrasts(VisitorWords words, int at, int to)
    {
        for (var i = at; i + 1 < to && i <= at + ContrastReach; i++)
        {
            if (words[i].May(WordUses.Break) && words[i + 1].IsWord && words[i + 1].Class == WordClass.Negation)
            {
                return true;
            }

            if (words[i].Has(WordMarks.Sign) || !words[at].May(WordUses.And | WordUses.Break))
            {
                return false;
            }
        }

        return false;
    }

    private static bool IsPerson(in VisitorWord word) =>
        word.Class != 0 && (word.Class == WordClass.Self || word.Class == WordClass.Other || word.Class == WordClass.Modal);

    /// <summary>"i" and "we" in languages that put them before the verb in whatever sentence.</summary>
    private static bool IsSubject(VisitorWords words, int at) =>
        words.Conversation.Language switch
        {
            "en" => EnglishSubjects.Contains(words[at].Hash),
            "fr" => FrenchSubjects.Contains(words[at].Hash),
            _ => false,
        };

    private static HashSet<uint> Hashes(params string[] words) => [.. words.Select(word => FeatureHash.Of(word))];

    /// <summary>Where a piece begins of which little may be told: without its opening, unless it asks or too little would remain.</summary>
    private static int Opening(VisitorWords words, int from, int to, bool asks)
    {
        var message = words[from].Message;
        if (asks || words.Does.Most(message, Asking) > words.Does.Most(message, Telling))
        {
            return from;
        }

        var opened = ClauseTrim.AfterOpening(words, from, to);
        return words.Length(opened, to) < FewestWordsFine && words.Length(from, to) <= ShortPiece ? from : opened;
    }

    private static void Add(VisitorWords words, int from, int to, bool asks, bool fine, int sentence, List<Clause> clauses)
    {
        if (clauses.Count >= MaxCount || from >= to)
        {
            return;
        }

        from = ClauseTrim.Front(words, from, to);
        to = from < to ? ClauseTrim.Back(words, from, to) : to;
        if (from < to && fine)
        {
            from = Opening(words, from, to, asks);
        }

        if (from < to)
        {
            clauses.Add(new Clause
            {
                From = from,
                To = to,
                Message = words[from].Message,
                Sentence = sentence,
                Length = words.Length(from, to),
                Asks = asks,
                Tells = !ClauseTrim.IsEmpty(words, from, to),
            });
        }
    }
}
