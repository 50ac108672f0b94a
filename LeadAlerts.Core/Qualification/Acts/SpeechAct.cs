namespace LeadAlerts.Core.Qualification.Acts;

/// <summary>What a visitor does with a message. A message may do several things at once.</summary>
public enum SpeechAct
{
    /// <summary>Tells a need, a problem or a wish that the business could serve.</summary>
    Need,

    /// <summary>Asks for a price or a quote.</summary>
    Price,

    /// <summary>Wants a date, a visit, a reservation or an order.</summary>
    Book,

    /// <summary>Asks whether or when something can be had.</summary>
    Availability,

    /// <summary>Asks about a product, a service or its conditions.</summary>
    Product,

    /// <summary>Gives the own name, phone number or address.</summary>
    Contact,

    /// <summary>Asks to be contacted.</summary>
    Callback,

    /// <summary>Names a time.</summary>
    Timeline,

    /// <summary>Names money or a quantity.</summary>
    Budget,

    /// <summary>Says that it is urgent.</summary>
    Urgent,

    /// <summary>Agrees to a proposal.</summary>
    Accept,

    /// <summary>Refuses an offer, withdraws, or has it done otherwise.</summary>
    Decline,

    /// <summary>Speaks as an existing customer.</summary>
    Existing,

    /// <summary>Complains.</summary>
    Complaint,

    /// <summary>Looks for work.</summary>
    Job,

    /// <summary>Sells or pitches something to the business.</summary>
    Vendor,

    /// <summary>Is only curious, studies, or wants advice to do it alone.</summary>
    Research,

    /// <summary>Means another business, number or place.</summary>
    Wrong,

    /// <summary>Insults.</summary>
    Abuse,

    /// <summary>Gibberish, a test, a joke, a greeting.</summary>
    Noise,

    /// <summary>Gives instructions to the machine.</summary>
    Inject,

    /// <summary>Thanks.</summary>
    Thanks,

    /// <summary>Answers or tells facts.</summary>
    Info,
}
