using System.Text;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Qualification.Acts;
using LeadAlerts.Core.Summaries.Clauses;
using LeadAlerts.Core.Summaries.Facts;
using LeadAlerts.Core.Summaries.Words;

namespace LeadAlerts.Core.Summaries;

/// <summary>Writes the headline: the need first, wherever it was said, then when.</summary>
internal static class HeadlineWriter
{
    private const string WithdrawnLabel = "Withdrawn: ";
    private const string ComplaintLabel = "Complaint: ";
    private const string WorkLabel = "Looks for work: ";
    private const string PitchLabel = "Sales pitch: ";

    /// <summary>A headline so short takes in a second clause.</summary>
    private const int ShortLength = 44;

    private const int LeastLength = 6;

    /// <summary>A clause begins the headline where it tells this share of what the best one tells.</summary>
    private const float EnoughShare = 0.85f;

    private const float LeadUpShare = 0.2f;

    /// <summary>In less room nothing more is begun.</summary>
    private const int LeastRoom = 18;

    private const float LeastSecond = 0.6f;

    private const float LeastThing = 0.1f;

    /// <summary>A clause that tells less is not added.</summary>
    private const float LeastValue = 0.12f;

    /// <summary>So much less matters what tells hardly anything.</summary>
    private const float Filler = 1;

    /// <summary>A number tells less in a headline than in a line.</summary>
    private const float DigitsLess = 0.6f;

    /// <summary>What is added keeps its beginning where fewer words remain without.</summary>
    private const int LeastWords = 3;

    private const float MostValue = 2.5f;

    private const float CategoryWeight = 1.2f;

    // What a message does, and how much that makes it the one to begin with.
    private static readonly (SpeechAct Act, float Weight)[] Matters =
    [
        (SpeechAct.Need, 1.2f), (SpeechAct.Complaint, 1), (SpeechAct.Job, 1), (SpeechAct.Vendor, 1), (SpeechAct.Book, 0.8f), (SpeechAct.Existing, 0.4f),
        (SpeechAct.Product, 0.6f), (SpeechAct.Price, 0.6f), (SpeechAct.Availability, 0.5f), (SpeechAct.Research, 0.5f), (SpeechAct.Wrong, 0.5f),
        (SpeechAct.Decline, -0.9f), (SpeechAct.Noise, -1), (SpeechAct.Thanks, -0.6f), (SpeechAct.Inject, -0.6f), (SpeechAct.Abuse, -0.6f), (SpeechAct.Accept, -0.3f),
    ];

    /// <summary>The clause to begin with: of the message that matters most, the first one that tells enough; −1 when none tells anything.</summary>
    public static int Find(VisitorWords words, ReadOnlySpan<Clause> clauses, Assessment assessment)
    {
        var best = -1;
        var most = float.MinValue;
        for (var i = 0; i < clauses.Length; i++)
        {
            if (clauses[i].Tells && Points(words, clauses[i]) + (CategoryWeight * words.Does[clauses[i].Message, ActOf(assessment)]) is var points && points > most)
            {
                (best, most) = (i, points);
            }
        }

        // What stands before it in the same message leads up to it; where both fit, the headline begins there.
        var first = best;
        for (var i = best - 1; i >= 0 && clauses[i].Message == clauses[best].Message; i--)
        {
            var fits = words[clauses[best].To - 1].End - words[clauses[i].From].Start <= SummaryWriter.HeadlineMaxLength;
            var enough = clauses[i].Value >= (fits ? LeadUpShare : EnoughShare) * clauses[best].Value || (fits && HasProblem(words, clauses[i]));
            first = clauses[i].Tells && enough ? i : first;
        }

        return first;
    }

    private static SpeechAct ActOf(Assessment assessment) => assessment.Category switch
    {
        ConversationCategory.ExistingCustomer when assessment.Score < LeadQualifier.LikelyFrom => SpeechAct.Existing,
        ConversationCategory.Complaint => SpeechAct.Complaint,
        ConversationCategory.JobSeeker => SpeechAct.Job,
        ConversationCategory.Vendor => SpeechAct.Vendor,
        _ => SpeechAct.Need,
    };

