using System.Text.RegularExpressions;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Core.Knowledge;

/// <summary>One visitor's message that waits for the bot's answer, with all that the answer depends on. Pure.</summary>
/// <param name="SiteName">What the site is called.</param>
/// <param name="Region">The site's country, in which phone numbers are read.</param>
/// <param name="Business">Whose own numbers and addresses are not the visitor's.</param>
/// <param name="Visitor">What the website says of the visitor; the locale decides the language.</param>
/// <param name="Before">What was said before the message, in order.</param>
/// <param name="Text">The message.</param>
/// <param name="Known">The entry that answers it; null when the site knows nothing about it.</param>
public sealed partial record BotTurn(
    string SiteName,
    string Region,
    BusinessProfile Business,
    VisitorProfile Visitor,
    IReadOnlyList<TranscriptLine> Before,
    string Text,
    KnowledgeMatch? Known)
{
    /// <summary>After so many answers in one conversation the bot falls silent: two machines must not talk for ever.</summary>
    public const int MostAnswers = 40;

    private bool AskedForContact => BotSaid(phrases => phrases.Ask) || AskedForPhone;

    private bool AskedForPhone => BotSaid(phrases => phrases.AskPhone);

    /// <summary>The bot's answer; null when it should stay silent, because a person took over or it has said enough.</summary>
    public string? Answer()
    {
        if (Before.Any(line => line.Role == MessageRole.Agent) || Before.Count(line => line.Role == MessageRole.Bot) >= MostAnswers)
        {
            return null;
        }

        var phrases = BotPhrases.For(Visitor.Locale);
        TranscriptLine[] lines = [new(Before.Count + 1, MessageRole.Visitor, Text, default)];
        var contactNow = FindContact(lines, VisitorProfile.Unknown).IsReachable;
        var contact = FindContact([.. Before, .. lines], Visitor);
        var parts = new List<string>();

        // The same answer twice in a row would show that nobody listened.
        var knows = Known is not null
            && Before.LastOrDefault(line => line.Role == MessageRole.Bot)?.Text.Contains(Known.Answer, StringComparison.Ordinal) != true;
        var smallTalk = !contactNow && !knows && IsSmallTalk();
        if (knows)
        {
            parts.Add(Known!.Answer);
        }

        if (contactNow)
        {
            parts.Add(phrases.ThanksForContact);
        }
        else if (smallTalk)
        {
            parts.Add(Greeting().IsMatch(Text) ? phrases.Hello : phrases.Welcome);
        }
        else if (!knows)
        {
            parts.Add(IsQuestion() ? phrases.DontKnow : phrases.PassedOn);
        }

        if (!smallTalk && FindRequest(phrases, contact, knows) is { } request)
        {
            parts.Add(request);
        }

        // The owner's answer is no format string: only the fixed sentences are filled.
        return string.Join("\n\n", parts.Select(part => knows && part == Known!.Answer ? part : BotPhrases.Fill(part, SiteName)));
    }

    // Once, and only where there is something to get back about; urgency may ask once more, for a number.
    private string? FindRequest(BotPhrases phrases, VisitorContact contact, bool knows)
    {
        if (contact.Phone is null && !AskedForPhone && VisitorSaid(Urgent()))
        {
            return phrases.AskPhone;
        }

        var somethingToAnswer = !knows || VisitorSaid(Need()) || Before.Count(line => line.Role == MessageRole.Bot) >= 2;
        return !contact.IsReachable && !AskedForContact && somethingToAnswer ? phrases.Ask : null;
    }

    private bool IsSmallTalk() => Text.Length <= 60 && (Greeting().IsMatch(Text) || Thanks().IsMatch(Text));

    private bool IsQuestion() => Text.Contains('?', StringComparison.Ordinal) || Text.Contains('¿', StringComparison.Ordinal) || QuestionStart().IsMatch(Text);

    private bool VisitorSaid(Regex words) =>
        words.IsMatch(Text) || Before.Any(line => line.Role == MessageRole.Visitor && words.IsMatch(line.Text));

    private bool BotSaid(Func<BotPhrases, string> sentence) =>
        Before.Any(line => line.Role == MessageRole.Bot && BotPhrases.Holds(line.Text, sentence));

    private VisitorContact FindContact(IReadOnlyList<TranscriptLine> lines, VisitorProfile visitor) =>
        ContactFinder.Find(new Transcript(Guid.Empty, Guid.Empty, lines, visitor), Business, Region).Contact;

    // Light checks that only steer politeness; what makes a lead is decided by qualification.
    [GeneratedRegex(
        @"^\W*(hi|hello|hey|howdy|good (morning|afternoon|evening|day)|hola|buenos d[ií]as|buenas( tardes| noches)?|hallo|guten (tag|morgen|abend)|moin|servus|gr[uü](ß|ss) gott|bonjour|bonsoir|salut|ol[aá]|bom dia|boa (tarde|noite)|ciao|buongiorno|buonasera|salve|goedemorgen|goedemiddag|goedenavond|hoi|dzie[nń] dobry|cze[sś][cć]|witam)( there| all| everyone| team)?\W*$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Greeting();

    [GeneratedRegex(
        @"^\W*((ok(ay)?|great|perfect|cool|no|alright|super|prima|top)[\s,.!]*)?(thanks?( you)?( (so|very) much| a lot)?|thx|ty|cheers|bye( bye)?|goodbye|see you|have a (nice|good|great) (day|evening|weekend)|that('|’)?s all|ok(ay)?|great|perfect|cool|no|gracias|adi[oó]s|hasta luego|danke( sch[oö]n)?|vielen dank|tsch[uü]ss|auf wiedersehen|merci( beaucoup)?|au revoir|obrigad[oa]|tchau|grazie( mille)?|arrivederci|dank (je|u)( wel)?|bedankt|tot ziens|dzi[eę]kuj[eę]|do widzenia)([\s,.!]*(bye|for (your|the) help|you|all))?\W*$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Thanks();

    [GeneratedRegex(
        @"^\W*(what|when|where|who|whom|which|why|how|do|does|did|is|are|was|can|could|would|will|should|have|has|may|any(one|body)|qu[eé]|cu[aá]l|cu[aá]ndo|d[oó]nde|c[oó]mo|qui[eé]n|cu[aá]nto|puede[ns]?|tienen?|hay|was|wann|wo|wer|wie|warum|welche[rsn]?|k[oö]nnen|kann|haben|hat|gibt|machen|bieten|comment|quand|o[uù]|combien|pourquoi|quel(le)?s?|est-ce|avez|pouvez|faites|quando|onde|quem|quanto|quais|qual|voc[eê]s|dove|chi|quale|quali|perch[eé]|avete|potete|fate|wat|wanneer|waar|hoe|welke?|waarom|kunt|kunnen|heeft|hebben|czy|kiedy|gdzie|jak|ile|kto|dlaczego|jaki[ea]?)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex QuestionStart();

    [GeneratedRegex(
        @"\b(urgent(ly|e|es)?|emergenc(y|ies)|asap|as soon as possible|right away|immediately|flooding|pouring in|burst|urgente(mente)?|emergencia|inmediatamente|dringend|notfall|sofort|schnellstm[oö]glich|urgence|imm[eé]diatement|emerg[eê]ncia|imediatamente|emergenza|subito|spoed|meteen|onmiddellijk|piln(e|ie|y)|natychmiast|awari[aę])\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Urgent();

    [GeneratedRegex(
        @"\b(need|want|looking for|interested|book|appointment|schedule|quote|estimate|price|pricing|cost|how much|buy|order|hire|visit|come (out|by|over)|available|availability|necesito|quiero|quisiera|busco|cita|presupuesto|precio|cu[aá]nto|comprar|brauche|suche|m[oö]chte|termin|angebot|preis|kostet|kaufen|besoin|voudrais|cherche|rendez-vous|devis|prix|acheter|preciso|gostaria|procuro|or[cç]amento|pre[cç]o|vorrei|cerco|ho bisogno|appuntamento|preventivo|prezzo|nodig|zoek|graag|afspraak|offerte|prijs|kopen|potrzebuj[eę]|szukam|chcia[lł](bym|abym)|wizyt[aęy]|wycen[aęy]|cena|kupi[cć])\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Need();
}
