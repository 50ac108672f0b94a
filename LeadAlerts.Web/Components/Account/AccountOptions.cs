using System.ComponentModel.DataAnnotations;

namespace LeadAlerts.Web.Components.Account;

/// <summary>How often the doors of the account pages may be tried.</summary>
internal sealed class AccountOptions
{
    public const string Section = "Account";

    /// <summary>Tries per minute from one network address (an IPv6 /64 counts as one).</summary>
    [Range(1, 100_000, ErrorMessage = "Account:TriesPerNetworkPerMinute must be 1 to 100000.")]
    public int TriesPerNetworkPerMinute { get; set; } = 30;

    /// <summary>Tries within <see cref="AccountTriesWindow"/> for one account from devices that never signed in to it.</summary>
    [Range(1, 100_000, ErrorMessage = "Account:TriesPerAccount must be 1 to 100000.")]
    public int TriesPerAccount { get; set; } = 20;

    /// <summary>The span over which <see cref="TriesPerAccount"/> counts.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ErrorMessage = "Account:AccountTriesWindow must be 1 s to 1 day.")]
    public TimeSpan AccountTriesWindow { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Account mails per hour to one address.</summary>
    [Range(1, 100_000, ErrorMessage = "Account:MailsPerAddressPerHour must be 1 to 100000.")]
    public int MailsPerAddressPerHour { get; set; } = 6;
}
