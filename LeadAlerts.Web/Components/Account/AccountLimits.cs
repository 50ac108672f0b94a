namespace LeadAlerts.Web.Components.Account;

/// <summary>Bounds of what people type into the account pages.</summary>
internal static class AccountLimits
{
    public const int PasswordMinLength = 10;

    // Hashing a megabyte for anybody who asks would be a gift.
    public const int PasswordMaxLength = 200;

    public const int EmailMaxLength = 254;

    public const int NameMaxLength = 120;
}
