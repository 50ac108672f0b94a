using System.Collections.Frozen;

namespace LeadAlerts.Core.Qualification;

/// <summary>What people read in place of a criterion or a category: the one source of those texts, in English.</summary>
public static class CriterionNames
{
    private static readonly FrozenDictionary<Criterion, (string Name, string Description)> Criteria =
        new Dictionary<Criterion, (string, string)>
        {
            [Criterion.DescribesNeed] = ("Describes a need", "Tells of a need or a problem that the business solves."),
            [Criterion.AsksPrice] = ("Asks for a price", "Asks what something costs, or for a quote or an estimate."),
            [Criterion.WantsToBook] = ("Wants to book or visit", "Wants an appointment, a booking, a visit or somebody to come."),
            [Criterion.WantsToBuy] = ("Wants to buy", "Wants to order, buy, hire or get started."),
            [Criterion.AsksAvailability] = ("Asks about availability", "Asks whether something can be had or done, or how soon."),
            [Criterion.AsksToBeContacted] = ("Asks to be contacted", "Asks for a call, a text or an e-mail from a person."),
            [Criterion.GaveContact] = ("Gave contact details", "Left a phone number or an e-mail address."),
            [Criterion.NamesTimeline] = ("Names a time", "Says when it is wanted, or by when."),
            [Criterion.NamesBudgetOrQuantity] = ("Names a budget or quantity", "Says how much money, how many or how large."),
            [Criterion.UrgentNeed] = ("Needs it urgently", "Says or shows that it cannot wait."),
            [Criterion.InServiceArea] = ("In your service area", "Names a place that the business serves."),
            [Criterion.ReturningVisitor] = ("Returning visitor", "Has chatted with this site before."),
            [Criterion.AsksAboutOffer] = ("Asks about your offer", "Asks about a product, a service or its conditions."),
            [Criterion.AgreesToProposal] = ("Agrees to a proposal", "Says yes to what was proposed."),
            [Criterion.ReadsLikeEnquiry] = ("Reads like an enquiry", "The chat as a whole is like those of people who went on to buy."),
            [Criterion.OwnFor] = ("Your own criterion", "You wrote that it speaks for a lead."),
            [Criterion.ExistingCustomer] = ("Existing customer", "Asks about an order, an appointment or a job they already have."),
            [Criterion.JobSeeker] = ("Looks for a job", "Wants to work for the business."),
            [Criterion.VendorPitch] = ("Sells to you", "Offers the business a product, a service or a partnership."),
            [Criterion.Complaint] = ("Complains", "Is unhappy with what the business or its people did."),
            [Criterion.WrongBusiness] = ("Wrong business", "Wants something that the business does not do, or somebody else."),
            [Criterion.OutOfArea] = ("Outside your area", "Is in a place that the business does not serve."),
            [Criterion.TestOrAbuse] = ("Test, spam or abuse", "A test, gibberish, a joke, a scam, an insult or an attempt to trick the bot."),
            [Criterion.WithdrewInterest] = ("Not interested", "Declined, or changed their mind in the end."),
            [Criterion.OnlyCurious] = ("Only curious", "Studies, compares for no purchase, or wants advice to do it alone."),
            [Criterion.ReadsLikeNone] = ("Reads unlike an enquiry", "The chat as a whole is like those of people who wanted something else."),
            [Criterion.OwnAgainst] = ("Your own criterion", "You wrote that it speaks against a lead."),
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

    /// <summary>True when meeting the criterion lowers the score.</summary>
    public static bool CountsAgainst(Criterion criterion) => criterion >= Criterion.ExistingCustomer;

    /// <summary>The category's name, such as "New enquiry".</summary>
    public static string Name(ConversationCategory category) => Categories[category].Name;

    /// <summary>One sentence that says what such conversations are.</summary>
    public static string Description(ConversationCategory category) => Categories[category].Description;
}
