using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Core.Qualification.Acts;

/// <summary>A conversation with what each message of the visitor's does, as the model reads it. Never changes once read.</summary>
internal sealed class ConversationActs
{
    /// <summary>From here on a message counts as one that commands the machine: nothing in it speaks for a lead.</summary>
    private const float CommandsMachine = 0.25f;

    /// <summary>No greeting is longer, in UTF-16 code units.</summary>
    private const int GreetingMaxLength = 24;

    private static readonly byte Greeting = Lexicon.ClassNumber("GREET");

    private readonly float[] logOdds;
    private readonly float[] deciding;
    private readonly LanguageLexicon language;
    private readonly IReadOnlySet<uint> trade;

    private ConversationActs(
        IReadOnlyList<Reading> messages, float[] logOdds, FoundContact contact, LanguageLexicon language, IReadOnlySet<uint> trade)
    {
        Messages = messages;
        this.logOdds = logOdds;
        deciding = OfSubstance(messages, logOdds, language, trade.Count > 0);
        Contact = contact;
        this.language = language;
        this.trade = trade;
    }

    /// <summary>What is done with the features of one message; they are gone when it returns.</summary>
    public delegate void MessageHandler(Reading message, ReadOnlySpan<Feature> features, ConversationFacts facts);

    /// <summary>The visitor's messages, in order.</summary>
    public IReadOnlyList<Reading> Messages { get; }

    /// <summary>How to reach the visitor.</summary>
    public FoundContact Contact { get; }

    /// <summary>The language that it is written in, as an ISO 639-1 code; <c>hi</c> is Hindi in Latin letters.</summary>
    public string Language => language.Code;

    /// <summary>The words of its language.</summary>
    public LanguageLexicon Words => language;

    /// <summary>What else is known of it.</summary>
    public ConversationFacts Facts => FactsOf(Contact, language, trade);

    /// <summary>
    /// The log-odds of every output for each message in turn that says more than a greeting and, where nothing is known of the business, more
    /// than how to reach the visitor; for all of them where none does. Who begins with "hello" wants no less for it; and the wider
    /// experience that decides without a business hardly knows people who leave a number.
    /// </summary>
    public ReadOnlySpan<float> LogOdds => deciding;

    /// <summary>Reads a conversation with the model that the product ships.</summary>
    public static ConversationActs Read(Transcript transcript, BusinessProfile business, string region)
    {
        var readings = Reading.Of(transcript);
        var contact = ContactFinder.Find(readings, transcript.Visitor, business, region);
        var language = Lexicon.Shipped.LanguageOf(readings);
        var trade = Lexicon.Shipped.TradeOf(business, language);
        var logOdds = new float[readings.Count * ActModel.Outputs];
        using var features = new ActFeatures();
        for (var i = 0; i < readings.Count; i++)
        {
            features.Read(readings[i], Place(readings, i, contact), language, trade);
            var own = logOdds.AsSpan(i * ActModel.Outputs, ActModel.Outputs);
            ActModel.Shipped.Score(features.Span, own);
        }

        contact = WithoutCommands(readings, logOdds, contact, transcript, business, region);
        return new ConversationActs(readings, logOdds, contact, language, trade);
    }

    /// <summary>Hands out the features of each message of the visitor's in turn.</summary>
    public static void EachMessage(Transcript transcript, BusinessProfile business, string region, ActFeatures features, MessageHandler handle)
    {
        var readings = Reading.Of(transcript);
        var contact = ContactFinder.Find(readings, transcript.Visitor, business, region);
        var language = Lexicon.Shipped.LanguageOf(readings);
        var trade = Lexicon.Shipped.TradeOf(business, language);
        for (var i = 0; i < readings.Count; i++)
        {
            features.Read(readings[i], Place(readings, i, contact), language, trade);
            handle(readings[i], features.Span, FactsOf(contact, language, trade));
        }
    }

    /// <summary>How sure it is that a message does something, 0–1.</summary>
    /// <param name="message">Its place among the visitor's messages, from 0.</param>
    /// <param name="act">What it does.</param>
    public float Probability(int message, SpeechAct act) => Probability(message, (int)act);

    /// <summary>How sure an output of the model is of a message, 0–1.</summary>
    public float Probability(int message, int output) =>
        DecisionFeatures.Probability(logOdds[(message * ActModel.Outputs) + output]);

    /// <summary>The message that most surely does something, and how surely; −1 when there is no message.</summary>
    public (int Message, float Probability) Strongest(SpeechAct act)
    {
        var best = -1;
        var most = 0f;
        for (var i = 0; i < Messages.Count; i++)
        {
            if (Probability(i, act) is var p && p > most)
            {
                (best, most) = (i, p);
            }
        }

        return (best, most);
    }

