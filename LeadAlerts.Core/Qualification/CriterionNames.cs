using System.Collections.Frozen;

namespace LeadAlerts.Core.Qualification;

/// <summary>What people read in place of a criterion or a category: the one source of those texts, in English.</summary>
public static class CriterionNames
{
    private static readonly FrozenDictionary<Criterion, Texts> Criteria =
        new Dictionary<Criterion, Texts>
        {
            [Criterion.DescribesNeed] = new("Describes a need", "Tells of a need or a problem that the business solves.", "describes something you could solve", "clear need"),
            [Criterion.AsksPrice] = new("Asks for a price", "Asks what something costs, or for a quote or an estimate.", "asks what it costs"),
            [Criterion.WantsToBook] = new("Wants to book or visit", "Wants an appointment, a booking, a visit or somebody to come.", "wants to book or be visited", "wants to book"),
            [Criterion.WantsToBuy] = new("Wants to buy", "Wants to order, buy, hire or get started.", "wants to buy"),
            [Criterion.AsksAvailability] = new("Asks about availability", "Asks whether something can be had or done, or how soon.", "asks what is free or in stock", "asks what is free"),
            [Criterion.AsksToBeContacted] = new("Asks to be contacted", "Asks for a call, a text or an e-mail from a person.", "asks to be contacted"),
            [Criterion.GaveContact] = new("Gave contact details", "Left a phone number or an e-mail address.", "left a way to be reached"),
            [Criterion.NamesTimeline] = new("Names a time", "Says when it is wanted, or by when.", "says when"),
            [Criterion.NamesBudgetOrQuantity] = new("Names a budget or quantity", "Says how much money, how many or how large.", "names an amount", "budget or quantity"),
            [Criterion.UrgentNeed] = new("Needs it urgently", "Says or shows that it cannot wait.", "is in a hurry", "urgent"),
            [Criterion.InServiceArea] = new("In your service area", "Names a place that the business serves.", "is in your area", "service area"),
            [Criterion.ReturningVisitor] = new("Returning visitor", "Has chatted with this site before.", "has been here before"),
            [Criterion.AsksAboutOffer] = new("Asks about your offer", "Asks about a product, a service or its conditions.", "asks about what you offer"),
            [Criterion.AgreesToProposal] = new("Agrees to a proposal", "Says yes to what was proposed.", "agrees to a proposal"),
            [Criterion.ReadsLikeEnquiry] = new("Reads like an enquiry", "The chat as a whole is like those of people who went on to buy.", "writes like people who want to buy"),
            [Criterion.OwnFor] = new("Your own criterion", "You wrote that it speaks for a lead."),
            [Criterion.ExistingCustomer] = new("Existing customer", "Asks about an order, an appointment or a job they already have.", "seems to be a customer already"),
            [Criterion.JobSeeker] = new("Looks for a job", "Wants to work for the business.", "looks for work"),
            [Criterion.VendorPitch] = new("Sells to you", "Offers the business a product, a service or a partnership.", "wants to sell you something"),
            [Criterion.Complaint] = new("Complains", "Is unhappy with what the business or its people did.", "complains"),
            [Criterion.WrongBusiness] = new("Wrong business", "Wants something that the business does not do, or somebody else.", "wants somebody or something else"),
            [Criterion.OutOfArea] = new("Outside your area", "Is in a place that the business does not serve.", "is outside your area"),
            [Criterion.TestOrAbuse] = new("Test, spam or abuse", "A test, gibberish, a joke, a scam, an insult or an attempt to trick the bot.", "is testing, joking or abusive"),
            [Criterion.WithdrewInterest] = new("Not interested", "Declined, or changed their mind in the end.", "turned it down"),
            [Criterion.OnlyCurious] = new("Only curious", "Studies, compares for no purchase, or wants advice to do it alone.", "is only curious or wants to do it alone"),
            [Criterion.ReadsLikeNone] = new("Reads unlike an enquiry", "The chat as a whole is like those of people who wanted something else.", "writes unlike people who want to buy"),
            [Criterion.OwnAgainst] = new("Your own criterion", "You wrote that it speaks against a lead."),
        }.ToFrozenDictionary();

    private static readonly FrozenDictionary<ConversationCategory, (string Name, string Description)> Categories =
        new Dictionary<ConversationCategory, (string, string)>
        {
            [ConversationCategory.Other] = ("Other", "Small talk or a general question."),
            [ConversationCategory.NewEnquiry] = ("New enquiry", "Somebody who may become a customer."),
            [ConversationCategory.ExistingCustomer] = ("Existing customer", "A customer who wants support."),
            [ConversationCategory.JobSeeker] = ("Job seeker", "Somebody who looks for work."),
            [ConversationCategory.Vendor] = ("Vendor", "Somebody who wants to sell to the business."),
            [ConversationCategory.Complaint] = ("Complaint", "Somebody who complains."),
            [ConversationCategory.SpamOrAbuse] = ("Spam or abuse", "Spam, abuse, gibberish or a test."),
        }.ToFrozenDictionary();

    /// <summary>The criteria that the product ships, in the order of their numbers.</summary>
    public static IReadOnlyList<Criterion> Predefined { get; } =
        [.. Enum.GetValues<Criterion>().Where(criterion => !IsOwn(criterion) && criterion is not (Criterion.ReadsLikeEnquiry or Criterion.ReadsLikeNone))];

    /// <summary>True for the kinds of criteria that owners write themselves.</summary>
    public static bool IsOwn(Criterion criterion) => criterion is Criterion.OwnFor or Criterion.OwnAgainst;

    /// <summary>What a signal is called: the owner's name for a criterion of the owner's, else the criterion's.</summary>
    public static string Name(Signal signal) => signal.Name ?? Name(signal.Criterion);

    /// <summary>The criterion's name, such as "Asks for a price".</summary>
    public static string Name(Criterion criterion) => Criteria[criterion].Name;

    /// <summary>One sentence that says when the criterion is met.</summary>
    public static string Description(Criterion criterion) => Criteria[criterion].Description;

    /// <summary>The criterion in a few words, for a list, such as "wants to book".</summary>
    public static string ShortName(Criterion criterion) =>
        Criteria[criterion] is { Short: { } name } ? name : char.ToLowerInvariant(Name(criterion)[0]) + Name(criterion)[1..];

    /// <summary>What a visitor who meets it does, as the end of a sentence: "asks what it costs".</summary>
    public static string Clause(Signal signal) => Criteria[signal.Criterion].Clause ?? $"meets your “{Name(signal)}”";

    /// <summary>True when meeting the criterion lowers the score.</summary>
    public static bool CountsAgainst(Criterion criterion) => criterion >= Criterion.ExistingCustomer;

    /// <summary>The category's name, such as "New enquiry".</summary>
    public static string Name(ConversationCategory category) => Categories[category].Name;

    /// <summary>One sentence that says what such conversations are.</summary>
    public static string Description(ConversationCategory category) => Categories[category].Description;

    /// <summary>What is written of a criterion.</summary>
    /// <param name="Name">What it is called.</param>
    /// <param name="Description">When it is met.</param>
    /// <param name="Clause">What a visitor who meets it does; null for the owner's criteria, which are called by their names.</param>
    /// <param name="Short">The name in a few words; null where the name itself is short.</param>
    private sealed record Texts(string Name, string Description, string? Clause = null, string? Short = null);
}
