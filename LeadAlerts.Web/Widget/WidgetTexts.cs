using System.Collections.Frozen;
using LeadAlerts.Core.Knowledge;

namespace LeadAlerts.Web.Widget;

/// <summary>The words of the chat window in one language; <c>{0}</c> is the site's name.</summary>
public sealed record WidgetTexts(
    string Open,
    string Close,
    string Notice,
    string Messages,
    string Placeholder,
    string Send,
    string You,
    string Assistant,
    string Pending,
    string Waiting,
    string Failed,
    string Retry,
    string Forget,
    string ForgetSure)
{
    private static readonly FrozenDictionary<string, WidgetTexts> ByLanguage = new Dictionary<string, WidgetTexts>
    {
        ["en"] = new("Chat with {0}", "Close the chat", "Automated assistant (AI)", "Messages", "Write a message", "Send", "You", "Assistant",
            "Sending…", "Not sent yet. It is tried again.", "Not sent.", "Send again", "Forget this chat", "Really forget it on this device?"),
        ["es"] = new("Chatear con {0}", "Cerrar el chat", "Asistente automático (IA)", "Mensajes", "Escriba un mensaje", "Enviar", "Usted", "Asistente",
            "Enviando…", "Aún no enviado. Se intentará de nuevo.", "No enviado.", "Enviar de nuevo", "Olvidar este chat", "¿Olvidarlo en este dispositivo?"),
        ["de"] = new("Mit {0} chatten", "Chat schließen", "Automatischer Assistent (KI)", "Nachrichten", "Nachricht schreiben", "Senden", "Sie", "Assistent",
            "Wird gesendet…", "Noch nicht gesendet. Es wird erneut versucht.", "Nicht gesendet.", "Erneut senden", "Diesen Chat vergessen", "Auf diesem Gerät wirklich vergessen?"),
        ["fr"] = new("Discuter avec {0}", "Fermer la discussion", "Assistant automatique (IA)", "Messages", "Écrire un message", "Envoyer", "Vous", "Assistant",
            "Envoi…", "Pas encore envoyé. Nouvel essai en cours.", "Non envoyé.", "Renvoyer", "Oublier cette discussion", "L’oublier sur cet appareil ?"),
        ["pt"] = new("Conversar com {0}", "Fechar a conversa", "Assistente automático (IA)", "Mensagens", "Escreva uma mensagem", "Enviar", "Você", "Assistente",
            "Enviando…", "Ainda não enviado. Será tentado de novo.", "Não enviado.", "Enviar de novo", "Esquecer esta conversa", "Esquecer neste dispositivo?"),
        ["it"] = new("Chatta con {0}", "Chiudi la chat", "Assistente automatico (IA)", "Messaggi", "Scriva un messaggio", "Invia", "Lei", "Assistente",
            "Invio…", "Non ancora inviato. Si riprova.", "Non inviato.", "Invia di nuovo", "Dimentica questa chat", "Dimenticarla su questo dispositivo?"),
        ["nl"] = new("Chatten met {0}", "Chat sluiten", "Automatische assistent (AI)", "Berichten", "Schrijf een bericht", "Versturen", "U", "Assistent",
            "Wordt verstuurd…", "Nog niet verstuurd. Er volgt een nieuwe poging.", "Niet verstuurd.", "Opnieuw versturen", "Deze chat vergeten", "Echt vergeten op dit apparaat?"),
        ["pl"] = new("Czat z {0}", "Zamknij czat", "Automatyczny asystent (AI)", "Wiadomości", "Napisz wiadomość", "Wyślij", "Ty", "Asystent",
            "Wysyłanie…", "Jeszcze nie wysłano. Próba zostanie ponowiona.", "Nie wysłano.", "Wyślij ponownie", "Zapomnij ten czat", "Na pewno zapomnieć na tym urządzeniu?"),
    }.ToFrozenDictionary();

    /// <summary>The words for a browser's locale and a site; English where the locale is null or another language.</summary>
    public static WidgetTexts For(string? locale, string siteName)
    {
        var texts = ByLanguage[BotPhrases.LanguageOf(locale)];
        return texts with { Open = BotPhrases.Fill(texts.Open, siteName) };
    }
}
