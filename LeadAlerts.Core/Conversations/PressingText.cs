using System.Buffers;
using System.Text.RegularExpressions;

namespace LeadAlerts.Core.Conversations;

/// <summary>
/// Recognises cheaply what a review should not wait for: something like a contact detail, or words of urgency. It errs on the side of
/// "yes", for a wrong "yes" only brings a review forward.
/// </summary>
public static partial class PressingText
{
    private const int FewestPhoneDigits = 7;

    // Beginnings of words: "urgen" stands for urgent, urgently, urgente, urgencia, urgence, urgenza.
    private static readonly string[] UrgentWords =
    [
        "urgen", "asap", "a.s.a.p", "emergency", "immediately", "right away", "right now", "as soon as possible", "straight away",
        "emergencia", "emergência", "ahora mismo", "inmediat", "cuanto antes", "lo antes posible",
        "dringend", "notfall", "sofort", "so schnell wie möglich", "eilig", "schnellstmöglich",
        "au plus vite", "dès que possible", "tout de suite", "immédiat", "le plus vite possible",
        "imediat", "agora mesmo", "o mais rápido possível", "quanto antes",
        "emergenza", "subito", "immediat", "il prima possibile", "al più presto",
        "spoed", "onmiddellijk", "meteen", "zo snel mogelijk",
        "pilne", "pilna", "pilny", "natychmiast", "jak najszybciej", "awaria",
    ];

    private static readonly SearchValues<string> Urgent = SearchValues.Create(UrgentWords, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a visitor's text holds something like an e-mail address or a phone number, or says that it is urgent.</summary>
    public static bool IsPressing(string text) => LooksLikePhone(text) || LooksLikeEmail(text) || SoundsUrgent(text);

    private static bool SoundsUrgent(ReadOnlySpan<char> text)
    {
        for (var rest = text; rest.IndexOfAny(Urgent) is >= 0 and var found; rest = rest[(found + 1)..])
        {
            var at = text.Length - rest.Length + found;
            if (at == 0 || !char.IsLetter(text[at - 1]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool LooksLikePhone(ReadOnlySpan<char> text)
    {
        var digits = 0;
        var separators = 0;
        foreach (var character in text)
        {
            if (char.IsDigit(character))
            {
                separators = 0;
                if (++digits >= FewestPhoneDigits)
                {
                    return true;
                }
            }
            else if (digits > 0 && (character is ' ' or '-' or '.' or '/' or '(' or ')' or '\u00a0' or '\u2011' or '\u2013') && separators < 3)
            {
                separators++;
            }
            else
            {
                digits = 0;
                separators = 0;
            }
        }

        return false;
    }

    private static bool LooksLikeEmail(string text)
    {
        for (var at = text.IndexOf('@'); at >= 0; at = text.IndexOf('@', at + 1))
        {
            if (at > 0 && char.IsLetterOrDigit(text[at - 1]) && at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1]))
            {
                return true;
            }
        }

        return text.Contains("dot", StringComparison.OrdinalIgnoreCase) && SpelledEmail.IsMatch(text);
    }

    // "jane at example dot com", "jane (at) example [dot] com". Bounded repeats keep it linear.
    [GeneratedRegex(
        @"[\p{L}\d][ ]{0,2}[(\[{]?[ ]{0,1}\bat\b[ ]{0,1}[)\]}]?[ ]{0,2}[\p{L}\d-]{1,63}[ ]{0,2}[(\[{]?[ ]{0,1}\bdot\b[ ]{0,1}[)\]}]?[ ]{0,2}\p{L}{2}",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex SpelledEmail { get; }
}
