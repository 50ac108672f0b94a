namespace LeadAlerts.Core.Knowledge.Gaps;

/// <summary>Questions that ask the same thing as far as their words tell. Pure.</summary>
internal sealed class QuestionGroup
{
    /// <summary>How alike two questions are that one answer serves, from 0 (no word shared) to 1: shared words over the mean of both counts.</summary>
    /// <remarks>Two shared words of three each are less: what a roof repair costs and how long it lasts are two questions.</remarks>
    private const double AlikeFrom = 0.75;

    private readonly HashSet<Guid> _chats = [];
    private readonly HashSet<string> _keys = [];
    private readonly IReadOnlyList<string> _meanings;
    private readonly UnansweredQuestion _latest;
    private readonly string _question;

    private QuestionGroup(UnansweredQuestion latest, string question, IReadOnlyList<string> meanings)
    {
        _latest = latest;
        _question = question;
        _meanings = meanings;
    }

    /// <summary>The keys of all wordings, see <see cref="DismissedQuestion.KeyOf"/>.</summary>
    public IReadOnlySet<string> Keys => _keys;

    /// <summary>Puts questions that are alike together.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="newestFirst">The questions; the first of a group gives its wording.</param>
    /// <returns>What was asked in most chats first, among equals what was asked last. Questions without a word that carries meaning are left out.</returns>
    public static IReadOnlyList<QuestionGroup> Of(Guid siteId, IEnumerable<UnansweredQuestion> newestFirst)
    {
        var groups = new List<QuestionGroup>();
        foreach (var asked in newestFirst)
        {
            var question = QuestionText.Of(asked.Text);
            var meanings = QuestionTerms.MeaningsOf(question);
            if (meanings.Count == 0)
            {
                continue;
            }

            var group = groups
                .Select(group => (Group: group, Likeness: group.LikenessTo(meanings)))
                .Where(pair => pair.Likeness >= AlikeFrom)
                .OrderByDescending(pair => pair.Likeness) // Stable: among equals the later question.
                .Select(pair => pair.Group)
                .FirstOrDefault();
            if (group is null)
            {
                groups.Add(group = new QuestionGroup(asked, question, meanings));
            }

            group._chats.Add(asked.ConversationId);
            group._keys.Add(DismissedQuestion.KeyOf(siteId, meanings));
        }

        return [.. groups.OrderByDescending(group => group._chats.Count).ThenByDescending(group => group._latest.AskedAt)];
    }

    /// <summary>What a page shows of it.</summary>
    public KnowledgeGap ToGap() => new(_question, _chats.Count, _latest.ConversationId, _latest.Sequence, _latest.AskedAt);

    private double LikenessTo(IReadOnlyList<string> meanings)
    {
        var shared = meanings.Count(meaning => _meanings.Any(known => QuestionTerms.AreSame(known, meaning)));
        return 2.0 * shared / (meanings.Count + _meanings.Count);
    }
}
