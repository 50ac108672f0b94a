namespace LeadAlerts.Core.Knowledge;

/// <summary>An entry that answers a visitor's question.</summary>
/// <param name="EntryId">The entry.</param>
/// <param name="Question">The entry's question.</param>
/// <param name="Answer">The entry's answer.</param>
/// <param name="Strength">How well it fits, above 0; comparable within one search only.</param>
public sealed record KnowledgeMatch(long EntryId, string Question, string Answer, double Strength)
{
    /// <summary>Compares an entry with a visitor's text. Pure.</summary>
    /// <returns>Null when they have too little in common for the entry to be an answer.</returns>
    /// <remarks>
    /// One shared word is not enough ("repair my car" is no question for a roofer that repairs roofs) unless it is all that one of
    /// the two is about.
    /// </remarks>
    public static KnowledgeMatch? Find(string visitorText, long entryId, string question, string answer)
    {
        var asked = QuestionTerms.MeaningsOf(visitorText);
        var known = QuestionTerms.MeaningsOf(question);
        if (asked.Count == 0 || known.Count == 0)
        {
            return null;
        }

        var answered = QuestionTerms.MeaningsOf(answer);
        var inQuestion = asked.Count(meaning => Contains(known, meaning));
        var inAnswerOnly = asked.Count(meaning => !Contains(known, meaning) && Contains(answered, meaning));
        var coveredOfAsked = (double)(inQuestion + inAnswerOnly) / asked.Count;
        var coveredOfKnown = (double)inQuestion / known.Count;

        var fits = inQuestion switch
        {
            0 => coveredOfAsked == 1,
            1 => asked.Count == 1 || coveredOfKnown == 1 || (asked.Count == 2 && inAnswerOnly == 1),
            _ => coveredOfKnown >= 0.75 || coveredOfAsked >= 0.6,
        };
        return fits
            ? new KnowledgeMatch(entryId, question, answer, (2 * inQuestion) + (0.8 * inAnswerOnly) + coveredOfKnown)
            : null;
    }

    private static bool Contains(IReadOnlyList<string> meanings, string meaning) =>
        meanings.Any(known => QuestionTerms.AreSame(known, meaning));
}
