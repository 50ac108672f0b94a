using LeadAlerts.Core.Summaries.Clauses;
using LeadAlerts.Core.Summaries.Words;

namespace LeadAlerts.Core.Summaries.Facts;

/// <summary>Takes out the numbers and things that the visitor took back: "2 bedrooms, sorry 3", "the kitchen, sorry the bathroom".</summary>
internal static class ThingCorrections
{
    private const int NumberReach = 8;

    private const int ThingReach = 4;

    /// <summary>Two words that begin with so many letters alike are forms of one.</summary>
    private const int SameStem = 4;

    /// <summary>A message that does nothing but correct has no more words.</summary>
    private const int ShortMessage = 8;

    /// <summary>The same where a number is corrected, with a reason.</summary>
    private const int NumberMessage = 12;

    /// <summary>A number is corrected within so many messages.</summary>
    private const int MessagesBack = 3;

    /// <summary>A word such as "sorry" stands between the wrong one and the right one.</summary>
    public static void Replace(VisitorWords words, List<TimeMention> times, int mark, int begin, int end)
    {
        if (ReplaceMoney(words, mark, end))
        {
            return;
        }

        if (OpensWithNumber(words, mark, begin) is var stated and >= 0)
        {
            ReplaceNumber(words, times, stated, stated, begin, end);
            return;
        }

        if (CountedBefore(words, mark, begin, end) is var counted and >= 0)
        {
            ReplaceNumber(words, times, mark, counted, begin, end);
            return;
        }

        for (var right = mark + 1; right < end && right <= mark + ThingReach; right++)
        {
            if (IsNumber(words[right]))
            {
                ReplaceNumber(words, times, mark, right, begin, end);
                return;
            }

            if (ClauseTrim.Tells(words[right]))
            {
                ReplaceThing(words, mark, right, begin, end);
                return;
            }
        }
    }

    /// <summary>
    /// "5k. actually, my husband says 3k": of two amounts of money only the later one holds, wherever the earlier one stands.
    /// </summary>
    private static bool ReplaceMoney(VisitorWords words, int mark, int end)
    {
        var right = -1;
        for (var i = mark + 1; i < end && i <= mark + Corrections.Reach && right < 0; i++)
        {
            right = IsMoney(words, i) ? i : -1;
        }

        for (var i = mark - 1; right >= 0 && i >= 0; i--)
        {
            if (IsMoney(words, i) && !words[i].Has(WordMarks.Heard) && !words.Folded(i).SequenceEqual(words.Folded(right)))
            {
                var (from, to) = FactReader.Amount(words, i);
                words.Mark(from, to, WordMarks.Gone);
                return true;
            }
        }

        return false;
    }

    private static bool IsMoney(VisitorWords words, int at) =>
        words[at].Has(WordMarks.Digits) && !words[at].IsOut && FactReader.IsAmount(words, at);

    /// <summary>"4 actually", "euh 4 en fait": the number that opens the message right before the mark; −1 when none does.</summary>
    private static int OpensWithNumber(VisitorWords words, int mark, int begin)
    {
        var number = mark - 1;
        if (number < begin || !IsNumber(words[number]))
        {
            return -1;
        }

        for (var i = begin; i < number; i++)
        {
            if (ClauseTrim.Tells(words[i]))
            {
                return -1;
            }
        }

        return number;
    }

    /// <summary>"i correct what i said: 1 container": the first number that counts, by name, what was counted in the messages right before; −1 when none does.</summary>
    private static int CountedBefore(VisitorWords words, int mark, int begin, int end)
    {
        var first = words.First(Math.Max(0, words[mark].Message - MessagesBack));
        for (var right = mark + 1; right < end && right <= mark + Corrections.Reach; right++)
        {
            if (!IsNumber(words[right]) || Counted(words, right) < 0)
            {
                continue;
            }

            for (var i = first; i < begin; i++)
            {
                if (IsNumber(words[i]) && Counted(words, i) >= 0 && CountSame(words, i, right) && !words.Folded(i).SequenceEqual(words.Folded(right)))
                {
                    return right;
                }
            }

            return -1;
        }

        return -1;
    }

