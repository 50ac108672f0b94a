using System.ComponentModel.DataAnnotations;
using LeadAlerts.Core.Email;
using LeadAlerts.Web.Components.Account;

namespace LeadAlerts.Web.Components.Setup;

/// <summary>The first administrator of an unattended installation; without it the console shows a link that sets one up.</summary>
internal sealed class AdminOptions : IValidatableObject
{
    public const string Section = "Admin";

    public string? Email { get; set; }

    /// <summary>Only read while there is no administrator. Give it by environment or user secrets.</summary>
    public string? Password { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrEmpty(Email) && string.IsNullOrEmpty(Password))
        {
            yield break;
        }

        if (!EmailAddress.TryParse(Email, out _, out _))
        {
            yield return new ValidationResult("Admin:Email must be one e-mail address.", [nameof(Email)]);
        }

        if (Password is not { Length: >= AccountLimits.PasswordMinLength and <= AccountLimits.PasswordMaxLength })
        {
            yield return new ValidationResult(
                $"Admin:Password must have {AccountLimits.PasswordMinLength} to {AccountLimits.PasswordMaxLength} characters.", [nameof(Password)]);
        }
    }
}