    /// <summary>Writes it: that clause and those after it while there is room, then when.</summary>
    public static string Write(VisitorWords words, Span<Clause> clauses, int first, SummaryLine? when, string label)
    {
        var text = new StringBuilder();
        var clause = clauses[first];
        var room = SummaryWriter.HeadlineMaxLength - label.Length;
        words.Write(text, label.Length > 0 ? clause.From : ClauseTrim.AfterLeadIn(words, clause.From, clause.To), clause.To);
        if (text.Length > room)
        {
            text.Clear().Append(Cut(words, clause, room));
        }
        else
        {
            clauses[first].InHeadline = true;
            var last = first;
            for (var next = first + 1; next < clauses.Length && clauses[next].Message == clause.Message; next++)
            {
                if (!clauses[next].Tells || clauses[next].Value < LeastValue)
                {
                    continue;
                }

                if (!Append(words, clauses, last, next, text, room))
                {
                    break;
                }

                clauses[next].InHeadline = true;
                last = next;
            }

            if (text.Length < ShortLength && Second(words, clauses, first) is var second and >= 0)
            {
                Append(words, clauses, last, second, text, room);
            }
        }

        var headline = TextCut.Balance(text).ToString();
        var time = when?.Text ?? "";
        if (time.IndexOf(Timeline.Agreed, StringComparison.Ordinal) is var agreed and > 0 && headline.Contains(time[..agreed], StringComparison.OrdinalIgnoreCase))
        {
            time = time[(agreed + 2)..];
        }

        if (time.Length > 0 && headline.Length + time.Length + 2 <= room && !headline.Contains(time, StringComparison.OrdinalIgnoreCase))
        {
            headline += ", " + Lower(time);
        }

        return label + (label.Length > 0 ? headline : TextCut.Capital(headline));
    }

    /// <summary>Adds a clause where it fits: with the sign or word that joins it to the one before, else after a comma.</summary>
    private static bool Append(VisitorWords words, ReadOnlySpan<Clause> clauses, int last, int next, StringBuilder text, int room)
    {
        var length = text.Length;
        if (clauses[last].Asks && clauses[last].Sentence != clauses[next].Sentence && text[^1] != '?')
        {
            text.Append('?');
        }
        else if (last == next - 1 && clauses[last].Sentence == clauses[next].Sentence && LineWriter.IsJoined(words, clauses[last].To, clauses[next].From))
        {
            words.Write(text, clauses[last].To, clauses[next].From);
        }
        else
        {
            text.Append(clauses[last].Sentence != clauses[next].Sentence && char.IsUpper(words.Conversation.Messages[clauses[next].Message].Text.Original[words[clauses[next].From].Start]) ? '.' : ',');
        }

        var begin = ClauseTrim.AfterLeadIn(words, clauses[next].From, clauses[next].To);
        begin = words.Length(begin, clauses[next].To) < LeastWords ? clauses[next].From : begin;
        var joined = text.Length;
        words.Write(text, begin, clauses[next].To);
        if (text.Length <= room)
        {
            return true;
        }

        text.Length = joined;
        var end = begin;
        while (end < clauses[next].To && joined + 1 + words[end].End - words[begin].Start <= room - 1)
        {
            end++;
        }

        while (end > begin && end < clauses[next].To && words[end].Has(WordMarks.Glued))
        {
            end--;
        }

        end = end > begin ? LastTelling(words, begin, end) : end;
        if (room - joined < LeastRoom || words.Length(begin, end) < 3 || clauses[next].Message != clauses[last].Message)
        {
            text.Length = length;
            return false;
        }

        words.Write(text, begin, end);
        text.Append('…');
        return false;
    }

    private static bool HasProblem(VisitorWords words, in Clause clause)
    {
        for (var i = clause.From; i < clause.To; i++)
        {
            if (words[i].Class == WordClass.Problem && words[i].IsWord && !words[i].IsOut)
            {
                return true;
            }
        }

        return false;
    }

    private static float Points(VisitorWords words, in Clause clause)
    {
        var points = Math.Min(clause.Value, MostValue);
        foreach (var (act, weight) in Matters)
        {
            points += 0.6f * weight * words.Does[clause.Message, act];
        }

        var (thing, problem) = (false, false);
        for (var i = clause.From; i < clause.To; i++)
        {
            problem |= words[i].Class == WordClass.Problem && !words[i].IsOut;
            thing |= !words[i].IsOut && WordClass.IsThing(words[i].Class);
            points -= words[i].Has(WordMarks.Digits) && !words[i].IsOut ? DigitsLess * words[i].Weight : 0;
        }

        // "Do not call me" tells nothing of the need.
        points -= clause.Value < LeastValue ? Filler : 0;
        points += (problem ? 0.5f : 0) + (thing ? 0.3f : 0);
        return points - (0.08f * Math.Min(clause.Message, 6)) - (clause.Length < 2 ? 0.4f : 0);
    }

