namespace LeadAlerts.Core.Evaluation;

/// <summary>The figures of an evaluation, overall and by group.</summary>
public sealed class EvaluationReport
{
    /// <summary>The group of the conversations of which the file does not say what they are.</summary>
    public const string Unknown = "unknown";

    /// <summary>Measures.</summary>
    /// <param name="chats">What was evaluated, in order; may be empty.</param>
    /// <param name="threshold">The score from which a conversation is called a lead, 1–100.</param>
    public EvaluationReport(IReadOnlyList<EvaluatedChat> chats, int threshold)
    {
        ArgumentNullException.ThrowIfNull(chats);
        Chats = chats;
        Threshold = threshold;
        Overall = Figures.Of(chats, threshold);
        BySource = By(chat => chat.Source);
        ByLanguage = By(chat => chat.Language);
        ByCategory = By(chat => chat.Category);
    }

    /// <summary>Everything that was evaluated, in order.</summary>
    public IReadOnlyList<EvaluatedChat> Chats { get; }

    /// <summary>The score from which a conversation was called a lead.</summary>
    public int Threshold { get; }

    /// <summary>The figures of them all.</summary>
    public Figures Overall { get; }

    /// <summary>The figures of each source, by name.</summary>
    public IReadOnlyList<(string Name, Figures Figures)> BySource { get; }

    /// <summary>The figures of each language, by name.</summary>
    public IReadOnlyList<(string Name, Figures Figures)> ByLanguage { get; }

    /// <summary>The figures of each category as the file names it, by name.</summary>
    public IReadOnlyList<(string Name, Figures Figures)> ByCategory { get; }

    private IReadOnlyList<(string Name, Figures Figures)> By(Func<EvaluationChat, string?> group) =>
    [
        .. Chats
            .GroupBy(chat => group(chat.Chat) ?? Unknown)
            .OrderBy(chats => chats.Key, StringComparer.Ordinal)
            .Select(chats => (chats.Key, Figures.Of([.. chats], Threshold))),
    ];
}
