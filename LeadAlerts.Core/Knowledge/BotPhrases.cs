using System.Collections.Frozen;
using System.Globalization;

namespace LeadAlerts.Core.Knowledge;

/// <summary>The bot's fixed sentences in one language; <c>{0}</c> is the site's name.</summary>
/// <param name="Greeting">Opens the chat and says that a machine answers.</param>
/// <param name="Hello">Answers a greeting.</param>
/// <param name="DontKnow">Admits that it does not know.</param>
/// <param name="PassedOn">Takes note of what is no question.</param>
/// <param name="Ask">Asks how the visitor can be reached.</param>
/// <param name="AskPhone">Asks for a phone number since it is urgent.</param>
/// <param name="ThanksForContact">Takes note of how the visitor can be reached.</param>
/// <param name="Welcome">Answers thanks and goodbyes.</param>
public sealed record BotPhrases(
    string Greeting,
    string Hello,
    string DontKnow,
    string PassedOn,
    string Ask,
    string AskPhone,
    string ThanksForContact,
    string Welcome)
{
    private static readonly FrozenDictionary<string, BotPhrases> ByLanguage = new Dictionary<string, BotPhrases>
    {
        ["en"] = new(
            "Hi! I’m the automated assistant (AI) of {0}. Ask me anything – what I don’t know, {0} can answer.",
            "Hello! What can I help you with?",
            "I don’t know that, but {0} can answer.",
            "Thanks, I’ve noted that for {0}.",
            "How can {0} reach you? A phone number or an e-mail address is enough.",
            "This sounds urgent: on which phone number can {0} call you?",
            "Thank you! Now {0} knows how to reach you.",
            "You’re welcome! I’m here if there is anything else."),
        ["es"] = new(
            "¡Hola! Soy el asistente automático (IA) de {0}. Pregúnteme lo que quiera; lo que yo no sepa, se lo dirá {0}.",
            "¡Hola! ¿En qué puedo ayudarle?",
            "Eso no lo sé, pero {0} puede responderle.",
            "Gracias, lo he anotado para {0}.",
            "¿Cómo puede {0} ponerse en contacto con usted? Basta un teléfono o un correo electrónico.",
            "Parece urgente: ¿a qué número de teléfono puede llamarle {0}?",
            "¡Gracias! He anotado para {0} cómo localizarle.",
            "¡De nada! Aquí estoy si necesita algo más."),
        ["de"] = new(
            "Hallo! Ich bin der automatische Assistent (KI) von {0}. Fragen Sie mich gern – was ich nicht weiß, beantwortet {0}.",
            "Hallo! Wobei kann ich Ihnen helfen?",
            "Das weiß ich leider nicht, aber {0} kann es Ihnen sagen.",
            "Danke, ich habe das für {0} notiert.",
            "Wie kann {0} Sie erreichen? Eine Telefonnummer oder E-Mail-Adresse genügt.",
            "Das klingt dringend: Unter welcher Telefonnummer kann {0} Sie anrufen?",
            "Vielen Dank! Ich habe für {0} notiert, wie Sie zu erreichen sind.",
            "Gern geschehen! Ich bin da, falls Sie noch etwas brauchen."),
        ["fr"] = new(
            "Bonjour ! Je suis l’assistant automatique (IA) de {0}. Posez-moi vos questions ; si je ne sais pas, {0} pourra répondre.",
            "Bonjour ! Comment puis-je vous aider ?",
            "Je ne le sais pas, mais {0} pourra vous répondre.",
            "Merci, je l’ai noté pour {0}.",
            "Comment {0} peut-il vous joindre ? Un numéro de téléphone ou une adresse e-mail suffit.",
            "Cela semble urgent : à quel numéro de téléphone {0} peut-il vous appeler ?",
            "Merci ! J’ai noté pour {0} comment vous joindre.",
            "Je vous en prie ! Je reste là si vous avez besoin d’autre chose."),
        ["pt"] = new(
            "Olá! Sou o assistente automático (IA) de {0}. Pergunte o que quiser; o que eu não souber, {0} pode responder.",
            "Olá! Em que posso ajudar?",
            "Isso eu não sei, mas {0} pode responder.",
            "Obrigado, anotei isso para {0}.",
            "Como {0} pode entrar em contato com você? Basta um telefone ou e-mail.",
            "Parece urgente: em que número de telefone {0} pode ligar para você?",
            "Obrigado! Anotei para {0} como falar com você.",
            "De nada! Estou aqui se precisar de mais alguma coisa."),
        ["it"] = new(
            "Ciao! Sono l’assistente automatico (IA) di {0}. Mi chieda pure: se non lo so io, risponderà {0}.",
            "Buongiorno! Come posso aiutarla?",
            "Questo non lo so, ma {0} può risponderle.",
            "Grazie, l’ho annotato per {0}.",
            "Come può {0} contattarla? Basta un numero di telefono o un indirizzo e-mail.",
            "Sembra urgente: a quale numero di telefono può chiamarla {0}?",
            "Grazie! Ho annotato per {0} come contattarla.",
            "Prego! Sono qui se le serve altro."),
        ["nl"] = new(
            "Hallo! Ik ben de automatische assistent (AI) van {0}. Vraag gerust – wat ik niet weet, kan {0} beantwoorden.",
            "Hallo! Waarmee kan ik u helpen?",
            "Dat weet ik niet, maar {0} kan het u vertellen.",
            "Bedankt, ik heb het genoteerd voor {0}.",
            "Hoe kan {0} u bereiken? Een telefoonnummer of e-mailadres is genoeg.",
            "Dat klinkt dringend: op welk telefoonnummer kan {0} u bellen?",
            "Dank u! Ik heb voor {0} genoteerd hoe u te bereiken bent.",
            "Graag gedaan! Ik ben er als u nog iets nodig heeft."),
        ["pl"] = new(
            "Dzień dobry! Jestem automatycznym asystentem (AI) firmy {0}. Proszę pytać – jeśli czegoś nie wiem, odpowie {0}.",
            "Dzień dobry! W czym mogę pomóc?",
            "Tego nie wiem, ale odpowie na to {0}.",
            "Dziękuję, zanotowałem to dla {0}.",
            "Jak {0} może się z Państwem skontaktować? Wystarczy numer telefonu lub adres e-mail.",
            "To brzmi pilnie: pod jaki numer telefonu {0} może zadzwonić?",
            "Dziękuję! Zanotowałem dla {0}, jak się z Państwem skontaktować.",
            "Proszę bardzo! Jestem tutaj, gdyby było coś jeszcze."),
    }.ToFrozenDictionary();

    /// <summary>The languages that have their own sentences, as ISO 639 codes.</summary>
    public static IReadOnlyCollection<string> Languages => ByLanguage.Keys;

    /// <summary>The sentences for a browser's locale such as <c>de-AT</c>; English where it is null or another language.</summary>
    public static BotPhrases For(string? locale) => ByLanguage[LanguageOf(locale)];

    /// <summary>The language of a browser's locale, one of <see cref="Languages"/>; <c>en</c> where it is null or another language.</summary>
    public static string LanguageOf(string? locale)
    {
        var language = (locale ?? "").Split('-', '_')[0].ToLowerInvariant();
        return ByLanguage.ContainsKey(language) ? language : "en";
    }

    /// <summary>Puts a site's name into a sentence.</summary>
    public static string Fill(string phrase, string siteName) => string.Format(CultureInfo.InvariantCulture, phrase, siteName);

    /// <summary>True when a text holds one sentence of any language, whatever the site was called then.</summary>
    public static bool Holds(string text, Func<BotPhrases, string> sentence) =>
        ByLanguage.Values.Any(phrases => sentence(phrases).Split("{0}").All(part => text.Contains(part, StringComparison.Ordinal)));
}
