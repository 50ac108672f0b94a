using System.Buffers;
using System.Text;
using LeadAlerts.Core.Qualification.Acts;
using LeadAlerts.Core.Summaries.Words;

namespace LeadAlerts.Core.Summaries.Clauses;

/// <summary>Takes out what the site offered and the visitor waves off without a plain no: "the cover can wait", "120 for a camera?".</summary>
internal static class Dismissals
{
    private const float Accepts = 0.5f;

    private const float Declines = 0.5f;

    private const float Asks = 0.5f;

    private const float Sure = 0.5f;

    /// <summary>An answer that has no more words chooses.</summary>
    private const int Choice = 3;

    private const int ShortPart = 6;

    /// <summary>A part that has more words tells more than that something is not wanted.</summary>
    private const int LongPart = 14;

    private static readonly SpeechAct[] Taking = [SpeechAct.Accept, SpeechAct.Book];

    /// <summary>Who has the thing already, or wants something else than to buy, names it as a fact.</summary>
    private static readonly SpeechAct[] Having = [SpeechAct.Existing, SpeechAct.Complaint, SpeechAct.Job, SpeechAct.Vendor];

    private static readonly SpeechAct[] Asking = [SpeechAct.Product, SpeechAct.Price, SpeechAct.Availability];

    private static readonly string[] Money = ["zl", "pln", "eur", "euro", "euros", "usd", "dollars", "pounds", "quid", "reais", "pesos", "chf", "rs", "rupees", "kr"];

    private static readonly HashSet<byte> Acts =
        [.. new[] { "DAY", "UNIT", "URGENT", "LATER", "NUM", "BUY", "PAY", "PRICE", "MONEY", "CALL", "MAIL", "AVAIL" }.Select(Lexicon.ClassNumber)];

    private static readonly HashSet<uint> Bookings =
        [.. new[] { "book", "booking", "reserve", "reservation", "appointment", "schedule", "visit", "come", "slot", "date" }.Select(word => FeatureHash.Of(word))];

    private static readonly SearchValues<char> Currencies = SearchValues.Create("$€£₹%");

    private static readonly HashSet<uint> Extras = [.. new[]
    {
        "also", "extra", "add", "plus", "include", "upgrade", "package", "plan", "offer", "discount", "sale", "premium", "bundle", "interested", "special", "propose", "suggest", "recommend", "deal",
    }.Select(word => FeatureHash.Of(word))];

    /// <summary>Marks what a message waves off.</summary>
    public static void Apply(VisitorWords words, int message, Tokens tokens)
    {
        var does = words.Does;
        var asked = words.Conversation.Messages[message].AskedBefore;
        Echoes.Apply(words, message, asked);
        var hasPrice = asked.AsSpan().ContainsAny(Currencies) || NamesMoney(asked);
        var sells = hasPrice || HasExtra(words.Conversation, asked, tokens);
        if (!sells && !Refusals.Offers(words.Conversation, message, tokens))
        {
            return;
        }

        var (begin, end) = (words.First(message), words.First(message + 1));

        // Who begins with a yes takes the offer, however the rest of the message reads.
        var takes = does.Most(message, Taking) > Accepts || Has(words, begin, Math.Min(begin + 1, end), WordUses.Agree);
        var declines = does[message, SpeechAct.Decline] > Math.Max(Declines, does.Most(message, Taking));
        var has = does.Most(message, Having) > Sure;
        var limits = has ? -1 : Limits(words, begin, end, asked);
        for (var from = begin; from < end;)
        {
            var to = Refusals.PartEnd(words, from, end);
            var isQuestion = to < end && words.IsSign(to, '?');
            var offered = Offered(words, from, to, begin, asked);
            if (offered >= 0 && !Denies(words, from, to))
            {
                var waves = Has(words, from, to, WordUses.Dismiss) || declines || (limits >= 0 && !(limits >= from && limits < to) && !takes);
                var asks = isQuestion && !declines && !(limits >= 0);
                var ignores = sells && !takes && !has && does.Most(message, Asking) < Asks && words.Length(from, to) >= Choice && !Has(words, from, to, WordUses.Agree | WordUses.Only | WordUses.Or | WordUses.LeadIn) && !Wants(words, from, to);
                if ((waves && !asks) || (ignores && !isQuestion))
                {
                    TakeOut(words, from, to, offered);
                }
            }

            from = to;
        }

        if (hasPrice && !takes)
        {
            TakeOutPrices(words, message, asked);
        }
    }

    /// <summary>True when a number is followed by a word of money: "420 zl".</summary>
    private static bool NamesMoney(string asked)
    {
        for (var i = 1; i < asked.Length; i++)
        {
            if (char.IsDigit(asked[i - 1]) && !char.IsDigit(asked[i]) && MoneyFollows(asked, i))
            {
                return true;
            }
        }

        return false;
    }