    private static bool HasThing(VisitorWords words, in Clause clause)
    {
        for (var i = clause.From; i < clause.To; i++)
        {
            if (!words[i].IsOut && words[i].IsWord && (WordClass.IsThing(words[i].Class) || !words[i].Has(WordMarks.Known)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Of the other messages the clause that matters most.</summary>
    private static int Second(VisitorWords words, ReadOnlySpan<Clause> clauses, int first)
    {
        // "It fell into the toilet": what fell stands in another message.
        var best = -1;
        var most = HasThing(words, clauses[first]) ? LeastSecond : LeastThing;
        for (var i = 0; i < clauses.Length; i++)
        {
            if (clauses[i].Message != clauses[first].Message && clauses[i].Tells && clauses[i].Kind == ClauseKind.Want && clauses[i].Value >= LeastValue
                && Points(words, clauses[i]) is var points && points > most)
            {
                (best, most) = (i, points);
            }
        }

        return best;
    }

    /// <summary>The stretch of a long clause that tells most, from a word that can begin one, in whole words.</summary>
    private static string Cut(VisitorWords words, in Clause clause, int room)
    {
        var best = (From: clause.From, To: clause.To, Value: -1f);
        for (var from = clause.From; from < clause.To; from++)
        {
            if (from > clause.From && !CanBegin(words, from))
            {
                continue;
            }

            var value = from == clause.From ? 0.5f : 0;
            var to = from;
            var end = from;
            while (to < clause.To && words[to].End - words[from].Start <= room - 1)
            {
                value += words[to].IsOut ? 0 : words[to].Weight;
                to++;
                end = to >= clause.To || !words[to].Has(WordMarks.Glued) ? to : end;
            }

            if (value > best.Value)
            {
                best = (from, end, value);
            }
        }

        var begin = best.From == clause.From ? ClauseTrim.AfterLeadIn(words, clause.From, clause.To) : best.From;
        var finish = begin < best.To ? LastTelling(words, begin, best.To) : best.To;
        var text = new StringBuilder();
        words.Write(text, begin, finish);
        return text.Length < LeastLength ? TextCut.Shorten(WholeText(words, clause), room)
            : text.Length > room ? TextCut.Shorten(text.ToString(), room)
            : finish < clause.To ? text.Append('…').ToString() : text.ToString();
    }

    private static string WholeText(VisitorWords words, in Clause clause)
    {
        var text = new StringBuilder();
        words.Write(text, clause.From, clause.To);
        return text.ToString();
    }

    private static bool CanBegin(VisitorWords words, int at) =>
        !words[at].Has(WordMarks.Glued | WordMarks.Sign)
        && (words[at - 1].May(WordUses.And | WordUses.Break) || words[at].Class == WordClass.Self || words[at].Class == WordClass.Other || words[at - 1].Has(WordMarks.Sign));

    /// <summary>Without "and the" at the end.</summary>
    private static int LastTelling(VisitorWords words, int from, int to)
    {
        var last = to;
        while (last > from + 1 && (!ClauseTrim.Tells(words[last - 1]) || (last < to && words[last].Has(WordMarks.Glued))) && to - last < 4)
        {
            last--;
        }

        return ClauseTrim.Tells(words[last - 1]) && !(last < to && words[last].Has(WordMarks.Glued)) ? last : to;
    }

    private static string Lower(string text) =>
        text.Length > 1 && char.IsUpper(text[0]) && char.IsLower(text[1]) ? char.ToLowerInvariant(text[0]) + text[1..] : text;

    /// <summary>What stands before the headline of those who are no new customers.</summary>
    public static string Label(VisitorWords words, Assessment assessment, bool withdrawn) => withdrawn ? WithdrawnLabel : assessment.Category switch
    {
        ConversationCategory.Complaint when Stance.Complains(words) => ComplaintLabel,
        ConversationCategory.JobSeeker when Stance.LooksForWork(words) => WorkLabel,
        ConversationCategory.Vendor when Stance.Pitches(words) => PitchLabel,
        _ => "",
    };

    /// <summary>A headline without what <see cref="Label"/> put before it.</summary>
    public static string WithoutLabel(string headline)
    {
        foreach (var label in (string[])[WithdrawnLabel, ComplaintLabel, WorkLabel, PitchLabel])
        {
            if (headline.StartsWith(label, StringComparison.Ordinal))
            {
                return headline[label.Length..];
            }
        }

        return headline;
    }
}
