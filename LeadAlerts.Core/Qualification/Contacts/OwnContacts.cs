using LeadAlerts.Core.Qualification.Contacts.Phones;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Core.Qualification.Contacts;

/// <summary>The site's own numbers and addresses: those of its profile, and those that it said itself before the visitor did.</summary>
internal sealed class OwnContacts
{
    private const int DigitsThatMatter = 8;

    private readonly string[] phones;
    private readonly string[] emails;
    private readonly List<string> said = [];

    /// <summary>Takes those of the profile.</summary>
    public OwnContacts(BusinessProfile business, string region)
    {
        phones = [.. Split(business.OwnPhones).Select(phone => PhoneShape.ReadForm(phone, region)).OfType<string>()];
        emails = [.. Split(business.OwnEmails).Select(email => email.TrimStart('@'))];
    }

    /// <summary>Remembers what the site said, folded.</summary>
    public void Hear(string words)
    {
        if (words.Length > 0)
        {
            said.Add(words);
        }
    }

    /// <summary>True when the site used this folded word.</summary>
    public bool HasSaid(string word) => said.Exists(words => HasWord(words, word));

    /// <summary>True for a number of the site's own.</summary>
    public bool IsOwnPhone(string phone) => Array.IndexOf(phones, phone) >= 0 || said.Exists(words => HasDigits(words, phone));

    /// <summary>True for an address of the site's own.</summary>
    public bool IsOwnEmail(string address)
    {
        var domain = address.AsSpan(address.LastIndexOf('@') + 1);
        foreach (var email in emails)
        {
            if (email.Equals(address, StringComparison.OrdinalIgnoreCase) || domain.Equals(email, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return said.Exists(words => words.Contains(address, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The entries of a profile's list.</summary>
    internal static string[] Split(string? text) =>
        string.IsNullOrEmpty(text) ? [] : text.Split([',', ';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static bool HasWord(string words, string word)
    {
        for (var at = words.IndexOf(word, StringComparison.Ordinal); at >= 0; at = words.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            var end = at + word.Length;
            if ((at == 0 || !char.IsLetterOrDigit(words[at - 1])) && (end == words.Length || !char.IsLetterOrDigit(words[end])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when the last digits of the number stand in the words, however they are grouped.</summary>
    private static bool HasDigits(string words, string phone)
    {
        var wanted = phone.AsSpan(Math.Max(1, phone.Length - DigitsThatMatter));
        var matched = 0;
        Span<char> last = stackalloc char[DigitsThatMatter];
        foreach (var c in words)
        {
            if (char.IsDigit(c))
            {
                last[1..].CopyTo(last);
                last[^1] = (char)('0' + TokenText.DigitValue(c));
                matched++;
                if (matched >= wanted.Length && last[^wanted.Length..].SequenceEqual(wanted))
                {
                    return true;
                }
            }
            else if (char.IsLetter(c))
            {
                matched = 0;
            }
        }

        return false;
    }
}
