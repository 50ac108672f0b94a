using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Core.Qualification.Acts;

/// <summary>A conversation as the model sees it: what the visitor typed, in which language, to what business, and how to reach them.</summary>
internal sealed class ConversationText
{
    private readonly Transcript transcript;
    private readonly BusinessProfile business;
    private readonly string region;

    /// <summary>Reads a conversation.</summary>
    /// <param name="transcript">The conversation.</param>
    /// <param name="business">Whose it is.</param>
    /// <param name="region">The business's country, as two letters.</param>
    public ConversationText(Transcript transcript, BusinessProfile business, string region)
    {
        this.transcript = transcript;
        this.business = business;
        this.region = region;
        Messages = Reading.Of(transcript);
        Contact = FindContact(Messages);
        Language = Lexicon.Shipped.LanguageOf(Messages);
        Trade = Lexicon.Shipped.TradeOf(business, Language);
    }

    /// <summary>The visitor's messages, in order.</summary>
    public IReadOnlyList<Reading> Messages { get; }

    /// <summary>How to reach the visitor.</summary>
    public FoundContact Contact { get; }

    /// <summary>The words of its language.</summary>
    public LanguageLexicon Language { get; }

    /// <summary>Lemmas of what the business offers; empty where that is not known.</summary>
    public IReadOnlySet<uint> Trade { get; }

    /// <summary>The same conversation with other words of the visitor's.</summary>
    /// <param name="words">The new text of a message by its number; messages without one stay as they are, blank ones are left out.</param>
    public ConversationText With(IReadOnlyDictionary<int, string> words) => new(
        transcript with
        {
            Lines = [.. transcript.Lines.Select(line => line.Role == MessageRole.Visitor && words.TryGetValue(line.Sequence, out var text) ? line with { Text = text } : line)],
        },
        business,
        region);

    /// <summary>Some words as if they were all that the visitor typed.</summary>
    public ConversationText Alone(string words) => new(
        transcript with { Lines = [new TranscriptLine(1, MessageRole.Visitor, words, transcript.Lines[0].SentAt)] }, business, region);

    /// <summary>Reads the features of one message.</summary>
    /// <param name="features">Receives them.</param>
    /// <param name="message">Its place among the visitor's messages, from 0.</param>
    public void ReadFeatures(ActFeatures features, int message) => features.Read(Messages[message], Place(message), Language, Trade);

    /// <summary>How to reach the visitor by some of the messages alone.</summary>
    public FoundContact FindContact(IReadOnlyList<Reading> messages) =>
        ContactFinder.Find(messages, transcript.Visitor, business, region);

    private MessagePlace Place(int message)
    {
        var sequence = Messages[message].Line.Sequence;
        bool Holds(ContactKind kind) => Contact.Mentions.Any(mention => mention.MessageSequence == sequence && mention.Kind == kind);
        return new MessagePlace(
            message,
            message == Messages.Count - 1,
            message == 0 ? "" : Messages[message - 1].Text.Value,
            Holds(ContactKind.Phone),
            Holds(ContactKind.Email));
    }
}
