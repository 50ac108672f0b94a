using System.Text;
using System.Text.RegularExpressions;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Sites;
using PhoneNumbers;

namespace LeadAlerts.Core.Qualification;

/// <summary>A contact detail where the visitor typed it.</summary>
/// <param name="MessageSequence">The number of the message.</param>
/// <param name="Words">As typed.</param>
public sealed record ContactMention(int MessageSequence, string Words);

/// <summary>What <see cref="ContactFinder"/> found.</summary>
/// <param name="Contact">How to reach the visitor.</param>
/// <param name="Mentions">Where the visitor typed it, in order; empty where it comes from the profile alone.</param>
public sealed record FoundContact(VisitorContact Contact, IReadOnlyList<ContactMention> Mentions);

/// <summary>
/// Finds how to reach a visitor: a phone number, an e-mail address and a name, from what the visitor typed and from the sender's
/// profile of the visitor, never from what the site said. Pure and safe to share between threads.
/// </summary>
public static partial class ContactFinder
{
    private const int MaxPhoneTries = 60;

    private static readonly PhoneNumberUtil Phones = PhoneNumberUtil.GetInstance();

    /// <summary>Finds the visitor's contact.</summary>
    /// <param name="transcript">The conversation.</param>
    /// <param name="business">Whose own numbers and addresses are not the visitor's.</param>
    /// <param name="region">The country, as two letters, in which a number without a country code is read.</param>
    /// <returns>What the visitor typed goes before what the profile says. Never null.</returns>
    public static FoundContact Find(Transcript transcript, BusinessProfile business, string region) =>
        Find(Reading.Of(transcript), transcript.Visitor, business, region);

    internal static FoundContact Find(
        IReadOnlyList<Reading> readings, VisitorProfile profile, BusinessProfile business, string region)
    {
        region = NormalRegion(region);
        var own = new OwnContacts(business, region);
        var mentions = new List<ContactMention>();
        string? email = null, phone = null;
        var names = new NameFinder();
        foreach (var reading in readings)
        {
            if (PhraseBook.Shipped["Injection"].IsMatch(reading.Text.Value))
            {
                // Who tries to command the machine does not introduce themselves.
                continue;
            }

            var text = reading.Text.Original;
            var rest = new StringBuilder(text);
            foreach (var found in FindEmails(reading).Where(found => !own.IsOwnEmail(found.Value)))
            {
                Blank(rest, found);
                if (email is null || !found.ThirdParty)
                {
                    email = found.ThirdParty ? email : found.Value;
                }

                if (!found.ThirdParty)
                {
                    mentions.Add(new ContactMention(reading.Line.Sequence, found.Words));
                }
            }

            foreach (var found in FindPhones(rest.ToString(), region).Where(found => !own.IsOwnPhone(found.Value)))
            {
                Blank(rest, found);
                if (!found.ThirdParty)
                {
                    phone = found.Value;
                    mentions.Add(new ContactMention(reading.Line.Sequence, found.Words));
                }
            }

            names.Read(reading, rest.ToString());
        }

        return new FoundContact(
            new VisitorContact(
                names.Best ?? ProfileName(profile.Name),
                email ?? ProfileEmail(profile.Email, own),
                phone ?? ProfilePhone(profile.Phone, region, own)),
            mentions);
    }

    /// <summary>A region that libphonenumber knows; the United States where it does not know it.</summary>
    private static string NormalRegion(string region)
    {
        region = (region ?? "").Trim().ToUpperInvariant();
        return Phones.GetSupportedRegions().Contains(region) ? region : "US";
    }

    private static void Blank(StringBuilder text, Found found)
    {
        for (var i = found.Index; i < found.Index + found.Words.Length && i < text.Length; i++)
        {
            text[i] = '\u0001';
        }
    }

    private static string? ProfileName(string? name)
    {
        name = name?.Trim();
        return string.IsNullOrEmpty(name) || name.Length > 100 || name.Any(char.IsControl) ? null : name;
    }

    private static string? ProfileEmail(string? email, OwnContacts own)
    {
        if (string.IsNullOrWhiteSpace(email) || PlainEmail().Match(email.Trim()) is not { Success: true } match
            || match.Length != email.Trim().Length)
        {
            return null;
        }

        return Checked(match.Groups[1].Value, match.Groups[2].Value) is { } address && !own.IsOwnEmail(address) ? address : null;
    }

    private static string? ProfilePhone(string? phone, string region, OwnContacts own) =>
        Parse(phone, region) is { } number && !own.IsOwnPhone(number) ? number : null;

