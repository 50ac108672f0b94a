namespace LeadAlerts.Core.Knowledge;

/// <summary>One question that visitors ask and the site's answer to it; what the bot knows.</summary>
public sealed class KnowledgeEntry
{
    /// <summary>The greatest length of a question, in characters.</summary>
    public const int QuestionMaxLength = 300;

    /// <summary>The greatest length of an answer, in characters.</summary>
    public const int AnswerMaxLength = 2000;

    private KnowledgeEntry()
    {
    }

    /// <summary>Creates an entry.</summary>
    /// <exception cref="ArgumentException">A text is empty or too long.</exception>
    public KnowledgeEntry(Guid siteId, string question, string answer, DateTimeOffset now)
    {
        SiteId = siteId;
        CreatedAt = now;
        Change(question, answer, now);
    }

    /// <summary>The entry's number; the database gives it (the full-text index needs a number).</summary>
    public long Id { get; private set; }

    /// <summary>The site.</summary>
    public Guid SiteId { get; private set; }

    /// <summary>The question.</summary>
    public string Question { get; private set; } = "";

    /// <summary>The answer.</summary>
    public string Answer { get; private set; } = "";

    /// <summary>When it was made, UTC.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it was last changed, UTC.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Changes both texts.</summary>
    /// <exception cref="ArgumentException">A text is empty or too long.</exception>
    public void Change(string question, string answer, DateTimeOffset now)
    {
        question = (question ?? "").Trim();
        answer = (answer ?? "").Trim();
        if (question.Length is 0 or > QuestionMaxLength)
        {
            throw new ArgumentException($"A question has 1 to {QuestionMaxLength} characters.", nameof(question));
        }

        if (answer.Length is 0 or > AnswerMaxLength)
        {
            throw new ArgumentException($"An answer has 1 to {AnswerMaxLength} characters.", nameof(answer));
        }

        Question = question;
        Answer = answer;
        ChangedAt = now;
    }
}
