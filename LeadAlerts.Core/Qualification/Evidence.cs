namespace LeadAlerts.Core.Qualification;

/// <summary>One kind of evidence: a criterion can rest on several, of different strength.</summary>
internal enum EvidenceKind
{
    NeedPhrase,
    NeedProblem,
    NeedOwnThing,
    NeedService,
    NeedAnswer,
    Price,
    Book,
    BookAccepted,
    Buy,
    Availability,
    Callback,
    Contact,
    Timeline,
    Quantity,
    Urgent,
    InArea,
    Returning,
    Existing,
    Job,
    Vendor,
    Complaint,
    WrongPlace,
    NotOffered,
    OutOfArea,
    Test,
    Abuse,
    Injection,
    Scam,
    Withdrew,
    DeclinedOffer,
    DeclinedLast,
    Researching,
}

/// <summary>A piece of evidence found in a message.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Reading">The message; null where no single message gave it.</param>
/// <param name="Words">The words, as typed.</param>
internal sealed record Evidence(EvidenceKind Kind, Reading? Reading, string Words);
