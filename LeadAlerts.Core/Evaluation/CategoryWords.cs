using LeadAlerts.Core.Qualification;

namespace LeadAlerts.Core.Evaluation;

/// <summary>The names under which files know the categories.</summary>
internal static class CategoryWords
{
    /// <summary>Null where the product knows no such category. Case, spaces and underscores do not matter.</summary>
    public static ConversationCategory? Find(string name) =>
        string.Concat(name.Where(char.IsLetter)).ToUpperInvariant() switch
        {
            "ENQUIRY" or "INQUIRY" or "NEWENQUIRY" or "NEWINQUIRY" => ConversationCategory.NewEnquiry,
            "EXISTINGCUSTOMER" or "SUPPORT" => ConversationCategory.ExistingCustomer,
            "JOBSEEKER" => ConversationCategory.JobSeeker,
            "VENDOR" => ConversationCategory.Vendor,
            "COMPLAINT" => ConversationCategory.Complaint,
            "SPAM" or "ABUSE" or "SPAMABUSE" or "SPAMORABUSE" => ConversationCategory.SpamOrAbuse,
            "OTHER" => ConversationCategory.Other,
            _ => null,
        };
}
