using LeadAlerts.Core.Qualification.Acts;
using LeadAlerts.Core.Summaries.Words;

namespace LeadAlerts.Core.Summaries.Clauses;

/// <summary>Takes out what the site offered and the visitor only echoes, with scorn or a reason against it.</summary>
internal static class Echoes
{
    private const float Accepts = 0.5f;

    private const float Sure = 0.5f;

    /// <summary>What is asked back has no more words.</summary>
    private const int Longest = 4;

    /// <summary>What follows it tells something from so many words on.</summary>
    private const int Fewest = 3;

    private static readonly SpeechAct[] Taking = [SpeechAct.Accept, SpeechAct.Book];

    private static readonly SpeechAct[] Having = [SpeechAct.Existing, SpeechAct.Complaint, SpeechAct.Job, SpeechAct.Vendor];

    private static readonly HashSet<uint> Bookings =
        [.. new[] { "book", "booking", "reserve", "reservation", "appointment", "schedule", "visit", "come", "slot", "date" }.Select(word => FeatureHash.Of(word))];

    /// <summary>
    /// "Pilates? she is 91", "a plan?? i just need one key": what the site brought up is asked back or laughed at, and something else follows.
    /// </summary>
    public static void Apply(VisitorWords words, int message, string asked)
    {
        var (begin, end) = (words.First(message), words.First(message + 1));
        var does = words.Does;
        if (does.Most(message, Taking) > Accepts || does.Most(message, Having) > Sure)
        {
            return;
        }

        for (var from = begin; from < end;)
        {
            var to = Refusals.PartEnd(words, from, end);
            var isEcho = to < end && words.IsSign(to, '?') && words.Length(from, to) <= Longest && IsEcho(words, from, to, begin, asked) && Tells(words, to, end, HasNumber(words, from, to));
            if (isEcho)
            {
                words.Mark(from, to, WordMarks.Gone);
                for (var i = to; i < end && words.IsSign(i, '?'); i++)
                {
                    words[i].Marks |= WordMarks.Gone;
                }
            }
            else if (!(to < end && words.IsSign(to, '?')) && Laughs(words, from, to))
            {
                TakeOutFirst(words, from, to, begin, asked);
            }

            from = to;
        }
    }

    /// <summary>"pilates lol she is 91": what the site offered stands first.</summary>
    private static void TakeOutFirst(VisitorWords words, int from, int to, int begin, string asked)
    {
        var first = from;
        while (first < to && words[first].Class != WordClass.Self && !words[first].IsOut && !Refusals.IsOffer(words[first]))
        {
            first++;
        }

        if (first == to || words[first].Class == WordClass.Self || Dismissals.Offered(words, first, first + 1, begin, asked) < 0)
        {
            return;
        }

        while (first > from && words[first - 1].IsWord && words[first - 1].Has(WordMarks.Heard) && !words[first - 1].IsOut)
        {
            first--;
        }

        for (var i = first; i < to && words[i].IsWord && words[i].Has(WordMarks.Heard); i++)
        {
            words[i].Marks |= WordMarks.Gone;
        }
    }

    /// <summary>True when all that a part tells are words of the site that the visitor had not used, and nothing is asked about them.</summary>
    private static bool IsEcho(VisitorWords words, int from, int to, int begin, string asked)
    {
        var echoes = false;
        for (var i = from; i < to; i++)
        {
            if (words[i].IsOut || words[i].Has(WordMarks.Sign))
            {
                continue;
            }

            if (words[i].Class != 0 && words[i].IsWord && (words[i].Class == WordClass.Question || words[i].Class == WordClass.Modal || words[i].Class == WordClass.You || Bookings.Contains(words[i].Lemma)))
            {
                return false;
            }

            var isHeard = words[i].Has(WordMarks.Heard) && (words[i].Has(WordMarks.Digits) || Dismissals.IsNamed(words.Folded(i), asked));
            var isNamed = words[i].Has(WordMarks.Digits) || Refusals.IsOffer(words[i]) || words[i].Class != 0;
            if (isNamed && words[i].IsWord && Dismissals.IsSaid(words, i, begin))
            {
                return false;
            }

            if (Refusals.IsOffer(words[i]) && !isHeard)
            {
                return false;
            }

            echoes |= isHeard && isNamed;
        }

        return echoes;
    }

    /// <summary>True when something is told after it, and nothing is asked.</summary>
    private static bool Tells(VisitorWords words, int from, int end, bool isNumber)
    {
        while (from < end && words[from].Has(WordMarks.Sign))
        {
            from++;
        }

        for (var i = from; i < end; i++)
        {
            if ((words[i].IsWord && words[i].Class != 0 && words[i].Class == WordClass.Question) || (isNumber && words.IsSign(i, '?')))
            {
                return false;
            }
        }

        return words.Length(from, end) >= Fewest;
    }

    private static bool HasNumber(VisitorWords words, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (words[i].Has(WordMarks.Digits))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Laughs(VisitorWords words, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (words[i].IsWord && words[i].Class != 0 && words[i].Class == WordClass.Laugh)
            {
                return true;
            }
        }

        return false;
    }
}
