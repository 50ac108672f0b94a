using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace LeadAlerts.Web.Components.Account;

/// <summary>
/// A cookie that says: somebody signed in to this account here before. Tries from such a device are counted apart, so that a stranger who
/// tries passwords from elsewhere cannot keep the owner out. It opens nothing by itself.
/// </summary>
internal sealed class KnownDevice(IDataProtectionProvider protection)
{
    private const string Cookie = "leadalerts-device";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(180);

    private readonly ITimeLimitedDataProtector _protector =
        protection.CreateProtector("LeadAlerts.KnownDevice").ToTimeLimitedDataProtector();

    /// <summary>Finds the device's id when it is known to this account; null when it is not.</summary>
    public string? Find(HttpContext context, Guid userId)
    {
        if (!context.Request.Cookies.TryGetValue(Cookie, out var value) || string.IsNullOrEmpty(value))
        {
            return null;
        }

        try
        {
            return _protector.Unprotect(value).Split(' ') is [var user, var device] && user == userId.ToString("N") ? device : null;
        }
        catch (CryptographicException)
        {
            // Old, forged, or from before the key ring was lost: a stranger then.
            return null;
        }
    }

    /// <summary>Remembers that this account signed in here.</summary>
    public void Remember(HttpContext context, Guid userId)
    {
        var device = Find(context, userId) ?? Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        context.Response.Cookies.Append(Cookie, _protector.Protect($"{userId:N} {device}", Lifetime), AccountCookie.Options(context, Lifetime));
    }
}
