using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Core.Qualification.Acts;

/// <summary>A conversation with what each message of the visitor's does, as the model reads it. Never changes once read.</summary>
internal sealed class ConversationActs
{
    /// <summary>From here on a message counts as one that commands the machine: nothing in it speaks for a lead.</summary>
    public const float CommandsMachine = 0.25f;

    /// <summary>The log-odds of what a message surely does not do.</summary>
    private const float Absent = -4;

    /// <summary>No greeting is longer, in UTF-16 code units.</summary>
    private const int GreetingMaxLength = 24;

    private static readonly byte Greeting = Lexicon.ClassNumber("GREET");

    private readonly ConversationText text;
    private readonly float[] logOdds;
    private readonly float[] deciding;

    private ConversationActs(ConversationText text, float[] logOdds, bool[] isClosing, FoundContact contact)
    {
        this.text = text;
        this.logOdds = logOdds;
        deciding = OfSubstance(text, logOdds, isClosing);
        Contact = contact;
    }

    /// <summary>The visitor's messages, in order.</summary>
    public IReadOnlyList<Reading> Messages => text.Messages;

    /// <summary>How to reach the visitor.</summary>
    public FoundContact Contact { get; }

    /// <summary>The language that it is written in, as an ISO 639-1 code; <c>hi</c> is Hindi in Latin letters.</summary>
    public string Language => text.Language.Code;

    /// <summary>The words of its language.</summary>
    public LanguageLexicon Words => text.Language;

    /// <summary>What else is known of it.</summary>
    public ConversationFacts Facts =>
        new(Contact.Contact.Phone is not null, Contact.Contact.Email is not null, text.Language.IsEnglish, text.Trade.Count > 0);

    /// <summary>
    /// The log-odds of every output for each message in turn that says more than a greeting or a leave-taking; for all of them where none
    /// does. Who begins with "hello" or ends with "no, that's all" wants no less for it.
    /// </summary>
    public ReadOnlySpan<float> LogOdds => deciding;

    /// <summary>Reads a conversation with the model that the product ships.</summary>
    /// <param name="transcript">The conversation.</param>
    /// <param name="business">Whose it is.</param>
    /// <param name="region">The business's country, as two letters.</param>
    public static ConversationActs Read(Transcript transcript, BusinessProfile business, string region) =>
        Read(new ConversationText(transcript, business, region), ActModel.Shipped);

    /// <summary>Reads a conversation with a model.</summary>
    public static ConversationActs Read(ConversationText text, ActModel model)
    {
        var logOdds = new float[text.Messages.Count * ActModel.Outputs];
        using var features = new ActFeatures();
        for (var i = 0; i < text.Messages.Count; i++)
        {
            text.ReadFeatures(features, i);
            model.Score(features.Span, logOdds.AsSpan(i * ActModel.Outputs, ActModel.Outputs));
        }

        var contact = Disarm(text, logOdds);
        var isClosing = text.Messages.Select(message => Closings.Is(message, text.Language)).ToArray();
        for (var i = 0; i < isClosing.Length; i++)
        {
            if (isClosing[i])
            {
                ref var declines = ref logOdds[(i * ActModel.Outputs) + (int)SpeechAct.Decline];
                declines = Math.Min(declines, Absent);
            }
        }

        return new ConversationActs(text, logOdds, isClosing, contact);
    }

    /// <summary>
    /// The conversation without what the visitor typed for the machine to obey; null where there is nothing of that kind, or nothing else.
    /// What somebody orders the machine to think takes nothing from what they asked the business for.
    /// </summary>
    public ConversationActs? WithoutCommands() =>
        CommandCut.Apply(this, text) is { } rest ? Read(rest, ActModel.Shipped) : null;

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
        text.ReadFeatures(features, message);
        return TellingWords.Find(Messages[message].Text.Value, features.Span, (int)act);
    }

    private static float[] OfSubstance(ConversationText text, float[] logOdds, bool[] isClosing)
    {
        if (text.Messages.Count < 2)
        {
            return logOdds;
        }

        var kept = new List<float>(logOdds.Length);
        using var tokens = new Tokens();
        for (var i = 0; i < text.Messages.Count; i++)
        {
            if (!isClosing[i] && !IsGreeting(tokens, text.Messages[i].Text.Value, text.Language))
            {
                kept.AddRange(logOdds.AsSpan(i * ActModel.Outputs, ActModel.Outputs));
            }
        }

        return kept.Count is 0 || kept.Count == logOdds.Length ? logOdds : [.. kept];
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
    private static FoundContact Disarm(ConversationText text, float[] logOdds)
    {
        var honest = new List<Reading>(text.Messages.Count);
        for (var i = 0; i < text.Messages.Count; i++)
        {
            var own = logOdds.AsSpan(i * ActModel.Outputs, ActModel.Outputs);
            if (DecisionFeatures.Probability(own[(int)SpeechAct.Inject]) < CommandsMachine)
            {
                honest.Add(text.Messages[i]);
            }
            else
            {
                Disarm(own);
            }
        }

        return honest.Count == text.Messages.Count ? text.Contact : text.FindContact(honest);
    }

    private static void Disarm(Span<float> logOdds)
    {
        for (var o = 0; o < (int)SpeechAct.Decline; o++)
        {
            logOdds[o] = Math.Min(logOdds[o], Absent);
        }

        logOdds[ActModel.LeadOutput] = Math.Min(logOdds[ActModel.LeadOutput], Absent);
        logOdds[ActModel.AnyTradeOutput] = Math.Min(logOdds[ActModel.AnyTradeOutput], Absent);
        logOdds[ActModel.CategoryOutput + (int)ConversationCategory.NewEnquiry] = Absent;
    }
}
