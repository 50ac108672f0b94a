using System.Text;
using LeadAlerts.Core.Summaries.Clauses;
using LeadAlerts.Core.Summaries.Words;

namespace LeadAlerts.Core.Summaries;

/// <summary>Chooses the clauses that are told and writes them as a few lines.</summary>
internal static class LineWriter
{
    private const int MaxLines = 4;

    private const int MaxQuestions = 2;

    private const int MaxConcerns = 2;

    /// <summary>The share of all that is told by the clauses of a short chat that the lines keep: the rest is asides.</summary>
    private const float EnoughShare = 0.975f;

    /// <summary>What tells so much is an aside in no short chat.</summary>
    private const float FactValue = 0.25f;

    /// <summary>In less room nothing is told that the headline tells.</summary>
    private const int TightRoom = 20;

    /// <summary>What tells less is left out of any chat.</summary>
    private const float LeastValue = 0.09f;

    /// <summary>The same where clauses are cut small.</summary>
    private const float LeastValueFine = 0.2f;

    /// <summary>What each piece costs a reader beside its words: a few whole clauses read better than many scraps.</summary>
    private const float Overhead = 4f;

    /// <summary>Keeps the clauses that tell most for their length.</summary>
    /// <param name="clauses">The clauses.</param>
    /// <param name="headline">The clause of the headline, which is kept in any case; −1 when there is none.</param>
    /// <param name="room">How many words there is room for.</param>
    /// <param name="isShort">Whether the chat is so short that nearly all of it may be told.</param>
    public static void Choose(Span<Clause> clauses, int headline, int room, bool isShort)
    {
        var order = new int[clauses.Length];
        var keys = new float[clauses.Length];
        var count = 0;
        var all = 0f;
        for (var i = 0; i < clauses.Length; i++)
        {
            if (clauses[i].Tells && !(clauses[i].InHeadline && !isShort && room < TightRoom) && (clauses[i].Value >= (isShort ? LeastValue : LeastValueFine) || i == headline))
            {
                keys[count] = i == headline ? float.MinValue : -clauses[i].Value / (clauses[i].Length + Overhead);
                order[count++] = i;
                all += clauses[i].Value;
            }
        }

        Array.Sort(keys, order, 0, count);
        var told = 0f;
        for (var k = 0; k < count; k++)
        {
            ref var clause = ref clauses[order[k]];
            if (k > 0 && (isShort ? told >= all * EnoughShare && clause.Value < FactValue : clause.Length > room))
            {
                continue;
            }

            clause.Kept = true;
            room -= clause.Length;
            told += clause.Value;
        }
    }

    /// <summary>Writes the kept clauses, at most four lines.</summary>
    public static List<Line> Write(VisitorWords words, Span<Clause> clauses)
    {
        var lines = new List<Line>();
        var text = new StringBuilder();
        for (var i = 0; i < clauses.Length;)
        {
            if (!clauses[i].Kept)
            {
                i++;
                continue;
            }

            var next = i + 1;
            while (next < clauses.Length && clauses[next].Message == clauses[i].Message && (!clauses[next].Kept || clauses[next].Kind == clauses[i].Kind))
            {
                next++;
            }

            Write(words, clauses[i..next], text, lines);
            i = next;
        }

        Fit(lines);
        return lines;
    }