    private static string? Parse(string? text, string region)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 60)
        {
            return null;
        }

        try
        {
            var number = Phones.Parse(text, region);
            return Phones.IsValidNumber(number) ? Phones.Format(number, PhoneNumberFormat.E164) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    private static IEnumerable<Found> FindEmails(Reading reading)
    {
        var text = reading.Text.Original;
        if (text.Contains('@', StringComparison.Ordinal))
        {
            foreach (Match match in PlainEmail().Matches(text))
            {
                if (Checked(match.Groups[1].Value, match.Groups[2].Value) is { } address)
                {
                    yield return new Found(address, match.Index, match.Value, IsThirdParty(text, match.Index));
                }
            }
        }

        foreach (Match match in SpelledEmail().Matches(reading.Text.Value))
        {
            var domain = SpelledDot().Replace(match.Groups[3].Value, ".");
            var sure = match.Groups[2].Value.Any(c => c is '(' or '[' or '{' or '<') || match.Groups[3].Value.Contains("dot", StringComparison.Ordinal);
            if (!sure && !BeginsPart(reading.Text.Value, match.Index) && !EmailContext().IsMatch(reading.Text.Value[..match.Index]) && !EmailContext().IsMatch(reading.AskedBefore))
            {
                continue;
            }

            var local = SpelledDot().Replace(match.Groups[1].Value, ".");
            if (Checked(local, domain) is { } address)
            {
                yield return new Found(address, match.Index, text.Substring(match.Index, match.Length), IsThirdParty(text, match.Index));
            }
        }
    }

    /// <summary>True where a new part of the text begins: "jane at example.com" alone is an address, "I looked at example.com" is none.</summary>
    private static bool BeginsPart(string text, int index)
    {
        var before = text.AsSpan(0, index).TrimEnd();
        return before.IsEmpty || before[^1] is '.' or ',' or ';' or ':' or '!' or '?';
    }

    private static string? Checked(string local, string domain)
    {
        local = local.Trim('.', '-', '\'');
        domain = domain.Trim('.', '-').ToLowerInvariant();
        var valid = local.Length is > 0 and <= 64 && domain.Length is > 3 and <= 190
            && !local.Contains("..", StringComparison.Ordinal)
            && domain.Split('.') is { Length: > 1 } labels
            && labels.All(label => label.Length is > 0 and < 64 && label[0] != '-' && label[^1] != '-')
            && labels[^1].Length >= 2 && labels[^1].All(char.IsAsciiLetter);
        return valid ? $"{local}@{domain}" : null;
    }

    private static List<Found> FindPhones(string text, string region)
    {
        var found = new List<Found>();
        if (text.Count(char.IsDigit) >= 7)
        {
            var masked = MaskWhatIsNoPhone(text);
            foreach (var match in Phones.FindNumbers(masked, region, PhoneNumberUtil.Leniency.POSSIBLE, MaxPhoneTries))
            {
                // A number that no operator has given out yet is believed where it is written as only phone numbers are.
                var written = match.RawString[0] is '+' || (match.RawString[0] is '0' && match.RawString.Count(char.IsDigit) >= 9);
                if (IsReference(masked, match.Start) || !(Phones.IsValidNumber(match.Number) || written))
                {
                    continue;
                }

                found.Add(new Found(
                    Phones.Format(match.Number, PhoneNumberFormat.E164), match.Start, text.Substring(match.Start, match.Length),
                    IsThirdParty(text, match.Start)));
            }
        }

        if (found.Count == 0)
        {
            found.AddRange(FindSpokenPhones(text, region));
        }

        return found;
    }

    /// <summary>Numbers in words, such as "two oh eight, five five five...", as dictation writes them.</summary>
    private static IEnumerable<Found> FindSpokenPhones(string text, string region)
    {
        foreach (Match run in SpokenDigits().Matches(FoldedText.Fold(text)))
        {
            var digits = new StringBuilder();
            foreach (Match word in SpokenDigit().Matches(run.Value))
            {
                digits.Append(word.Value switch
                {
                    "zero" or "oh" or "o" => "0",
                    "one" => "1",
                    "two" => "2",
                    "three" => "3",
                    "four" => "4",
                    "five" => "5",
                    "six" => "6",
                    "seven" => "7",
                    "eight" => "8",
                    "nine" => "9",
                    _ => word.Value,
                });
            }

            if (digits.Length is >= 8 and <= 13 && Parse(digits.ToString(), region) is { } number)
            {
                var length = run.Value.TrimEnd().Length;
                yield return new Found(number, run.Index, text.Substring(run.Index, length), IsThirdParty(text, run.Index));
            }
        }
    }

    private static string MaskWhatIsNoPhone(string text)
    {
        var masked = new StringBuilder(text);
        foreach (Match match in CardNumber().Matches(text))
        {
            if (IsCard(match.Value))
            {
                Blank(masked, new Found("", match.Index, match.Value, false));
            }
        }

        foreach (Match match in DateOrPrice().Matches(text))
        {
            Blank(masked, new Found("", match.Index, match.Value, false));
        }

        return masked.ToString();
    }

    private static bool IsCard(string text)
    {
        var digits = text.Where(char.IsAsciiDigit).Select(c => c - '0').ToArray();
        if (digits.Length is < 13 or > 19)
        {
            return false;
        }

        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)];
            sum += i % 2 == 0 ? digit : digit > 4 ? (digit * 2) - 9 : digit * 2;
        }

        return sum % 10 == 0;
    }

    private static string Before(string text, int index, int length) => FoldedText.Fold(text[Math.Max(0, index - length)..index]);

    private static bool IsReference(string text, int index) => ReferenceBefore().IsMatch(Before(text, index, 28));

    private static bool IsThirdParty(string text, int index) => ThirdPartyBefore().IsMatch(Before(text, index, 48));

    [GeneratedRegex(@"([A-Za-z0-9][A-Za-z0-9._%+'\-]{0,63})\s?@\s?([A-Za-z0-9][A-Za-z0-9.\-]{0,180}\.[A-Za-z]{2,24})", RegexOptions.NonBacktracking)]
    private static partial Regex PlainEmail();

    [GeneratedRegex(@"\b([a-z0-9][a-z0-9._+\-]{0,63}(?: dot [a-z0-9]{1,30}){0,2})(\s?(?:\(at\)|\[at\]|\{at\}|<at>)\s?|\s(?:at|arroba|chiocciola|kropka|arobase)\s)([a-z0-9][a-z0-9\-]{0,62}(?:(?:\s?(?:\(dot\)|\[dot\])\s?|\.|\s(?:dot|punto|punkt|point|ponto)\s)[a-z][a-z0-9\-]{0,30}){1,3})\b", RegexOptions.NonBacktracking)]
    private static partial Regex SpelledEmail();

    [GeneratedRegex(@"\s?(?:\(dot\)|\[dot\])\s?|\s(?:dot|punto|punkt|point|ponto)\s|\s?\.\s?", RegexOptions.NonBacktracking)]
    private static partial Regex SpelledDot();

    [GeneratedRegex(@"\b(?:e-?mail|mail|reach|send|write|address|contact|correo|adresse)\b", RegexOptions.NonBacktracking)]
    private static partial Regex EmailContext();

    [GeneratedRegex(@"\b(?:(?:zero|oh|o|one|two|three|four|five|six|seven|eight|nine|[0-9]{1,4})(?:[\s,.\-]+|$)(?:(?:and|then|area|code|dash|comma)[\s,.\-]+){0,2}){6,13}", RegexOptions.NonBacktracking)]
    private static partial Regex SpokenDigits();

    [GeneratedRegex(@"\b(?:zero|oh|o|one|two|three|four|five|six|seven|eight|nine|[0-9]{1,4})\b", RegexOptions.NonBacktracking)]
    private static partial Regex SpokenDigit();

    [GeneratedRegex(@"[0-9](?:[ \-]?[0-9]){12,18}", RegexOptions.NonBacktracking)]
    private static partial Regex CardNumber();

    [GeneratedRegex(@"[$£€] ?[0-9][0-9.,]*|\b[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[ T][0-9:]{4,8})?|\b[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{2,4}(?: [0-9]{1,2}:[0-9]{2})?", RegexOptions.NonBacktracking)]
    private static partial Regex DateOrPrice();

    [GeneratedRegex(@"(?:\b(?:order|invoice|inv|ticket|case|claim|policy|acct|account|card|vin|serial|sn|ref|reference|confirmation|tracking|booking|license|licence|isbn|iban|imei|ein|ssn|po|rma|permit|meter|model|part|bestellung|bestellnummer|rechnung|kundennummer|pedido|factura|commande|facture|ordine|fattura|zamowienie|faktura)\b[\s:.#\-]*(?:(?:no|nr|num|number|id|is|nummer|numero|numer)\b[\s:.#]*){0,3}|#\s?|[a-z]-?)$", RegexOptions.NonBacktracking)]
    private static partial Regex ReferenceBefore();

    [GeneratedRegex(@"\b(?:(?:his|her|their|the|your|landlord|landlord's|neighbou?r's|realtor|manager|boss|tenant|lawyer|agent)(?: [a-z']+)? (?:number|phone|cell|email|e-mail|mail)(?: (?:is|was|at))?|(?:realtor|landlord|adjuster|tenant|agent|neighbou?r|contractor|super|inspector) (?:is |named )?(?:[a-z]+ )?(?:at )?|(?:call|text|email|reach) (?:him|her|them|my landlord|my tenant|the tenant|the landlord)(?: directly)?(?: at| on)?)[\s:,]*$", RegexOptions.NonBacktracking)]
    private static partial Regex ThirdPartyBefore();

    private readonly record struct Found(string Value, int Index, string Words, bool ThirdParty);

    /// <summary>The business's own numbers and addresses.</summary>
    private sealed class OwnContacts
    {
        private readonly HashSet<string> phones = [];
        private readonly HashSet<string> emails = new(StringComparer.OrdinalIgnoreCase);

        public OwnContacts(BusinessProfile business, string region)
        {
            foreach (var text in Split(business.OwnPhones))
            {
                if (Parse(text, region) is { } number)
                {
                    phones.Add(number);
                }
            }

            foreach (var text in Split(business.OwnEmails))
            {
                emails.Add(text.TrimStart('@'));
            }
        }

        public bool IsOwnPhone(string number) => phones.Contains(number);

        public bool IsOwnEmail(string address) =>
            emails.Contains(address) || emails.Contains(address[(address.LastIndexOf('@') + 1)..]);

        private static string[] Split(string? text) =>
            (text ?? "").Split([',', ';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }
}
