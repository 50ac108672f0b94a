using LeadAlerts.Core.Email;
using LeadAlerts.Core.Qualification.Contacts;
using LeadAlerts.Core.Qualification.Contacts.Phones;

namespace LeadAlerts.Core.Qualification;

/// <summary>Checks the business's own numbers and addresses as an owner types them: what cannot be read would keep nothing apart in a chat. Pure.</summary>
public static class OwnContactCheck
{
    /// <summary>What is wrong with the first number that is none, in words; null when nothing is.</summary>
    /// <param name="typed">Numbers separated as in a profile.</param>
    /// <param name="region">The ISO 3166 two-letter country whose numbers need no country code.</param>
    public static string? FindPhoneProblem(string typed, string region) =>
        OwnContacts.Split(typed).FirstOrDefault(phone => PhoneShape.ReadForm(phone, PhoneShape.Region(region)) is null) is { } wrong
            ? $"“{wrong}” is no phone number."
            : null;

    /// <summary>What is wrong with the first entry that is neither an e-mail address nor a domain, in words; null when nothing is.</summary>
    /// <param name="typed">Addresses and domains separated as in a profile.</param>
    public static string? FindEmailProblem(string typed) =>
        OwnContacts.Split(typed).FirstOrDefault(email => !IsEmailOrDomain(email.TrimStart('@'))) is { } wrong
            ? $"“{wrong}” is neither an e-mail address nor a domain."
            : null;

    private static bool IsEmailOrDomain(string text) =>
        EmailAddress.TryParse(text.Contains('@', StringComparison.Ordinal) ? text : $"anybody@{text}", out _, out _);
}
