namespace LeadAlerts.Core.Qualification;

/// <summary>The criteria and categories in the words of pages and mails.</summary>
public static class CriterionNames
{
    /// <summary>True for the criteria that speak against a lead.</summary>
    public static bool IsAgainst(this Criterion criterion) => (int)criterion > 100;

    /// <summary>A criterion in a few words that complete "the visitor …", with a capital.</summary>
    public static string Name(Criterion criterion) => criterion switch
    {
        Criterion.DescribesNeed => "Describes a need you serve",
        Criterion.AsksPrice => "Asks for a price or quote",
        Criterion.WantsToBook => "Wants to book or visit",
        Criterion.WantsToBuy => "Wants to buy or order",
        Criterion.AsksAvailability => "Asks about availability",
        Criterion.AsksToBeContacted => "Asks to be contacted",
        Criterion.GaveContact => "Gave contact details",
        Criterion.NamesTimeline => "Names a time",
        Criterion.NamesBudgetOrQuantity => "Names a budget or quantity",
        Criterion.UrgentNeed => "Needs it urgently",
        Criterion.InServiceArea => "Is in your service area",
        Criterion.ReturningVisitor => "Has chatted before",
        Criterion.ExistingCustomer => "Existing customer wants support",
        Criterion.JobSeeker => "Looks for a job",
        Criterion.VendorPitch => "Wants to sell you something",
        Criterion.Complaint => "Complains",
        Criterion.WrongBusiness => "Wants something you do not do",
        Criterion.OutOfArea => "Is outside your service area",
        Criterion.TestOrAbuse => "Test, gibberish or abuse",
        Criterion.WithdrewInterest => "Lost interest in the end",
        _ => criterion.ToString(),
    };

    /// <summary>One sentence that explains a criterion to an owner, with an example.</summary>
    public static string Description(Criterion criterion) => criterion switch
    {
        Criterion.DescribesNeed => "Tells of a problem or a wish that your services answer: “my roof leaks”.",
        Criterion.AsksPrice => "“How much is …?”, “Can I get a quote?”",
        Criterion.WantsToBook => "Wants an appointment, a table, a viewing, or you to come by.",
        Criterion.WantsToBuy => "Says outright that they want to order, hire or sign up.",
        Criterion.AsksAvailability => "“Do you have it in stock?”, “Are you free on Thursday?”",
        Criterion.AsksToBeContacted => "“Please call me”, “Can somebody get back to me?”",
        Criterion.GaveContact => "Typed a phone number or an e-mail address of their own.",
        Criterion.NamesTimeline => "Says by when: “this week”, “before the 20th”.",
        Criterion.NamesBudgetOrQuantity => "Says how much or how many: “about $8,000”, “for 40 people”.",
        Criterion.UrgentNeed => "Cannot wait: “emergency”, “as soon as possible”.",
        Criterion.InServiceArea => "Names a place that your site’s profile lists as served.",
        Criterion.ReturningVisitor => "The same visitor had a conversation with this site before.",
        Criterion.ExistingCustomer => "Writes about an order, an account or a job that you already have: support, not a sale.",
        Criterion.JobSeeker => "Asks for work, an apprenticeship or where to send a résumé.",
        Criterion.VendorPitch => "Offers you advertising, software, leads or a partnership.",
        Criterion.Complaint => "Is unhappy with what was done or delivered.",
        Criterion.WrongBusiness => "Asks for a trade or a product that is not yours.",
        Criterion.OutOfArea => "Names a place that you do not serve.",
        Criterion.TestOrAbuse => "Tries the chat out, types at random, or insults.",
        Criterion.WithdrewInterest => "Ends with “never mind” or “I found somebody else”.",
        _ => "",
    };

    /// <summary>A category in one or two words.</summary>
    public static string Name(ConversationCategory category) => category switch
    {
        ConversationCategory.NewEnquiry => "New enquiry",
        ConversationCategory.ExistingCustomer => "Existing customer",
        ConversationCategory.JobSeeker => "Job seeker",
        ConversationCategory.Vendor => "Vendor",
        ConversationCategory.Complaint => "Complaint",
        ConversationCategory.SpamOrAbuse => "Spam or test",
        _ => "Other",
    };
}
