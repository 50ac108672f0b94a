using System.ComponentModel.DataAnnotations;
using LeadAlerts.Core.Email;

namespace LeadAlerts.Web.Components.Account;

/// <summary>One plain e-mail address. Empty is left to <see cref="RequiredAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EmailAttribute() : ValidationAttribute("This does not look like an e-mail address.")
{
    /// <summary>The address as it is stored and mailed to: an international domain in its ASCII form.</summary>
    public static string Normalize(string typed) => EmailAddress.TryParse(typed, out var address, out _) ? address : typed.Trim();

    public override bool IsValid(object? value) => value is not string text || text.Trim() is "" || EmailAddress.TryParse(text, out _, out _);
}

/// <summary>A new password: long enough, not absurdly long.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NewPasswordAttribute() : ValidationAttribute($"Use at least {AccountLimits.PasswordMinLength} characters.")
{
    public const string Hint = "At least 10 characters. A few words that only you put together are good.";

    public override bool IsValid(object? value) =>
        value is null or "" or string { Length: >= AccountLimits.PasswordMinLength and <= AccountLimits.PasswordMaxLength };
}