    /// <summary>
    /// The number before that counts the same, or nothing: in this message or, where it is short, in those right before. One that counts
    /// the same by name may stand farther.
    /// </summary>
    private static void ReplaceNumber(VisitorWords words, List<TimeMention> times, int mark, int right, int begin, int end)
    {
        var first = words.First(Math.Max(0, words[mark].Message - MessagesBack));

        // "make that 95 my aunt has just told me …": what opens with the correction corrects, however much follows.
        var isShort = words.Length(begin, end) <= NumberMessage || (mark == begin && right <= mark + 2);
        if ((IsTime(words, times, right) && !IsLength(words, Counted(words, right))) || NumberKinds.IsPart(words, right, LaterNumbers.End(words, right)))
        {
            return;
        }

        // Where a time of day stands before the mark, it may be that which is taken back.
        first = TimeMatches.Before(times, mark, begin) >= 0 ? begin : first;
        var near = -1;
        var same = -1;
        var isOne = true;
        for (var i = mark - 1; i >= first && same < 0; i--)
        {
            // The "000" of "25,000" is no number of its own.
            var isRest = i > 0 && words[i].Has(WordMarks.Glued) && words[i - 1].Has(WordMarks.Sign) && words[i - 1].Has(WordMarks.Glued);
            if (!IsNumber(words[i]) || isRest || words[i].Has(WordMarks.Contact) || words.Folded(right)[0] == '0')
            {
                continue;
            }

            if (!MayStandFor(words, i, right) || (i < begin && !MayTakePlace(words, i, right)))
            {
                // "5 to 10 people" … "make it 12": what is taken back is no number by itself.
                isOne &= !(i < begin && near < 0 && !IsTime(words, times, i) && NumberKinds.IsSpan(words, i, LaterNumbers.End(words, i)));
                continue;
            }

            same = Counted(words, i) >= 0 && Counted(words, right) >= 0 && CountSame(words, i, right) ? i : -1;
            var follows = i >= begin && right == mark + 1 && !(Counted(words, right) is var next and >= 0 && WordClass.IsThing(words[next].Class));
            var isNear = (i >= begin ? mark - i <= NumberReach : isShort) && !IsTime(words, times, i) && (follows || CountSame(words, i, right));
            if (isNear && !FactReader.IsBudget(words, i))
            {
                // "40 m² of oak and 3 doors" … "make it 4": which of them is not told.
                isOne &= near < 0 || words[near].Message != words[i].Message || words.Folded(near).SequenceEqual(words.Folded(i));
                near = near < 0 ? i : near;
            }
        }

        var wrong = same >= 0 ? same : near >= begin || isOne ? near : -1;
        if (wrong >= 0 && !words.Folded(wrong).SequenceEqual(words.Folded(right)))
        {
            if (wrong < begin)
            {
                ReplaceEach(words, wrong, right);
                return;
            }

            // "for 16 to York": nothing is left that the little word belongs to.
            var isBare = Counted(words, wrong) < 0 && wrong > 0 && words[wrong - 1].Message == words[wrong].Message
                && words[wrong - 1].IsWord && words[wrong - 1].Has(WordMarks.Known) && words[wrong - 1].Class == 0;
            words.Mark(isBare ? wrong - 1 : wrong, wrong + 1, WordMarks.Gone);
        }
    }

    /// <summary>"for 120 and about 120 chairs": one number, named twice in its message.</summary>
    private static void ReplaceEach(VisitorWords words, int wrong, int right)
    {
        var end = words.First(words[wrong].Message + 1);
        for (var i = words.First(words[wrong].Message); i < end; i++)
        {
            if (i == wrong || (IsNumber(words[i]) && words.Folded(i).SequenceEqual(words.Folded(wrong)) && Counted(words, right) < 0 && MayTakePlace(words, i, right)))
            {
                words.Replace(i, LaterNumbers.End(words, i), right, LaterNumbers.End(words, right));
            }
        }
    }

    /// <summary>"18 %" and "6 o'clock" are no counts, and "two hours" takes the place of none.</summary>
    private static bool MayStandFor(VisitorWords words, int wrong, int right)
    {
        var isShare = wrong + 1 < words.Count && (words.IsSign(wrong + 1, '%') || words[wrong + 1].May(WordUses.Clock));
        var (counted, other) = (Counted(words, right), Counted(words, wrong));
        return !isShare && (!IsLength(words, counted) || (other >= 0 && words[other].Class == words[counted].Class && CountSame(words, wrong, right)));
    }

