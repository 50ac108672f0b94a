namespace LeadAlerts.Core.Qualification.Contacts;

/// <summary>A phone number or an address in a message.</summary>
/// <param name="Value">E.164, or the address.</param>
/// <param name="Start">The first of its characters.</param>
/// <param name="Length">How many there are.</param>
/// <param name="IsOthers">True when it is not the visitor's own.</param>
/// <param name="Corrects">True when the visitor says that it replaces what they said before.</param>
internal readonly record struct Found(string Value, int Start, int Length, bool IsOthers, bool Corrects);
