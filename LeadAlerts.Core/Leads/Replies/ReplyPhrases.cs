using System.Collections.Frozen;

namespace LeadAlerts.Core.Leads.Replies;

/// <summary>The sentences of a suggested reply in one language; {0} is the name or text that belongs there. None promises anything.</summary>
/// <param name="Subject">Where nothing is known of the need; {0} is the site.</param>
/// <param name="Greeting">{0} is the visitor's name.</param>
/// <param name="GreetingWithoutName">For a visitor whose name is not known.</param>
/// <param name="Thanks">{0} is the site.</param>
/// <param name="About">{0} is what the visitor wants.</param>
/// <param name="Quoted">{0} is the visitor's own words.</param>
/// <param name="Asked">{0} is one question or two, as <see cref="Quoted"/>.</param>
/// <param name="Checking">After a question that only the member can answer.</param>
/// <param name="Urgent">To one who cannot wait.</param>
/// <param name="When">{0} is the time that the visitor named, as <see cref="Quoted"/>.</param>
/// <param name="Time">To one who wants a time and named none.</param>
/// <param name="Price">To one who asks a price.</param>
/// <param name="Order">To one who wants to buy.</param>
/// <param name="Other">To one of whom nothing else is known.</param>
/// <param name="Number">To one whose number is not known.</param>
/// <param name="Call">To one who wants a call; {0} is the number.</param>
/// <param name="Closing">Before the member's name.</param>
internal sealed record ReplyPhrases(
    string Subject,
    string Greeting,
    string GreetingWithoutName,
    string Thanks,
    string About,
    string Quoted,
    string Asked,
    string Checking,
    string Urgent,
    string When,
    string Time,
    string Price,
    string Order,
    string Other,
    string Number,
    string Call,
    string Closing)
{
    private static readonly FrozenDictionary<string, ReplyPhrases> ByLanguage = new Dictionary<string, ReplyPhrases>
    {
        ["en"] = new(
            "Your message to {0}", "Hi {0},", "Hello,", "thank you for getting in touch with {0}.",
            "This is about your request: “{0}”", "“{0}”", "You asked: {0}", "We are looking into it.", "We know that this is urgent.",
            "We have noted the time you named: {0}. Which days and hours would suit you best, and what would be a second choice?",
            "Which day and time would suit you best? Two or three options make it easy to find a slot.",
            "For a price that holds, a few more details or a photo would help.",
            "To get it started, could you confirm what you need and by when?",
            "So that we can help, could you tell us a little more about it?",
            "On which number can we reach you, in case a call is easier?",
            "Can we reach you on {0}, and when is a good time?",
            "Best regards,"),
        ["es"] = new(
            "Su mensaje a {0}", "Hola, {0}:", "Hola:", "gracias por ponerse en contacto con {0}.",
            "Le escribimos por su consulta: «{0}»", "«{0}»", "Nos preguntó: {0}", "Lo estamos mirando.", "Sabemos que es urgente.",
            "Hemos anotado la fecha que indicó: {0}. ¿Qué días y horas le vendrían mejor, y cuál sería su segunda opción?",
            "¿Qué día y a qué hora le vendría mejor? Con dos o tres opciones será fácil encontrar un hueco.",
            "Para darle un precio exacto nos ayudarían algunos detalles más o una foto.",
            "Para empezar, ¿podría confirmarnos qué necesita y para cuándo?",
            "Para poder ayudarle, ¿podría contarnos un poco más?",
            "¿En qué número podemos llamarle, si es más fácil por teléfono?",
            "¿Podemos llamarle al {0}, y cuándo le viene bien?",
            "Un saludo,"),
        ["de"] = new(
            "Ihre Nachricht an {0}", "Guten Tag {0},", "Guten Tag,", "vielen Dank für Ihre Nachricht an {0}.",
            "Es geht um Ihre Anfrage: „{0}“", "„{0}“", "Sie fragten: {0}", "Wir klären das gerade.", "Wir wissen, dass es eilt.",
            "Wir haben Ihre Zeitangabe notiert: {0}. Welche Tage und Uhrzeiten passen Ihnen am besten, und was wäre Ihre zweite Wahl?",
            "Welcher Tag und welche Uhrzeit passen Ihnen am besten? Mit zwei oder drei Vorschlägen finden wir schnell einen Termin.",
            "Für einen genauen Preis helfen uns ein paar weitere Angaben oder ein Foto.",
            "Damit es losgehen kann: Können Sie uns bestätigen, was Sie brauchen und bis wann?",
            "Damit wir helfen können: Können Sie uns noch etwas mehr über Ihr Anliegen sagen?",
            "Unter welcher Nummer erreichen wir Sie, falls ein Anruf einfacher ist?",
            "Erreichen wir Sie unter {0}, und wann passt es Ihnen?",
            "Freundliche Grüße"),
        ["fr"] = new(
            "Votre message à {0}", "Bonjour {0},", "Bonjour,", "merci d’avoir contacté {0}.",
            "Nous vous écrivons au sujet de votre demande : « {0} »", "« {0} »", "Vous avez demandé : {0}", "Nous sommes en train de vérifier.", "Nous savons que c’est urgent.",
            "Nous avons noté la date que vous avez indiquée : {0}. Quels jours et quelles heures vous conviendraient le mieux, et quel serait votre second choix ?",
            "Quel jour et quelle heure vous conviendraient le mieux ? Deux ou trois possibilités nous aideront à trouver un créneau.",
            "Pour un prix précis, quelques détails de plus ou une photo nous aideraient.",
            "Pour commencer, pourriez-vous confirmer ce qu’il vous faut et pour quand ?",
            "Pour pouvoir vous aider, pourriez-vous nous en dire un peu plus ?",
            "À quel numéro pouvons-nous vous joindre, si un appel est plus simple ?",
            "Pouvons-nous vous joindre au {0}, et quand cela vous convient-il ?",
            "Cordialement,"),
        ["pt"] = new(
            "A sua mensagem para {0}", "Olá, {0},", "Olá,", "obrigado por entrar em contato com {0}.",
            "Escrevemos sobre o seu pedido: “{0}”", "“{0}”", "Você perguntou: {0}", "Estamos verificando.", "Sabemos que é urgente.",
            "Anotamos a data que você indicou: {0}. Que dias e horários seriam melhores para você, e qual seria a segunda opção?",
            "Que dia e horário seriam melhores para você? Com duas ou três opções fica fácil encontrar um horário.",
            "Para um preço exato, alguns detalhes a mais ou uma foto ajudariam.",
            "Para começar, poderia confirmar o que precisa e para quando?",
            "Para podermos ajudar, poderia nos contar um pouco mais?",
            "Em que número podemos falar com você, se uma ligação for mais fácil?",
            "Podemos ligar para você no número {0}, e quando é melhor?",
            "Atenciosamente,"),
        ["it"] = new(
            "Il suo messaggio a {0}", "Buongiorno {0},", "Buongiorno,", "grazie per aver contattato {0}.",
            "Le scriviamo per la sua richiesta: «{0}»", "«{0}»", "Ci ha chiesto: {0}", "Stiamo verificando.", "Sappiamo che è urgente.",
            "Abbiamo annotato la data che ha indicato: {0}. Quali giorni e orari preferisce, e quale sarebbe la seconda scelta?",
            "Quale giorno e quale ora preferisce? Con due o tre proposte sarà facile trovare un appuntamento.",
            "Per un prezzo preciso ci aiuterebbero qualche dettaglio in più o una foto.",
            "Per cominciare, può confermarci che cosa le serve e per quando?",
            "Per poterla aiutare, può dirci qualcosa in più?",
            "A quale numero possiamo raggiungerla, se preferisce una telefonata?",
            "Possiamo chiamarla al {0}, e quando le va bene?",
            "Cordiali saluti,"),
        ["nl"] = new(
            "Uw bericht aan {0}", "Beste {0},", "Goedendag,", "bedankt voor uw bericht aan {0}.",
            "Het gaat om uw aanvraag: “{0}”", "“{0}”", "U vroeg: {0}", "We zoeken het uit.", "We weten dat het dringend is.",
            "We hebben het tijdstip genoteerd dat u noemde: {0}. Welke dagen en uren komen u het best uit, en wat is uw tweede keus?",
            "Welke dag en welk tijdstip komen u het best uit? Met twee of drie mogelijkheden vinden we snel een moment.",
            "Voor een precieze prijs helpen wat meer gegevens of een foto.",
            "Kunt u om te beginnen bevestigen wat u nodig hebt en wanneer?",
            "Kunt u ons er iets meer over vertellen, zodat we kunnen helpen?",
            "Op welk nummer kunnen we u bereiken, als bellen makkelijker is?",
            "Kunnen we u bereiken op {0}, en wanneer schikt het?",
            "Met vriendelijke groet,"),
        ["pl"] = new(
            "Wiadomość do {0}", "Dzień dobry, {0},", "Dzień dobry,", "dziękujemy za kontakt z {0}.",
            "Piszemy w sprawie zapytania: „{0}”", "„{0}”", "Padło pytanie: {0}", "Sprawdzamy to.", "Wiemy, że sprawa jest pilna.",
            "Zanotowaliśmy podany termin: {0}. Jakie dni i godziny będą najwygodniejsze i jaki byłby drugi wybór?",
            "Jaki dzień i jaka godzina będą najwygodniejsze? Dwie lub trzy propozycje ułatwią znalezienie terminu.",
            "Do dokładnej ceny przydałoby się kilka szczegółów więcej albo zdjęcie.",
            "Na początek prosimy o potwierdzenie, co jest potrzebne i na kiedy.",
            "Abyśmy mogli pomóc, prosimy o kilka słów więcej.",
            "Pod jakim numerem możemy zadzwonić, jeśli tak będzie łatwiej?",
            "Czy możemy zadzwonić pod numer {0} i kiedy będzie dogodnie?",
            "Z wyrazami szacunku,"),
        ["hi"] = new(
            "{0} को आपका संदेश", "नमस्ते {0},", "नमस्ते,", "{0} से संपर्क करने के लिए धन्यवाद।",
            "यह आपके इस अनुरोध के बारे में है: “{0}”", "“{0}”", "आपने पूछा: {0}", "हम इसे देख रहे हैं।", "हम समझते हैं कि यह ज़रूरी है।",
            "आपने जो समय बताया, वह हमने नोट किया है: {0}। आपके लिए कौन से दिन और घंटे सबसे अच्छे रहेंगे, और दूसरा विकल्प क्या होगा?",
            "आपके लिए कौन सा दिन और समय ठीक रहेगा? दो-तीन विकल्प दें तो समय तय करना आसान होगा।",
            "सही कीमत के लिए थोड़ी और जानकारी या एक फ़ोटो मदद करेगी।",
            "शुरू करने के लिए, क्या आप बता सकते हैं कि आपको क्या चाहिए और कब तक?",
            "ताकि हम मदद कर सकें, क्या आप इसके बारे में थोड़ा और बता सकते हैं?",
            "अगर फ़ोन पर बात करना आसान हो, तो आपका नंबर क्या है?",
            "क्या हम आपको {0} पर फ़ोन कर सकते हैं, और कब ठीक रहेगा?",
            "सादर,"),
    }.ToFrozenDictionary();

    /// <summary>The languages that have their own sentences, as ISO 639 codes.</summary>
    public static IReadOnlyCollection<string> Languages => ByLanguage.Keys;

    /// <summary>The sentences of a language; the English ones where there are none of its own.</summary>
    public static ReplyPhrases Of(string language) => ByLanguage.GetValueOrDefault(language) ?? ByLanguage["en"];
}
