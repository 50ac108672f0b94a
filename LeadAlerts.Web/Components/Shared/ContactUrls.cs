namespace LeadAlerts.Web.Components.Shared;

/// <summary>Links to how a visitor is reached. What the visitor typed becomes a link only where it was checked, and only of these two kinds.</summary>
public static class ContactUrls
{
    /// <summary>The link that calls a number; null for what is no number in E.164.</summary>
    public static string? FindCall(string? phone) =>
        phone is { Length: > 1 } && phone[0] == '+' && phone.Skip(1).All(char.IsAsciiDigit) ? $"tel:{phone}" : null;

    /// <summary>The link that begins a mail to an address.</summary>
    public static string Mail(string email) => $"mailto:{Uri.EscapeDataString(email).Replace("%40", "@", StringComparison.Ordinal)}";
}