    /// <summary>Writes neighbouring clauses of one message: as one line, or as more where it grows too long.</summary>
    private static void Write(VisitorWords words, Span<Clause> clauses, StringBuilder text, List<Line> lines)
    {
        var last = -1;
        var value = 0f;
        text.Clear();
        void End(Span<Clause> all)
        {
            var line = Clean(text);
            if (line.Length > 0)
            {
                lines.Add(new Line(line, words.Sequence(all[last].From), all[last].Message, all[last].Kind, value));
            }

            text.Clear();
            value = 0;
            last = -1;
        }

        for (var i = 0; i < clauses.Length; i++)
        {
            if (!clauses[i].Kept)
            {
                continue;
            }

            var clause = clauses[i];
            var characters = words[clause.To - 1].End - words[clause.From].Start;
            if (last >= 0 && text.Length + characters > SummaryWriter.LineMaxLength - 4)
            {
                End(clauses);
            }

            if (last >= 0)
            {
                var before = clauses[last];
                if (before.Sentence == clause.Sentence && last == i - 1 && IsJoined(words, before.To, clause.From))
                {
                    words.Write(text, before.To, clause.From);
                }
                else if (before.Sentence == clause.Sentence)
                {
                    text.Append(',');
                }
                else
                {
                    text.Append(before.Asks ? "?" : ".");
                }
            }

            var begin = text.Length;
            words.Write(text, clause.From, clause.To);
            if (last >= 0 && clauses[last].Sentence != clause.Sentence && begin + 1 < text.Length)
            {
                text[begin + 1] = char.ToUpperInvariant(text[begin + 1]);
            }

            value += clause.Value;
            last = i;
        }

        if (last >= 0)
        {
            if (clauses[last].Asks || clauses[last].Kind == ClauseKind.Question)
            {
                text.Append('?');
            }

            End(clauses);
        }
    }

    /// <summary>True when what stands between two clauses of a sentence is a sign or "and", "because".</summary>
    public static bool IsJoined(VisitorWords words, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (words[i].IsOut || !(words[i].Has(WordMarks.Sign) || words[i].May(WordUses.And | WordUses.Break)))
            {
                return false;
            }
        }

        return to - from <= 3;
    }

    /// <summary>Brings the lines down to four by joining what stands together and leaving out what tells least.</summary>
    private static void Fit(List<Line> lines)
    {
        while (lines.Count > MaxLines || Count(lines, ClauseKind.Question) > MaxQuestions || Count(lines, ClauseKind.Concern) > MaxConcerns)
        {
            var kind = Count(lines, ClauseKind.Question) > MaxQuestions ? ClauseKind.Question
                : Count(lines, ClauseKind.Concern) > MaxConcerns ? ClauseKind.Concern
                : (ClauseKind?)null;
            if (!Join(lines, kind))
            {
                LeaveOut(lines, kind);
            }
        }
    }

    private static bool Join(List<Line> lines, ClauseKind? kind)
    {
        var best = (First: -1, Second: -1, Length: int.MaxValue);
        for (var i = 0; i < lines.Count; i++)
        {
            if (kind is not null && lines[i].Kind != kind)
            {
                continue;
            }

            var next = i + 1;
            while (next < lines.Count && lines[next].Kind != lines[i].Kind)
            {
                next++;
            }

            if (next < lines.Count && lines[i].Text.Length + lines[next].Text.Length + 2 is var length && length <= SummaryWriter.LineMaxLength && length < best.Length)
            {
                best = (i, next, length);
            }
        }

        if (best.First < 0)
        {
            return false;
        }

        var (one, other) = (lines[best.First], lines[best.Second]);
        var join = one.Text.EndsWith('?') ? " " : "; ";
        lines[best.First] = one with { Text = one.Text + join + other.Text, Value = one.Value + other.Value };
        lines.RemoveAt(best.Second);
        return true;
    }

    private static void LeaveOut(List<Line> lines, ClauseKind? kind)
    {
        var least = -1;
        for (var i = 0; i < lines.Count; i++)
        {
            if ((kind is null || lines[i].Kind == kind) && (least < 0 || lines[i].Value < lines[least].Value))
            {
                least = i;
            }
        }

        lines.RemoveAt(least);
    }

    private static int Count(List<Line> lines, ClauseKind kind)
    {
        var count = 0;
        foreach (var line in lines)
        {
            count += line.Kind == kind ? 1 : 0;
        }

        return count;
    }

    private static string Clean(StringBuilder text) =>
        TextCut.Shorten(TextCut.Capital(TextCut.Balance(text).ToString().Trim()), SummaryWriter.LineMaxLength);

    /// <summary>A line as it is written.</summary>
    /// <param name="Text">Plain text.</param>
    /// <param name="Sequence">The number of its message.</param>
    /// <param name="Message">Its message's place among the visitor's messages.</param>
    /// <param name="Kind">What it is told as.</param>
    /// <param name="Value">How much it tells.</param>
    internal sealed record Line(string Text, int Sequence, int Message, ClauseKind Kind, float Value);
}
