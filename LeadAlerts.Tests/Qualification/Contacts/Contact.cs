using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Tests.Qualification.Contacts;

/// <summary>Finds the contact in a chat that is written in one line: " // " parts its messages.</summary>
internal static class Contact
{
    public static VisitorContact In(string region, string chat) => ContactFinder.Find(Chat.Of(chat.Split(" // ")), new BusinessProfile(), region).Contact;
}
