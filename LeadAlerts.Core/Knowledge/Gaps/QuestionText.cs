using System.Text.RegularExpressions;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Knowledge.Import;

namespace LeadAlerts.Core.Knowledge.Gaps;

/// <summary>Takes the question out of what a visitor wrote. Pure.</summary>
public static partial class QuestionText
{
    // What follows would be cut away in any case.
    private const int MostLooked = 4 * KnowledgeEntry.QuestionMaxLength;

    /// <summary>The sentences that ask, without greeting, name or number around them; the whole message where none ends in a question mark.</summary>
    /// <returns>One line of at most <see cref="KnowledgeEntry.QuestionMaxLength"/> characters; empty when there is nothing to read.</returns>
    public static string Of(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var looked = MessageText.Cut(message, MostLooked);
        var sentences = Sentence().Matches(looked).Select(match => ProposalText.Line(match.Value)).Where(ProposalText.IsQuestion).ToList();
        var line = sentences.Count == 0 ? ProposalText.Line(looked) : string.Join(' ', sentences);
        return line.Length <= KnowledgeEntry.QuestionMaxLength
            ? line
            : ProposalText.Shorten(sentences.Count == 0 ? line : sentences[^1], KnowledgeEntry.QuestionMaxLength);
    }

    // A point ends a sentence only before a space, so that "3.5" and "www.example.com" stay whole.
    [GeneratedRegex(@"[^\s.!?？؟](?:[^.!?？؟\n]|[.](?!\s|$))*[.!?？؟]*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sentence();
}
