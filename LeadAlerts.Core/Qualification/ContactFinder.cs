using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Qualification.Contacts;
using LeadAlerts.Core.Qualification.Contacts.Emails;
using LeadAlerts.Core.Qualification.Contacts.Phones;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Core.Qualification;

/// <summary>A contact detail where the visitor typed it.</summary>
/// <param name="MessageSequence">The number of the message.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Words">As typed.</param>
public sealed record ContactMention(int MessageSequence, ContactKind Kind, string Words);

/// <summary>What a contact detail is.</summary>
public enum ContactKind
{
    /// <summary>A phone number.</summary>
    Phone,

    /// <summary>An e-mail address.</summary>
    Email,
}

/// <summary>What <see cref="ContactFinder"/> found.</summary>
/// <param name="Contact">How to reach the visitor.</param>
/// <param name="Mentions">Where the visitor typed it, in order; empty where it comes from the profile alone.</param>
public sealed record FoundContact(VisitorContact Contact, IReadOnlyList<ContactMention> Mentions)
{
    /// <summary>The digits of the desk behind the phone number; null when the visitor named none.</summary>
    public string? PhoneExtension { get; init; }

    /// <summary>True when the visitor says that the phone number is another person's, who may be called in their place.</summary>
    public bool PhoneIsAnothers { get; init; }
}

/// <summary>
/// Finds how to reach a visitor: a phone number, an e-mail address and a name, from what the visitor typed and from the sender's
/// profile of the visitor, never from what the site said. Pure and safe to share between threads; its time is proportional to the text.
/// </summary>
/// <remarks>
/// English, Spanish, German, French, Portuguese, Italian, Dutch, Polish and Hindi in Latin letters are read, whatever the visitor's
/// language is said to be. A third person's number or address is not the visitor's; what the visitor says last replaces what they
/// said before.
/// </remarks>
public static class ContactFinder
{
    private const int NameMaxLength = 100;

    /// <summary>Finds the visitor's contact.</summary>
    /// <param name="transcript">The conversation.</param>
    /// <param name="business">Whose own numbers and addresses are not the visitor's.</param>
    /// <param name="region">The country, as two letters, in which a number without a country code is read; the United States when unknown.</param>
    /// <returns>What the visitor typed goes before what the profile says. Never null.</returns>
    public static FoundContact Find(Transcript transcript, BusinessProfile business, string region) =>
        Find(Reading.Of(transcript), transcript.Visitor, business, region);

    internal static FoundContact Find(
        IReadOnlyList<Reading> readings, VisitorProfile profile, BusinessProfile business, string region)
    {
        region = PhoneShape.Region(region);
        var own = new OwnContacts(business, region);
        var search = new ContactSearch(region, own);
        foreach (var reading in readings)
        {
            search.Read(reading);
        }

        return new FoundContact(
            new VisitorContact(
                search.Name is { } found ? MessageText.DropTurns(found) : ProfileName(profile.Name),
                search.Email ?? ProfileEmail(profile.Email, own),
                search.Phone ?? ProfilePhone(profile.Phone, region, own)),
            search.Mentions)
        {
            PhoneExtension = search.Extension,
            PhoneIsAnothers = search.PhoneIsAnothers,
        };
    }

    private static string? ProfileName(string? name)
    {
        name = name?.Trim();
        return string.IsNullOrEmpty(name) || name.Length > NameMaxLength || name.Any(char.IsControl) ? null : name;
    }

    private static string? ProfileEmail(string? email, OwnContacts own)
    {
        email = email?.Trim();
        var at = email?.IndexOf('@', StringComparison.Ordinal) ?? -1;
        return at > 0 && EmailReader.CheckedForm(email!, at) is { } address && !own.IsOwnEmail(address) ? address : null;
    }

    private static string? ProfilePhone(string? phone, string region, OwnContacts own) =>
        PhoneShape.ReadForm(phone, region) is { } number && !own.IsOwnPhone(number) ? number : null;
}
