namespace LeadAlerts.Core.Qualification.Contacts;

/// <summary>A phone number or an address in a message.</summary>
/// <param name="Value">E.164, or the address.</param>
/// <param name="Start">The first of its characters.</param>
/// <param name="Length">How many there are.</param>
/// <param name="IsOthers">True when it is not the visitor's own.</param>
internal readonly record struct Found(string Value, int Start, int Length, bool IsOthers)
{
    /// <summary>The number of a desk behind the number of a house; null when there is none.</summary>
    public string? Extension { get; init; }
}