    private static bool MoneyFollows(string asked, int at)
    {
        var rest = asked.AsSpan(at).TrimStart();
        foreach (var word in Money)
        {
            if (rest.StartsWith(word, StringComparison.Ordinal) && (rest.Length == word.Length || !char.IsLetter(rest[word.Length])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Wants(VisitorWords words, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (words[i].IsWord && words[i].Class != 0 && words[i].Class == WordClass.Want)
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasExtra(ConversationActs conversation, string asked, Tokens tokens)
    {
        tokens.Read(asked);
        foreach (var token in tokens.Span)
        {
            if (token.IsWord && conversation.Words.TryFind(token.Hash, out var entry) && Extras.Contains(entry.Lemma))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first word of "just the motor" or "windows only", which names nothing of what was offered; −1 when there is none.</summary>
    private static int Limits(VisitorWords words, int begin, int end, string asked)
    {
        for (var from = begin; from < end;)
        {
            var to = Refusals.PartEnd(words, from, end);
            var first = ClauseTrim.Front(words, from, to);
            var isLimit = first < to && words.Length(first, to) <= ShortPart && (words[first].May(WordUses.Only) || words[to - 1].May(WordUses.Only));
            if (isLimit && Offered(words, from, to, begin, asked) < 0 && !ClauseTrim.IsEmpty(words, from, to))
            {
                return from;
            }

            from = to;
        }

        return -1;
    }

    /// <summary>True when a no stands in it: what it denies is told elsewhere.</summary>
    private static bool Denies(VisitorWords words, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (words[i].IsWord && (words[i].Class == WordClass.Negation || words[i].Class == WordClass.Stop))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Has(VisitorWords words, int from, int to, WordUses uses)
    {
        for (var i = from; i < to; i++)
        {
            if (words[i].IsWord && words[i].May(uses))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first thing in a part that the site brought up and the visitor had not; −1 when there is none.</summary>
    public static int Offered(VisitorWords words, int from, int to, int begin, string asked)
    {
        for (var i = from; i < to; i++)
        {
            ref readonly var word = ref words[i];
            if (!word.IsOut && word.IsWord && word.Has(WordMarks.Heard) && Refusals.IsOffer(word) && !IsAct(word) && IsNamed(words.Folded(i), asked) && !IsSaid(words, i, begin))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Times, numbers and what is done with an offer are no things that are offered.</summary>
    private static bool IsAct(in VisitorWord word) => word.Class != 0 && (Acts.Contains(word.Class) || Bookings.Contains(word.Lemma));

    /// <summary>True when the site used the word itself, not one of like meaning; its ending may differ.</summary>
    public static bool IsNamed(ReadOnlySpan<char> word, string asked)
    {
        var stem = word[..Math.Max(Math.Min(4, word.Length), word.Length - 2)];
        for (var at = asked.AsSpan().IndexOf(stem, StringComparison.Ordinal); at >= 0 && word.Length > 2;)
        {
            if (at == 0 || !char.IsLetter(asked[at - 1]) || stem.Length > 4)
            {
                return true;
            }

            var next = asked.AsSpan(at + 1).IndexOf(stem, StringComparison.Ordinal);
            at = next < 0 ? -1 : at + 1 + next;
        }

        return false;
    }

    /// <summary>True when the visitor brought it up in an earlier message.</summary>
    public static bool IsSaid(VisitorWords words, int at, int begin)
    {
        for (var i = 0; i < begin; i++)
        {
            var isForm = words[at].Lemma != 0 && words[i].Lemma == words[at].Lemma && words.Folded(i).CommonPrefixLength(words.Folded(at)) >= Math.Min(4, words[at].End - words[at].Start - 1);
            if (words[i].IsWord && (words[i].Hash == words[at].Hash || isForm))
            {
                return true;
            }
        }

        return false;
    }

    private static void TakeOut(VisitorWords words, int from, int to, int offered)
    {
        if (words.Length(from, to) <= LongPart)
        {
            words.Mark(from, to, WordMarks.Gone);
        }
        else
        {
            words.Mark(offered, offered + 1, WordMarks.Gone);
        }
    }

    /// <summary>A price that only the site named is not the visitor's: "for 120 i get a new one".</summary>
    private static void TakeOutPrices(VisitorWords words, int message, string asked)
    {
        var (begin, end) = (words.First(message), words.First(message + 1));
        asked = Joined(asked);
        for (var i = begin; i < end; i++)
        {
            if (words[i].Has(WordMarks.Digits) && words[i].End - words[i].Start > 1 && IsPrice(words.Folded(i), asked) && !IsSaid(words, i, words.Folded(i), begin))
            {
                words.Mark(i, i + 1, WordMarks.Gone);
            }
        }
    }

    /// <summary>"1 600" and "1,600" as "1600".</summary>
    private static string Joined(string text)
    {
        var joined = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var parts = text[i] is ' ' or ',' or '.' or '\'' && i > 0 && char.IsDigit(text[i - 1]) && i + 3 < text.Length
                && char.IsDigit(text[i + 1]) && char.IsDigit(text[i + 2]) && char.IsDigit(text[i + 3]);
            if (!parts)
            {
                joined.Append(text[i]);
            }
        }

        return joined.ToString();
    }

    private static bool IsSaid(VisitorWords words, int at, ReadOnlySpan<char> digits, int begin)
    {
        for (var i = 0; i < begin && i < at; i++)
        {
            if (words[i].Has(WordMarks.Digits) && words.Folded(i).SequenceEqual(digits))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when these digits stand beside a sign of money, or of a share, in what the site said.</summary>
    private static bool IsPrice(ReadOnlySpan<char> digits, string asked)
    {
        for (var at = asked.IndexOf(digits.ToString(), StringComparison.Ordinal); at >= 0; at = asked.IndexOf(digits.ToString(), at + 1, StringComparison.Ordinal))
        {
            var after = at + digits.Length;
            if ((at > 0 && char.IsDigit(asked[at - 1])) || (after < asked.Length && char.IsDigit(asked[after])))
            {
                continue;
            }

            if (asked.AsSpan(Math.Max(0, at - 2), Math.Min(2, at)).ContainsAny(Currencies) || asked.AsSpan(after, Math.Min(2, asked.Length - after)).ContainsAny(Currencies)
                || MoneyFollows(asked, after) || asked.AsSpan(0, at).TrimEnd().EndsWith("rs", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