    /// <summary>Where the words of a message stand that most make it do something.</summary>
    /// <param name="message">Its place among the visitor's messages, from 0.</param>
    /// <param name="act">What it does.</param>
    public Range WordsFor(int message, SpeechAct act)
    {
        using var features = new ActFeatures();
        features.Read(Messages[message], Place(Messages, message, Contact), language, trade);
        return TellingWords.Find(Messages[message].Text.Value, features.Span, (int)act);
    }

    private static ConversationFacts FactsOf(FoundContact contact, LanguageLexicon language, IReadOnlySet<uint> trade) =>
        new(contact.Contact.Phone is not null, contact.Contact.Email is not null, language.IsEnglish, trade.Count > 0);

    private static MessagePlace Place(IReadOnlyList<Reading> readings, int index, FoundContact contact)
    {
        var phone = false;
        var email = false;
        foreach (var mention in contact.Mentions)
        {
            if (mention.MessageSequence == readings[index].Line.Sequence)
            {
                // A phone number has more digits than letters.
                var digits = mention.Words.Count(char.IsDigit);
                phone |= digits * 2 > mention.Words.Length;
                email |= digits * 2 <= mention.Words.Length;
            }
        }

        return new MessagePlace(index, index == readings.Count - 1, index == 0 ? "" : readings[index - 1].Text.Value, phone, email);
    }

    private static float[] OfSubstance(IReadOnlyList<Reading> messages, float[] logOdds, LanguageLexicon language, bool knowsTrade)
    {
        if (messages.Count < 2)
        {
            return logOdds;
        }

        var kept = new List<float>(logOdds.Length);
        using var tokens = new Tokens();
        for (var i = 0; i < messages.Count; i++)
        {
            var own = logOdds.AsSpan(i * ActModel.Outputs, ActModel.Outputs);
            if (!IsGreeting(tokens, messages[i].Text.Value, language) && (knowsTrade || !OnlyGivesContact(own)))
            {
                kept.AddRange(own);
            }
        }

        return kept.Count is 0 || kept.Count == logOdds.Length ? logOdds : [.. kept];
    }

    private static bool OnlyGivesContact(ReadOnlySpan<float> own)
    {
        const float Sure = 0, Hardly = -1.4f;
        if (own[(int)SpeechAct.Contact] < Sure)
        {
            return false;
        }

        for (var act = 0; act < ActModel.Acts; act++)
        {
            if ((SpeechAct)act is not (SpeechAct.Contact or SpeechAct.Callback or SpeechAct.Info or SpeechAct.Timeline or SpeechAct.Thanks) && own[act] > Hardly)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True when all its words are those of a greeting: "hi", "hello there", "good morning".</summary>
    private static bool IsGreeting(Tokens tokens, string text, LanguageLexicon language)
    {
        if (text.Length > GreetingMaxLength)
        {
            return false;
        }

        var greets = false;
        tokens.Read(text);
        foreach (var token in tokens.Span)
        {
            if (token.IsWord && !(language.TryFind(token.Hash, out var entry) && entry.Class == Greeting) && !(greets && token.To - token.From <= 5))
            {
                return false;
            }

            greets |= token.IsWord;
        }

        return greets;
    }

    /// <summary>Takes from messages that command the machine what could speak for a lead, a contact included.</summary>
    private static FoundContact WithoutCommands(
        IReadOnlyList<Reading> readings, float[] logOdds, FoundContact contact, Transcript transcript, BusinessProfile business, string region)
    {
        var honest = new List<Reading>(readings.Count);
        for (var i = 0; i < readings.Count; i++)
        {
            var own = logOdds.AsSpan(i * ActModel.Outputs, ActModel.Outputs);
            if (DecisionFeatures.Probability(own[(int)SpeechAct.Inject]) < CommandsMachine)
            {
                honest.Add(readings[i]);
            }
            else
            {
                Disarm(own);
            }
        }

        return honest.Count == readings.Count ? contact : ContactFinder.Find(honest, transcript.Visitor, business, region);
    }

    private static void Disarm(Span<float> logOdds)
    {
        const float Absent = -4;
        for (var o = 0; o < (int)SpeechAct.Decline; o++)
        {
            logOdds[o] = Math.Min(logOdds[o], Absent);
        }

        logOdds[ActModel.LeadOutput] = Math.Min(logOdds[ActModel.LeadOutput], Absent);
        logOdds[ActModel.AnyTradeOutput] = Math.Min(logOdds[ActModel.AnyTradeOutput], Absent);
        logOdds[ActModel.CategoryOutput + (int)ConversationCategory.NewEnquiry] = Absent;
    }
}
