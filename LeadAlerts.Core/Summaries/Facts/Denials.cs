using LeadAlerts.Core.Qualification.Acts;
using LeadAlerts.Core.Summaries.Clauses;
using LeadAlerts.Core.Summaries.Words;

namespace LeadAlerts.Core.Summaries.Facts;

/// <summary>
/// Takes out the numbers and things that stand denied beside what holds: "3 not 2", "oak, not pine", "not fondant, buttercream". A no by
/// itself tells a fact, "no hot water", and stays.
/// </summary>
internal static class Denials
{
    private const int Reach = 4;

    /// <summary>Between the no and what it denies: "not in the".</summary>
    private const int GapReach = 2;

    private const int FarReach = 8;

    /// <summary>A message that does nothing but correct has no more words.</summary>
    private const int ShortMessage = 8;

    private static readonly uint Like = FeatureHash.Of("like");

    private static readonly uint Not = FeatureHash.Of("not");

    /// <summary>Marks what one no denies.</summary>
    public static void Apply(VisitorWords words, List<TimeMention> times, int negation, int begin, int end)
    {
        var number = negation + 1 < end && IsNot(words, negation) && words[negation + 1].IsWord && !ClauseTrim.Tells(words[negation + 1]) ? negation + 2 : negation + 1;
        if (number < end && ThingCorrections.IsNumber(words[number]))
        {
            DenyNumber(words, times, negation, number, begin, end);
        }
        else if (!Contrast(words, negation, begin, end) && !Choose(words, negation, begin, end))
        {
            DenyKnown(words, negation, begin, end);
        }
    }

    /// <summary>True when a part ends here, or a word follows that begins another one.</summary>
    public static bool Closes(VisitorWords words, int at, int end, bool isApart = false) =>
        at >= end || (isApart && words[at].Has(WordMarks.Known) && (words[at].Class == 0 || words[at].Lemma == Like)) || words[at].Has(WordMarks.NewLine) || (words[at].Has(WordMarks.Sign) && !(at + 1 < end && words[at + 1].Has(WordMarks.Glued)))
        || words[at].May(WordUses.And | WordUses.Break | WordUses.Polite | WordUses.Filler | WordUses.Only | WordUses.Thanks | WordUses.Greeting);

    /// <summary>"120 people not 200", "not 300 but 250": the denied number is out wherever it counts the same.</summary>
    private static void DenyNumber(VisitorWords words, List<TimeMention> times, int negation, int denied, int begin, int end)
    {
        var to = denied + 1;
        while (to < end && words[to].Has(WordMarks.Glued) && !words[to].Has(WordMarks.Sign))
        {
            to++;
        }

        var right = -1;
        for (var i = negation - 1; i >= begin && negation - i <= Reach && right < 0 && !(words.IsSign(i, '.') && words[negation].May(WordUses.ShortForm)); i--)
        {
            right = ThingCorrections.IsNumber(words[i]) && ThingCorrections.CountSame(words, denied, i) ? i : -1;
        }

        for (var i = to; i < end && i <= to + Reach && right < 0; i++)
        {
            right = ThingCorrections.IsNumber(words[i]) && !words[i].Has(WordMarks.Glued) && Parts(words, to, i) ? i : -1;
        }

        if (right < 0 || (to == denied + 1 && words.Folded(right).SequenceEqual(words.Folded(denied))))
        {
            return;
        }

        words.Mark(negation, to, WordMarks.Gone);
        for (var i = 0; i < begin; i++)
        {
            if (!words[i].Has(WordMarks.Digits) || words[i].IsOut || !words.Folded(i).SequenceEqual(words.Folded(denied)))
            {
                continue;
            }

            if (times.Exists(time => i >= time.From && i < time.To))
            {
                // "le 14 juin" … "c'est le 21 pas le 14": the month holds.
                words.Replace(i, i + 1, right, right + 1);
            }
            else if (ThingCorrections.CountSame(words, i, right))
            {
                words.Mark(i, i + 1, WordMarks.Gone);
            }
        }
    }