    /// <summary>In an earlier message a number gives way only to one that can count the same: no name, no part of a range, no age, no time of day.</summary>
    private static bool MayTakePlace(VisitorWords words, int wrong, int right)
    {
        if (Counted(words, right) < 0 && NumberKinds.AreOneMistyped(words.Folded(wrong), words.Folded(right)))
        {
            return true;
        }

        if (NumberKinds.IsPastOrShared(words, wrong, Counted(words, wrong)) || NumberKinds.IsName(words, wrong) || NumberKinds.IsPart(words, wrong, LaterNumbers.End(words, wrong)) || NumberKinds.IsSaidBySite(words, right, words[wrong].Message))
        {
            return false;
        }

        var (earlier, later) = (Counted(words, wrong), Counted(words, right));
        return earlier >= 0 ? later < 0 || !NumberKinds.MeasureOthers(words, earlier, later) : later < 0 || IsBare(words, wrong);
    }

    /// <summary>"for 12", "about 40": nothing stands beside it that says what it counts.</summary>
    private static bool IsBare(VisitorWords words, int number)
    {
        var begin = words.First(words[number].Message);
        return number == begin || words[number - 1].Has(WordMarks.Sign) || (words[number - 1].IsWord && !ClauseTrim.Tells(words[number - 1]) && !LaterTimes.IsCopula(words, number - 1));
    }

    private static bool IsLength(VisitorWords words, int counted) =>
        counted >= 0 && (words[counted].Class == WordClass.Unit || words[counted].Class == WordClass.Day);

    /// <summary>True for a number that is a time or part of one; "6 on friday" counts and is none.</summary>
    private static bool IsTime(VisitorWords words, List<TimeMention> times, int at)
    {
        foreach (var time in times)
        {
            if (at >= time.Core && at < time.To)
            {
                return true;
            }

            if (at >= time.From && at < time.Core)
            {
                return !(at + 1 < words.Count && words[at + 1].May(WordUses.TimeLead) && !words[at + 1].Has(WordMarks.Digits));
            }
        }

        return false;
    }

    /// <summary>The thing of the same kind right before; of a message that does nothing but correct, in the one before.</summary>
    private static void ReplaceThing(VisitorWords words, int mark, int right, int begin, int end)
    {
        for (var i = mark - 1; i >= begin && mark - i <= ThingReach; i--)
        {
            // "the front tyre, i mean the back tyre": what both have is passed over.
            if (ClauseTrim.Tells(words[i]) && !(right + 1 < end && words[i].Hash == words[right + 1].Hash))
            {
                TakeOut(words, i, right);
                return;
            }
        }

        var message = words[mark].Message;
        if (message == 0 || mark - begin > 2 || words.Length(begin, end) > ShortMessage)
        {
            return;
        }

        for (var i = begin - 1; i >= words.First(message - 1); i--)
        {
            if (words[i].Has(WordMarks.Known) && AreAlike(words[i], words[right]))
            {
                TakeOut(words, i, right);
                return;
            }
        }
    }

    private static void TakeOut(VisitorWords words, int wrong, int right)
    {
        if (AreAlike(words[wrong], words[right]))
        {
            words.Mark(wrong, wrong + 1, WordMarks.Gone);
        }
    }

    /// <summary>True when two words are of one kind: two colours, two machines, or two words that the lexicon does not know.</summary>
    public static bool AreAlike(in VisitorWord one, in VisitorWord other) =>
        one.IsWord && other.IsWord && one.Hash != other.Hash && one.Class == other.Class && one.Has(WordMarks.Known) == other.Has(WordMarks.Known)
        && (one.Class != 0 ? one.Class != WordClass.Problem && one.Lemma != other.Lemma && ClauseTrim.Tells(one) : !one.Has(WordMarks.Known));

    /// <summary>A number from two on, in digits or in words.</summary>
    public static bool IsNumber(in VisitorWord word) =>
        !word.IsOut && (word.Has(WordMarks.Digits) || (word.Class == WordClass.Number && WordClass.IsCardinal(word.Lemma)));

    /// <summary>True when two numbers count the same, or one of them does not say what.</summary>
    public static bool CountSame(VisitorWords words, int one, int other)
    {
        var (a, b) = (Counted(words, one), Counted(words, other));
        return a < 0 || b < 0 || words[a].Hash == words[b].Hash || (words[a].Lemma != 0 && words[a].Lemma == words[b].Lemma)
            || words.Folded(a).CommonPrefixLength(words.Folded(b)) >= SameStem;
    }

    /// <summary>The word that a number counts, "only" left aside; −1 when none follows.</summary>
    private static int Counted(VisitorWords words, int number)
    {
        var counted = number + 1;
        counted += counted < words.Count && words[counted].IsWord && words[counted].May(WordUses.Only) ? 1 : 0;
        return counted < words.Count && words[counted].Message == words[number].Message && words[counted].IsWord && ClauseTrim.Tells(words[counted]) ? counted : -1;
    }
}
