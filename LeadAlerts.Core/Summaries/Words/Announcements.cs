using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Qualification.Contacts;

namespace LeadAlerts.Core.Summaries.Words;

/// <summary>What visitors announce in set phrases: that they will come by, that they want to hear no more from the business.</summary>
internal static class Announcements
{
    /// <summary>A no so near behind the phrase denies it: "wir kommen heute nicht".</summary>
    private const int DenialReach = 3;

    private static readonly PhraseNode Coming = Tree(
        "i'll come by|ill come by|i will come by|we'll come by|we will come by|i'll stop by|ill stop by|we'll stop by|i'll swing by|ill swing by|we'll swing by|i'll be there|ill be there|we'll be there|be there in|be there at|on my way|on our way|omw|coming over now|heading over|see you at|see u at",
        "wir kommen in|wir kommen gleich|wir kommen um|wir kommen dann|wir kommen heute|wir kommen morgen|wir kommen vorbei|ich komme in|ich komme gleich|ich komme um|ich komme dann|ich komme heute|ich komme morgen|ich komme vorbei|komm dann vorbei|komme dann vorbei|sind gleich da|bin gleich da|sind unterwegs|bin unterwegs",
        "ahora voy|ahora vamos|voy para alla|vamos para alla|voy de camino|vamos de camino|estoy de camino|ya voy|ya vamos|me paso luego|me paso manana|nos pasamos luego|nos pasamos manana|pasare luego|pasaremos luego|nos vemos a las",
        "j'arrive|on arrive|nous arrivons|je passe a|je passe dans|je passe tout|je passe demain|on passe a|on passe dans|on passe demain|nous passons a|nous passons dans|je suis en route|on est en route",
        "passo ai|passamos ai|passo por ai|vou ai|vamos ai|vou ja|estou a caminho|estamos a caminho|to indo|estou indo|estamos indo|chego ai",
        "arrivo tra|arrivo alle|arrivo subito|arriviamo tra|arriviamo alle|arriviamo subito|passo tra|passo alle|passo dopo|passo domani|passiamo tra|passiamo alle|passiamo dopo|passiamo domani|sto arrivando|stiamo arrivando",
        "ik kom eraan|we komen eraan|ik kom zo|we komen zo|ik kom langs|we komen langs|ik kom straks|we komen straks|kom zo langs|komen zo langs|ben onderweg|zijn onderweg",
        "zaraz bede|zaraz bedziemy|bede za|bedziemy za|przyjade|przyjedziemy|podjade|podjedziemy|wpadne|wpadniemy|jestem w drodze|jestesmy w drodze|juz jedziemy",
        "aa raha hu|aa raha hoon|aa rahi hu|aa rahi hoon|aa rahe hai|aa rahe hain|aata hu|aata hoon|aate hai|aate hain|aa jaunga|aa jayenge|raste me");

    private static readonly PhraseNode Silence = Tree(
        "unsubscribe|take me off|take us off|remove me from|remove us from|remove my number|remove my email|stop texting|stop calling|stop emailing|stop messaging|stop contacting|stop spamming|stop sending me texts|stop sending me emails|stop sending me messages|quit texting|quit calling|quit emailing|opt out|opt me out|do not contact me|dont contact me|don't contact me|no more texts|no more emails|no more calls|no more messages|delete my number|lose my number",
        "aus dem verteiler|aus der liste|aus ihrer liste|aus eurer liste|keine anrufe mehr|keine mails mehr|keine sms mehr|keine nachrichten mehr|keine werbung mehr|nicht mehr anrufen|nicht mehr anschreiben|newsletter abmelden|newsletter abbestellen|meine nummer loschen|loschen sie meine nummer|loscht meine nummer",
        "no me escriban mas|no me llamen mas|no me llameis mas|no me escribais mas|no me contacten|dejen de llamar|dejen de llamarme|dejen de escribir|dejen de enviar|dejen de mandar|dejad de llamar|dejad de mandar|borren mi numero|borrad mi numero|quiten mi numero|quitad mi numero|de su lista|de vuestra lista|no quiero mas mensajes|no quiero mas llamadas",
        "desabonner|desabonnez|de votre liste|ne m'appelez plus|ne me contactez plus|ne m'ecrivez plus|arretez de m'appeler|arretez de m'envoyer|arretez de m'ecrire|arretez les sms|arretez les appels|supprimez mon numero|retirez mon numero|effacez mon numero",
        "parem de ligar|parem de mandar|parem de enviar|pare de ligar|pare de mandar|nao me liguem mais|nao me ligue mais|nao me mandem mais|removam meu numero|remova meu numero|retirem o meu numero|apaguem o meu numero|tira meu numero|tirem meu numero|me tira da lista|me tirem da lista|descadastrar",
        "non chiamatemi piu|non chiamate piu|non scrivetemi piu|smettete di chiamare|smettetela di chiamare|smettete di mandare|smettetela di mandare|cancellate il mio numero|rimuovete il mio numero|cancellatemi dalla|toglietemi dalla|disiscrivetemi|disiscrivermi",
        "niet meer bellen|niet meer mailen|niet meer appen|stop met bellen|stop met mailen|stop met appen|geen mails meer|geen sms meer|geen berichten meer|van de lijst|van jullie lijst|uit jullie lijst|verwijder mijn nummer",
        "nie dzwoncie|nie piszcie|przestancie dzwonic|przestancie pisac|usuncie moj numer|usunac moj numer|wypisac z listy|wypiszcie mnie|mnie wypisac|z listy mailingowej|z listy wysylkowej",
        "message mat karo|message mat bhejo|msg mat bhejo|call mat karo|call mat karna|message band karo|sms band karo|call band karo|number hata do|number hatao|list se hata|list se hatao");

    /// <summary>True when a message says that the visitor will come.</summary>
    public static bool SaysComing(Reading message) => Says(new TokenText(message.Text), Coming);

    /// <summary>True when a visitor asks to be taken off a list, or to be written to and called no more.</summary>
    public static bool AsksForSilence(IReadOnlyList<Reading> messages)
    {
        foreach (var message in messages)
        {
            var text = new TokenText(message.Text);
            if (Says(text, Silence) || (text.Count > 0 && text.Word(0) is "stop" && (text.Count == 1 || text[1].Kind == TokenKind.Mark)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Says(TokenText text, PhraseNode phrases)
    {
        for (var i = 0; i < text.Count; i++)
        {
            var node = phrases.Find(text.Word(i));
            for (var next = i + 1; node is not null; next++)
            {
                if (node.Kinds != PhraseKinds.None && !IsDenied(text, next))
                {
                    return true;
                }

                node = next < text.Count && !text[next].Break ? node.Find(text.Word(next)) : null;
            }
        }

        return false;
    }

    private static bool IsDenied(TokenText text, int after)
    {
        for (var i = after; i < text.Count && i - after < DenialReach && !text.EndsSentence(i) && !text.IsMark(i, ','); i++)
        {
            if (text[i].Is(WordKinds.Negation))
            {
                return true;
            }
        }

        return false;
    }

    private static PhraseNode Tree(params string[] lines)
    {
        var root = new PhraseNode();
        foreach (var phrase in lines.SelectMany(line => line.Split('|')))
        {
            var node = root;
            foreach (var word in phrase.Split(' '))
            {
                node = node.GetOrAdd(word);
            }

            node.Kinds = PhraseKinds.Announced;
        }

        return root;
    }
}