    /// <summary>"not 300, 250", "nie 300 tylko 250": something parts the two.</summary>
    private static bool Parts(VisitorWords words, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (words[i].Has(WordMarks.Sign) || words[i].May(WordUses.Break | WordUses.Only))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"oak not pine", "in grey, not in leather": what stands right before the no is of the same kind, or put in the same way.</summary>
    private static bool Contrast(VisitorWords words, int negation, int begin, int end)
    {
        var denied = IsNot(words, negation) ? Next(words, negation, end) : -1;
        var before = negation - 1;
        var isApart = false;
        while (before > begin && negation - before <= GapReach && ((words[before].Has(WordMarks.Sign) && words.Folded(before)[0] is ',' or '-' or '(') || words[before].May(WordUses.And | WordUses.Polite)))
        {
            isApart = true;
            before--;
        }

        var noIsNot = Corrections.NoIsNot.Contains(words.Conversation.Language);
        if (denied < 0 || before < begin || words[before].IsOut || !words[before].IsWord || !Closes(words, denied + 1, end, isApart && !noIsNot))
        {
            return false;
        }

        // "in grey, not in leather"
        var isParallel = denied == negation + 2 && before > begin && words[negation + 1].Class != WordClass.Self
            && (words[negation + 1].Hash == words[before - 1].Hash || (before > begin + 1 && words[negation + 1].Hash == words[before - 2].Hash));
        var isOffer = words[denied].Has(WordMarks.Heard) && IsNamed(words[before]) && (WordClass.IsThing(words[denied].Class) || !words[denied].Has(WordMarks.Known));
        if (!isParallel && !isOffer && !(denied <= negation + GapReach && IsLike(words, before, denied, isApart))
            && !(isApart && !noIsNot && HasLike(words, negation, denied, begin)))
        {
            return false;
        }

        TakeOut(words, negation, denied, begin);
        return true;
    }

    /// <summary>A no that means "not", rather than "without" or "no".</summary>
    private static bool IsNot(VisitorWords words, int at) =>
        (words[at].Lemma == Not && (words.Conversation.Language != "en" || words[at].Hash == Not)) || (words[at].May(WordUses.Deny) && Corrections.NoIsNot.Contains(words.Conversation.Language));

    /// <summary>
    /// True for two words of one kind. Two that the lexicon does not know are so only beside a comma, and not where a no may deny what
    /// somebody does: "nao levanto".
    /// </summary>
    private static bool IsLike(VisitorWords words, int one, int denied, bool isApart)
    {
        if (!words[denied].Has(WordMarks.Known))
        {
            return isApart && !Corrections.NoIsNot.Contains(words.Conversation.Language) && ThingCorrections.AreAlike(words[one], words[denied]);
        }

        var isDoing = !isApart && words.Folded(denied).EndsWith("ing", StringComparison.Ordinal);
        var isNamed = WordClass.IsThing(words[denied].Class) || words[denied].Class == WordClass.Quality;
        return isNamed && !isDoing && words[denied].Class == words[one].Class && words[denied].Lemma != words[one].Lemma && (isApart || words[denied].Class != WordClass.Problem);
    }

    /// <summary>"oak in the hall, not pine": of a few words before, one is of the kind that the lexicon knows.</summary>
    private static bool HasLike(VisitorWords words, int negation, int denied, int begin)
    {
        for (var i = negation - 1; i >= begin && negation - i <= FarReach; i--)
        {
            if (words[i].Has(WordMarks.Known) && WordClass.IsThing(words[i].Class) && ThingCorrections.AreAlike(words[i], words[denied]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"not fondant, buttercream": of two things that the site named one is denied and the other taken.</summary>
    private static bool Choose(VisitorWords words, int negation, int begin, int end)
    {
        var denied = Next(words, negation, end);
        if (denied < 0 || !words[denied].Has(WordMarks.Heard) || !Refusals.IsOffer(words[denied]))
        {
            return false;
        }

        for (var i = begin; i < end; i++)
        {
            var isOther = i < negation - 1 || i > denied + 1;
            if (isOther && words[i].IsWord && words[i].Has(WordMarks.Heard) && !words[i].IsOut && Refusals.IsOffer(words[i]) && words[i].Hash != words[denied].Hash && !IsDenied(words, i, begin))
            {
                TakeOut(words, negation, denied, begin);
                return true;
            }
        }

        return false;
    }

    private static bool IsDenied(VisitorWords words, int at, int begin)
    {
        for (var i = at - 1; i >= begin && at - i <= GapReach; i--)
        {
            if (words[i].IsWord && words[i].Class == WordClass.Negation)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The thing that a no denies, right after it or after "in the"; −1 when something else follows.</summary>
    private static int Next(VisitorWords words, int negation, int end)
    {
        for (var i = negation + 1; i < end && i <= negation + 1 + GapReach; i++)
        {
            if (words[i].Has(WordMarks.Sign | WordMarks.Digits) || words[i].IsOut || words[i].Class == WordClass.Self || words[i].Class == WordClass.You || words[i].Class == WordClass.Modal)
            {
                return -1;
            }

            if (IsNamed(words[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsNamed(in VisitorWord word) => word.IsWord && ClauseTrim.Tells(word);

    /// <summary>Takes out a no with what it denies, and that wherever the visitor had named it before.</summary>
    private static void TakeOut(VisitorWords words, int negation, int denied, int begin)
    {
        words.Mark(negation, denied + 1, WordMarks.Gone);
        for (var i = 0; i < begin; i++)
        {
            if (words[i].IsWord && words[i].Hash == words[denied].Hash)
            {
                words.Mark(i, i + 1, WordMarks.Gone);
            }
        }
    }

    /// <summary>In a short correction what is denied is out, where the visitor had named it before.</summary>
    private static void DenyKnown(VisitorWords words, int negation, int begin, int end)
    {
        if (words.Length(begin, end) > ShortMessage)
        {
            return;
        }

        var isAfter = words.Conversation.Language == "hi";
        var denied = -1;
        for (var i = negation + (isAfter ? -1 : 1); i >= begin && i < end && Math.Abs(i - negation) <= 2 && denied < 0; i += isAfter ? -1 : 1)
        {
            if (words[i].Has(WordMarks.Sign))
            {
                break;
            }

            denied = IsNamed(words[i]) ? i : -1;
        }

        denied = denied >= 0 && HasAlike(words, denied, begin, end) ? denied : -1;

        var isOut = false;
        for (var i = 0; denied >= 0 && i < begin; i++)
        {
            if (words[i].IsWord && words[i].Hash == words[denied].Hash)
            {
                words.Mark(i, i + 1, WordMarks.Gone);
                isOut = true;
            }
        }

        // "scorpio chahiye, innova nahi": beside its like, what is denied need not have been named.
        var standsApart = isAfter && denied == negation - 1 && Closes(words, negation + 1, end) && (denied == begin || words[denied - 1].Has(WordMarks.Sign));
        if (isOut || (denied >= 0 && standsApart))
        {
            words.Mark(negation, negation + 1, WordMarks.Gone);
            words.Mark(denied, denied + 1, WordMarks.Gone);
        }
    }

    /// <summary>True when another word of the kind stands in the message: the right one.</summary>
    private static bool HasAlike(VisitorWords words, int at, int begin, int end)
    {
        for (var i = begin; i < end; i++)
        {
            if (ThingCorrections.AreAlike(words[i], words[at]))
            {
                return true;
            }
        }

        return false;
    }
}
