namespace LeadAlerts.Core.Evaluation;

/// <summary>The figures of a group of conversations. What there is nothing to measure by is null.</summary>
public sealed record Figures
{
    /// <summary>How many conversations.</summary>
    public required int Count { get; init; }

    /// <summary>The verdicts at the threshold.</summary>
    public required Verdicts Verdicts { get; init; }

    /// <summary>The area under the precision-recall curve, 0–1: how well the scores rank, whatever the threshold.</summary>
    public required double? PrecisionRecallArea { get; init; }

    /// <summary>Whether the scores mean what they say.</summary>
    public required Calibration? Calibration { get; init; }

    /// <summary>E-mail addresses, over conversations of which the contact is known.</summary>
    public required ContactTally Email { get; init; }

    /// <summary>Phone numbers, over the same.</summary>
    public required ContactTally Phone { get; init; }

    /// <summary>Names, over the same.</summary>
    public required ContactTally Name { get; init; }

    /// <summary>The share of right categories, 0–1.</summary>
    public required double? CategoryAccuracy { get; init; }

    /// <summary>The share of what summaries should say that they say, 0–1.</summary>
    public required double? MustMention { get; init; }

    /// <summary>The share of what summaries must not say that they say all the same, 0–1; best is 0.</summary>
    public required double? MustNotMention { get; init; }

    /// <summary>The mean over the conversations that people summarized.</summary>
    public required Rouge? Rouge { get; init; }

    /// <summary>Conversations judged a second, one after the other.</summary>
    public required double? PerSecond { get; init; }

    /// <summary>Bytes allocated for each conversation.</summary>
    public required double? BytesEach { get; init; }

    /// <summary>Measures a group.</summary>
    public static Figures Of(IReadOnlyCollection<EvaluatedChat> chats, int threshold)
    {
        ArgumentNullException.ThrowIfNull(chats);
        var labels = chats.Select(chat => chat.Label).OfType<ScoredLabel>().ToList();
        var contacts = chats.Select(chat => chat.Contact).OfType<ContactCheck>().ToList();
        var rouges = chats.Select(chat => chat.Rouge).OfType<Rouge>().ToList();
        var bytes = chats.Select(chat => chat.Cost.AllocatedBytes).OfType<long>().ToList();
        var wanted = chats.Sum(chat => chat.Chat.MustMention.Count);
        return new Figures
        {
            Count = chats.Count,
            Verdicts = Verdicts.Of(labels, threshold),
            PrecisionRecallArea = Verdicts.AveragePrecision(labels),
            Calibration = Calibration.Of(labels),
            Email = ContactTally.Of(contacts.Select(contact => contact.Email)),
            Phone = ContactTally.Of(contacts.Select(contact => contact.Phone)),
            Name = ContactTally.Of(contacts.Select(contact => contact.Name)),
            CategoryAccuracy = Share.Mean(chats.Select(chat => chat.CategoryIsRight).OfType<bool>().Select(isRight => isRight ? 1.0 : 0)),
            MustMention = Share.Of(wanted - chats.Sum(chat => chat.MissedMentions.Count), wanted),
            MustNotMention = Share.Of(chats.Sum(chat => chat.ForbiddenMentions.Count), chats.Sum(chat => chat.Chat.MustNotMention.Count)),
            Rouge = rouges.Count == 0
                ? null
                : new Rouge(rouges.Average(rouge => rouge.One), rouges.Average(rouge => rouge.Two), rouges.Average(rouge => rouge.Longest)),
            PerSecond = Share.Of(chats.Count, chats.Sum(chat => chat.Cost.Elapsed.TotalSeconds)),
            BytesEach = Share.Of(bytes.Sum(), bytes.Count),
        };
    }
}
