using System.Collections.Frozen;

namespace LeadAlerts.Core.Leads.Replies;

/// <summary>The sentences of a suggested reply in one language; {0} is the name or text that belongs there.</summary>
/// <param name="Subject">{0} is the site.</param>
/// <param name="Greeting">{0} is the visitor's name.</param>
/// <param name="GreetingWithoutName">For a visitor whose name is not known.</param>
/// <param name="Thanks">{0} is the site.</param>
/// <param name="About">{0} is the visitor's own words.</param>
/// <param name="Urgent">To one who cannot wait.</param>
/// <param name="Time">To one who wants a time.</param>
/// <param name="Price">To one who asks a price.</param>
/// <param name="Order">To one who wants to buy.</param>
/// <param name="Other">To everybody else.</param>
/// <param name="Closing">Before the member's name.</param>
internal sealed record ReplyPhrases(
    string Subject,
    string Greeting,
    string GreetingWithoutName,
    string Thanks,
    string About,
    string Urgent,
    string Time,
    string Price,
    string Order,
    string Other,
    string Closing)
{
    private static readonly FrozenDictionary<string, ReplyPhrases> ByLanguage = new Dictionary<string, ReplyPhrases>
    {
        ["en"] = new(
            "Your message to {0}", "Hi {0},", "Hello,", "thank you for getting in touch with {0}.", "You wrote: “{0}”",
            "We know that this is urgent. When can we reach you by phone today?",
            "Which day and time would suit you best? Two or three options make it easy to find a slot.",
            "We are glad to give you a price. To make it exact, could you tell us a little more about what you need?",
            "We are glad to take your order. Could you confirm the quantity and when you need it?",
            "We are glad to help. What would you like to know next?",
            "Best regards,"),
        ["es"] = new(
            "Su mensaje a {0}", "Hola, {0}:", "Hola:", "gracias por ponerse en contacto con {0}.", "Nos escribió: «{0}»",
            "Sabemos que es urgente. ¿A qué hora podemos llamarle hoy?",
            "¿Qué día y a qué hora le vendría mejor? Con dos o tres opciones será fácil encontrar un hueco.",
            "Con mucho gusto le damos un precio. Para que sea exacto, ¿podría contarnos un poco más sobre lo que necesita?",
            "Con mucho gusto tomamos su pedido. ¿Podría confirmarnos la cantidad y para cuándo lo necesita?",
            "Con mucho gusto le ayudamos. ¿Qué más le gustaría saber?",
            "Un saludo,"),
        ["de"] = new(
            "Ihre Nachricht an {0}", "Guten Tag {0},", "Guten Tag,", "vielen Dank für Ihre Nachricht an {0}.", "Sie schrieben: „{0}“",
            "Wir wissen, dass es eilt. Wann können wir Sie heute telefonisch erreichen?",
            "Welcher Tag und welche Uhrzeit passen Ihnen am besten? Mit zwei oder drei Vorschlägen finden wir schnell einen Termin.",
            "Gern nennen wir Ihnen einen Preis. Damit er genau stimmt: Können Sie uns noch etwas mehr über Ihr Anliegen sagen?",
            "Gern nehmen wir Ihre Bestellung auf. Können Sie uns die Menge und den gewünschten Termin bestätigen?",
            "Gern helfen wir Ihnen weiter. Was möchten Sie noch wissen?",
            "Freundliche Grüße"),
        ["fr"] = new(
            "Votre message à {0}", "Bonjour {0},", "Bonjour,", "merci d’avoir contacté {0}.", "Vous avez écrit : « {0} »",
            "Nous savons que c’est urgent. À quelle heure pouvons-nous vous appeler aujourd’hui ?",
            "Quel jour et quelle heure vous conviendraient le mieux ? Deux ou trois possibilités nous aideront à trouver un créneau.",
            "Nous vous donnerons volontiers un prix. Pour être précis, pourriez-vous nous en dire un peu plus sur votre besoin ?",
            "Nous prenons volontiers votre commande. Pourriez-vous confirmer la quantité et la date souhaitée ?",
            "Nous vous aiderons volontiers. Que souhaitez-vous savoir d’autre ?",
            "Cordialement,"),
        ["pt"] = new(
            "A sua mensagem para {0}", "Olá, {0},", "Olá,", "obrigado por entrar em contato com {0}.", "Você escreveu: “{0}”",
            "Sabemos que é urgente. A que horas podemos ligar para você hoje?",
            "Que dia e horário seriam melhores para você? Com duas ou três opções fica fácil encontrar um horário.",
            "Teremos prazer em informar um preço. Para sermos exatos, poderia nos contar um pouco mais sobre o que precisa?",
            "Teremos prazer em atender o seu pedido. Poderia confirmar a quantidade e para quando precisa?",
            "Teremos prazer em ajudar. O que mais gostaria de saber?",
            "Atenciosamente,"),
        ["it"] = new(
            "Il suo messaggio a {0}", "Buongiorno {0},", "Buongiorno,", "grazie per aver contattato {0}.", "Ci ha scritto: «{0}»",
            "Sappiamo che è urgente. A che ora possiamo chiamarla oggi?",
            "Quale giorno e quale ora preferisce? Con due o tre proposte sarà facile trovare un appuntamento.",
            "Saremo lieti di farle un prezzo. Per essere precisi, può dirci qualcosa in più su ciò che le serve?",
            "Saremo lieti di prendere il suo ordine. Può confermarci la quantità e per quando le serve?",
            "Saremo lieti di aiutarla. Che cos’altro vorrebbe sapere?",
            "Cordiali saluti,"),
        ["nl"] = new(
            "Uw bericht aan {0}", "Beste {0},", "Goedendag,", "bedankt voor uw bericht aan {0}.", "U schreef: “{0}”",
            "We weten dat het dringend is. Hoe laat kunnen we u vandaag bellen?",
            "Welke dag en welk tijdstip komen u het best uit? Met twee of drie mogelijkheden vinden we snel een moment.",
            "We geven u graag een prijs. Kunt u ons iets meer vertellen over wat u nodig hebt, zodat die precies klopt?",
            "We nemen uw bestelling graag op. Kunt u het aantal en de gewenste datum bevestigen?",
            "We helpen u graag verder. Wat wilt u nog weten?",
            "Met vriendelijke groet,"),
        ["pl"] = new(
            "Wiadomość do {0}", "Dzień dobry, {0},", "Dzień dobry,", "dziękujemy za kontakt z {0}.", "W wiadomości czytamy: „{0}”",
            "Wiemy, że sprawa jest pilna. O której możemy dziś zadzwonić?",
            "Jaki dzień i jaka godzina będą najwygodniejsze? Dwie lub trzy propozycje ułatwią znalezienie terminu.",
            "Chętnie podamy cenę. Aby była dokładna, prosimy o kilka słów więcej o tym, co jest potrzebne.",
            "Chętnie przyjmiemy zamówienie. Prosimy o potwierdzenie ilości i terminu.",
            "Chętnie pomożemy. O czym jeszcze możemy opowiedzieć?",
            "Z wyrazami szacunku,"),
        ["hi"] = new(
            "{0} को आपका संदेश", "नमस्ते {0},", "नमस्ते,", "{0} से संपर्क करने के लिए धन्यवाद।", "आपने लिखा: “{0}”",
            "हम समझते हैं कि यह ज़रूरी है। आज हम आपको किस समय फ़ोन कर सकते हैं?",
            "आपके लिए कौन सा दिन और समय ठीक रहेगा? दो-तीन विकल्प दें तो समय तय करना आसान होगा।",
            "हम आपको कीमत ज़रूर बताएँगे। सही कीमत बताने के लिए, क्या आप अपनी ज़रूरत के बारे में थोड़ा और बता सकते हैं?",
            "हम आपका ऑर्डर ज़रूर लेंगे। क्या आप मात्रा और तारीख की पुष्टि कर सकते हैं?",
            "हम आपकी मदद ज़रूर करेंगे। आप और क्या जानना चाहेंगे?",
            "सादर,"),
    }.ToFrozenDictionary();

    /// <summary>The languages that have their own sentences, as ISO 639 codes.</summary>
    public static IReadOnlyCollection<string> Languages => ByLanguage.Keys;

    /// <summary>The sentences of a language; the English ones where there are none of its own.</summary>
    public static ReplyPhrases Of(string language) => ByLanguage.GetValueOrDefault(language) ?? ByLanguage["en"];
}
