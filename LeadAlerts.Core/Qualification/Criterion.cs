namespace LeadAlerts.Core.Qualification;

/// <summary>The predefined criteria, and one kind each for those in the owner's words. Their numbers are stored: never renumber.</summary>
public enum Criterion
{
    /// <summary>Describes a need or a problem that the business solves.</summary>
    DescribesNeed = 1,

    /// <summary>Asks for a price or a quote.</summary>
    AsksPrice = 2,

    /// <summary>Wants to book, to visit or to be visited.</summary>
    WantsToBook = 3,

    /// <summary>Wants to buy or order.</summary>
    WantsToBuy = 4,

    /// <summary>Asks whether something can be had, or when.</summary>
    AsksAvailability = 5,

    /// <summary>Asks to be contacted.</summary>
    AsksToBeContacted = 6,

    /// <summary>Gave a way to be reached.</summary>
    GaveContact = 7,

    /// <summary>Names a time by which it is wanted.</summary>
    NamesTimeline = 8,

    /// <summary>Names a budget or a quantity.</summary>
    NamesBudgetOrQuantity = 9,

    /// <summary>Needs it urgently.</summary>
    UrgentNeed = 10,

    /// <summary>Is in the area that the business serves.</summary>
    InServiceArea = 11,

    /// <summary>Has chatted with this site before.</summary>
    ReturningVisitor = 12,

    /// <summary>Asks about a product, a service or its conditions.</summary>
    AsksAboutOffer = 13,

    /// <summary>Agrees to what the site proposed.</summary>
    AgreesToProposal = 14,

    /// <summary>The whole reads like the enquiry of somebody who may buy, beyond what any other criterion names.</summary>
    ReadsLikeEnquiry = 15,

    /// <summary>A criterion in the owner's own words is met that speaks for a lead.</summary>
    OwnFor = 16,

    /// <summary>Against: an existing customer who wants support.</summary>
    ExistingCustomer = 101,

    /// <summary>Against: looks for a job.</summary>
    JobSeeker = 102,

    /// <summary>Against: wants to sell something to the business.</summary>
    VendorPitch = 103,

    /// <summary>Against: complains.</summary>
    Complaint = 104,

    /// <summary>Against: wants something that the business does not do.</summary>
    WrongBusiness = 105,

    /// <summary>Against: is outside the area that the business serves.</summary>
    OutOfArea = 106,

    /// <summary>Against: a test, gibberish or abuse.</summary>
    TestOrAbuse = 107,

    /// <summary>Against: said in the end that there is no interest any more.</summary>
    WithdrewInterest = 108,

    /// <summary>Against: is only curious, studies, or wants advice to do it alone.</summary>
    OnlyCurious = 109,

    /// <summary>Against: the whole does not read like an enquiry, beyond what any other criterion names.</summary>
    ReadsLikeNone = 110,

    /// <summary>Against: a criterion in the owner's own words is met that speaks against a lead.</summary>
    OwnAgainst = 111,
}

/// <summary>What kind of conversation it is. Numbers are stored: never renumber.</summary>
public enum ConversationCategory
{
    /// <summary>None of the others: small talk, a general question.</summary>
    Other = 0,

    /// <summary>Somebody who may become a customer.</summary>
    NewEnquiry = 1,

    /// <summary>A customer who wants support.</summary>
    ExistingCustomer = 2,

    /// <summary>Somebody who looks for a job.</summary>
    JobSeeker = 3,

    /// <summary>Somebody who wants to sell to the business.</summary>
    Vendor = 4,

    /// <summary>A complaint.</summary>
    Complaint = 5,

    /// <summary>Spam, abuse, gibberish or a test.</summary>
    SpamOrAbuse = 6,
}
