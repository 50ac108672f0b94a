using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Qualification.Acts;
using LeadAlerts.Core.Summaries.Clauses;
using LeadAlerts.Core.Summaries.Words;

namespace LeadAlerts.Core.Summaries.Facts;

/// <summary>Reads where the job or the visitor is.</summary>
internal static class PlaceReader
{
    /// <summary>A short answer to "where?" has no more words.</summary>
    private const int AnswerWords = 9;

    /// <summary>Where: an address, the answer to the site's question, a place that the site serves; null when none is named.</summary>
    public static SummaryLine? Find(VisitorWords words, Assessment assessment)
    {
        for (var i = 0; i < words.Count; i++)
        {
            // "3rd floor" is no road.
            if (words[i].May(WordUses.Street) && !words[i].IsOut && !(i > 0 && words[i].Has(WordMarks.Glued) && words[i - 1].Has(WordMarks.Digits)) && Address(words, i) is var (from, to))
            {
                return FactReader.Line(words, from, to);
            }
        }

        for (var message = 0; message < words.Messages; message++)
        {
            if (Answer(words, message) is var (from, to))
            {
                return FactReader.Line(words, from, to);
            }
        }

        foreach (var signal in assessment.Signals)
        {
            if (signal.Criterion == Criterion.InServiceArea && signal.MessageSequence is not null)
            {
                return new SummaryLine(TextCut.Shorten(TextCut.OneLine(signal.Words), FactReader.MaxLength), signal.MessageSequence);
            }
        }

        return null;
    }

    /// <summary>"1127 Chestnut St", "via Tuscolana 12", "ul. Długa 5 m. 3".</summary>
    private static (int From, int To)? Address(VisitorWords words, int street)
    {
        var (begin, end) = (words.First(words[street].Message), words.First(words[street].Message + 1));
        for (var i = street - 1; i >= begin && street - i <= 4; i--)
        {
            if (words[i].Has(WordMarks.Digits) && !words[i].IsOut && street - i >= 2 && words[i].End - words[i].Start <= 5)
            {
                return IsPlain(words, i + 1, street) ? (FactReader.Chunk(words, i).From, Tail(words, street + 1, end)) : null;
            }

            if (!words[i].IsWord)
            {
                break;
            }
        }

        var last = street;
        for (var i = street + 1; i < end && i - street <= 5; i++)
        {
            if (words[i].Has(WordMarks.Digits) && !words[i].IsOut && i - street >= 2 && words[i].End - words[i].Start <= 4 && IsPlain(words, street + 1, i))
            {
                return (street, Tail(words, FactReader.Chunk(words, i).To, end));
            }

            if (words[i].IsOut || (words[i].Has(WordMarks.Sign) && !words.IsSign(i, '.')))
            {
                break;
            }

            last = i;
        }

        return words[street].End - words[street].Start >= 3 && words[street].Has(WordMarks.Capital) && last > street && words[street + 1].Has(WordMarks.Capital) ? (street, street + 2) : null;
    }

    /// <summary>Names, not "2 doors down the street".</summary>
    private static bool IsPlain(VisitorWords words, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (words[i].IsOut || (words[i].Has(WordMarks.Known) && !words[i].Has(WordMarks.Capital) && (words[i].Class == 0 || words[i].Class == WordClass.Past)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What belongs to the address: "apt 4", and the town after a comma.</summary>
    private static int Tail(VisitorWords words, int at, int end)
    {
        var to = at;
        while (to < end && words[to].Has(WordMarks.Glued) && !words[to].Has(WordMarks.Sign) && !words[to].IsOut)
        {
            to++;
        }

        if (to + 1 < end && words.IsSign(to, ',') && words[to + 1].Has(WordMarks.Capital) && !words[to + 1].IsOut)
        {
            to += 2;
            while (to < end && words[to].Has(WordMarks.Capital) && !words[to].IsOut && !words[to].Has(WordMarks.Sign | WordMarks.NewLine))
            {
                to++;
            }
        }
        else if (to < end && words[to].Has(WordMarks.Capital) && words[to].IsWord && !words[to].Has(WordMarks.NewLine) && !words[to].IsOut)
        {
            to++;
            while (to < end && words[to].Has(WordMarks.Glued) && !words[to].Has(WordMarks.Sign))
            {
                to++;
            }
        }

        return to;
    }

    /// <summary>A short message after the site asked where.</summary>
    private static (int From, int To)? Answer(VisitorWords words, int message)
    {
        var asked = words.Conversation.Messages[message].AskedBefore;
        var mark = asked.LastIndexOf('?');
        if (mark < 0 || !AsksPlace(words, asked, mark))
        {
            return null;
        }

        var (begin, end) = (words.First(message), words.First(message + 1));
        var from = begin < end ? ClauseTrim.Front(words, begin, end) : end;
        var to = from < end ? ClauseTrim.Back(words, from, end) : from;
        for (var i = from; i < to; i++)
        {
            // What follows a phone number is no part of it: "18 3b, 612 34 55 90 soy Nacho".
            if (i > from && words[i].IsOut)
            {
                to = words[i - 1].Has(WordMarks.Sign) ? i - 1 : i;
                break;
            }

            // Who tells a story names no place.
            var isStory = words[i].Class == WordClass.Self || words[i].Class == WordClass.Other || words[i].Class == WordClass.Question;
            if (words[i].IsWord && (words[i].Class == WordClass.Negation || (isStory && i >= from + 2)))
            {
                return null;
            }

            // The first sentence answers.
            if (words[i].Has(WordMarks.Sign) && words.Folded(i)[0] is '.' or '!' or '?' or ';' && i + 1 < to && !words[i + 1].Has(WordMarks.Glued) && !words[i - 1].May(WordUses.ShortForm))
            {
                to = i;
            }
        }

        return from < to && words.Length(from, to) <= AnswerWords && NamesPlace(words, from, to) ? (from, to) : null;
    }

    /// <summary>True when a name, a number or a word for a place is in it.</summary>
    private static bool NamesPlace(VisitorWords words, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            var isName = words[i].IsWord && words[i].End - words[i].Start >= 3 && (!words[i].Has(WordMarks.Known) || (words[i].Has(WordMarks.Capital) && i > from));
            if (!words[i].IsOut && (isName || words[i].Has(WordMarks.Digits) || words[i].May(WordUses.Street) || (words[i].IsWord && words[i].Class == WordClass.Place)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when the last question of what the site said asks for a place.</summary>
    private static bool AsksPlace(VisitorWords words, string asked, int mark)
    {
        var begin = asked.LastIndexOfAny(['.', '!', '?', '\n'], Math.Max(0, mark - 1)) + 1;
        using var tokens = new Tokens();
        tokens.Read(asked.AsSpan(begin, mark - begin));
        var book = WordBook.Of(words.Conversation.Language);
        foreach (var token in tokens.Span)
        {
            if (token.IsWord && (book.Find(token.Hash, 0) & WordUses.PlaceAsked) != 0)
            {
                return true;
            }
        }

        return false;
    }
}
