using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LeadAlerts.Core.Conversations;

namespace LeadAlerts.Core.Knowledge.Import;

/// <summary>Makes what was found on a page or pasted fit to be a question or an answer. Pure.</summary>
internal static partial class ProposalText
{
    // What is longer is no question; the patterns need not look at it.
    private const int MostLooked = 2 * KnowledgeEntry.QuestionMaxLength;

    /// <summary>Makes a proposal; null when there is no question or no answer in the texts.</summary>
    public static KnowledgeProposal? Propose(string question, string answer)
    {
        question = MessageText.Clean(Question(question));
        answer = MessageText.Clean(Lines(answer));
        if (question.Length is 0 or > KnowledgeEntry.QuestionMaxLength || !HasWord(question) || !answer.Any(char.IsLetterOrDigit))
        {
            return null;
        }

        var cut = Shorten(answer, KnowledgeEntry.AnswerMaxLength);
        return new KnowledgeProposal(question, cut, Shortened: cut.Length < answer.Length);
    }

    /// <summary>A question in one line, without the number, bullet or "Q:" before it and the signs of a fold-out list after it.</summary>
    public static string Question(string text)
    {
        var line = Line(text);
        return line.Length > MostLooked ? line : After().Replace(Before().Replace(line, ""), "").Trim();
    }

    /// <summary>True for what asks: it ends with a question mark.</summary>
    public static bool IsQuestion(string text) =>
        text.Length <= MostLooked && After().Replace(text.TrimEnd(), "").TrimEnd() is [.., '?' or '？' or '؟'] && HasWord(text);

    /// <summary>One line without control characters and without marks that turn the direction of what follows.</summary>
    public static string Line(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, 512));
        var gap = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                gap = line.Length > 0;
                continue;
            }

            if (IsUnseen(rune))
            {
                continue;
            }

            if (gap)
            {
                line.Append(' ');
                gap = false;
            }

            line.Append(rune.ToString());
        }

        return line.ToString();
    }

    /// <summary>The same for several lines; no two empty ones in a row.</summary>
    public static string Lines(string text)
    {
        var lines = new StringBuilder();
        var empty = 0;
        foreach (var range in text.AsSpan().SplitAny('\n', '\r'))
        {
            var line = Line(text[range]);
            if (line.Length == 0)
            {
                empty++;
                continue;
            }

            if (lines.Length > 0)
            {
                lines.Append(empty > 0 ? "\n\n" : "\n");
            }

            lines.Append(line);
            empty = 0;
        }

        return lines.ToString();
    }

    /// <summary>Cuts a text at the end of a paragraph, a sentence or a word, whichever leaves most of it and at least half.</summary>
    public static string Shorten(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var head = MessageText.Cut(text, length - 1);
        foreach (var mark in (string[])["\n", ". ", "! ", "? "])
        {
            if (head.LastIndexOf(mark, StringComparison.Ordinal) is var at && at > length / 2)
            {
                return head[..(at + 1)].TrimEnd();
            }
        }

        return (head.LastIndexOf(' ') is var word && word > length / 2 ? head[..word] : head) + "…";
    }

    /// <summary>What two questions share that differ only in case, accents, spaces and punctuation.</summary>
    public static string Key(string question)
    {
        var key = new StringBuilder();
        foreach (var character in QuestionTerms.Fold(question))
        {
            if (char.IsLetterOrDigit(character))
            {
                key.Append(character);
            }
            else if (key is [.., not ' '])
            {
                key.Append(' ');
            }
        }

        return key.ToString().Trim();
    }

    private static bool HasWord(string text) => text.Count(char.IsLetter) >= 2;

    // Marks of direction, width and order that nobody sees; joiners stay: scripts and emoji need them.
    private static bool IsUnseen(Rune rune) =>
        rune.Value is 0x00AD or 0x200B or 0xFEFF or 0xFFFC or 0xFFFD or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200E or 0x200F or 0x061C
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    [GeneratedRegex(@"^(?:(?:\d{1,3}|Q\d{0,3}|Question(?:\s?\d{1,3})?|Frage)\s*[.:)]+\s+|[•●▪◦*#>–—·\-]+\s+)+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Before();

    [GeneratedRegex(@"(?:\s*[+−–—×✕▼▲▾▴▸›»⌄˅↓]|\s+[-v])+$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex After();
}
