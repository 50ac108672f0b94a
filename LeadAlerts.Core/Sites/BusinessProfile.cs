namespace LeadAlerts.Core.Sites;

/// <summary>What a business is and offers, in its owner's words; qualification and the bot read it.</summary>
public sealed class BusinessProfile
{
    /// <summary>The greatest length of each text, in characters.</summary>
    public const int TextMaxLength = 2000;

    /// <summary>The kind of business in a few words, such as "Roofing contractor in Oakland, CA".</summary>
    public string Kind { get; set; } = "";

    /// <summary>What it sells or does, separated by commas.</summary>
    public string Services { get; set; } = "";

    /// <summary>Places it serves, separated by commas; empty when it serves everywhere.</summary>
    public string ServiceArea { get; set; } = "";

    /// <summary>The business's own phone numbers, separated by commas: in a chat they are not the visitor's.</summary>
    public string OwnPhones { get; set; } = "";

    /// <summary>The business's own e-mail addresses or domains, separated by commas: in a chat they are not the visitor's.</summary>
    public string OwnEmails { get; set; } = "";
}
