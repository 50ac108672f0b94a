using System.Security.Cryptography;
using LeadAlerts.Core.Members;
using Microsoft.AspNetCore.DataProtection;

namespace LeadAlerts.Web.Components.Account;

/// <summary>
/// A cookie that says: whoever sits here has just opened this account and knows its password. Together with the link in the mail it signs
/// them in, once. It opens nothing by itself, and neither does the link.
/// </summary>
internal sealed class SignUpBrowser(IDataProtectionProvider protection)
{
    private const string Cookie = "leadalerts-sign-up";

    // As long as the link in the mail.
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    private readonly ITimeLimitedDataProtector _protector =
        protection.CreateProtector("LeadAlerts.SignUpBrowser").ToTimeLimitedDataProtector();

    /// <summary>Remembers who signed up here.</summary>
    /// <param name="context">The request.</param>
    /// <param name="user">
    /// The account; null when the address had one before, which is not theirs by what they typed: nobody can tell that from the cookie.
    /// </param>
    public void Remember(HttpContext context, ApplicationUser? user) => context.Response.Cookies.Append(
        Cookie,
        _protector.Protect(user is null ? Word(Guid.NewGuid(), Guid.NewGuid().ToString("N")) : Word(user.Id, user.SecurityStamp), Lifetime),
        AccountCookie.Options(context, Lifetime));

    /// <summary>True, once, when this account was opened here and nobody has taken it over since.</summary>
    public bool Take(HttpContext context, ApplicationUser user)
    {
        if (!context.Request.Cookies.TryGetValue(Cookie, out var value) || string.IsNullOrEmpty(value))
        {
            return false;
        }

        context.Response.Cookies.Delete(Cookie, AccountCookie.Options(context, null));
        try
        {
            return _protector.Unprotect(value) == Word(user.Id, user.SecurityStamp);
        }
        catch (CryptographicException)
        {
            // Old, forged, or from before the key ring was lost.
            return false;
        }
    }

    // A new password changes the stamp, and so does somebody else who signs up with the address.
    private static string Word(Guid userId, string? stamp) => $"{userId:N} {stamp}";
}
