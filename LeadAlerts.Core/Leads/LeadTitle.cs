using LeadAlerts.Core.Qualification;

namespace LeadAlerts.Core.Leads;

/// <summary>How a visitor is called.</summary>
public static class LeadTitle
{
    /// <summary>The visitor's name, else the number, else the address, else "Visitor".</summary>
    public static string Of(string? name, string? email, string? phone) => name ?? (phone is null ? email : PhoneText.Write(phone)) ?? "Visitor";
}
