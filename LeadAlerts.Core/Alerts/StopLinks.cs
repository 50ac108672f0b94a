using System.Security.Cryptography;
using LeadAlerts.Core.Sites;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace LeadAlerts.Core.Alerts;

/// <summary>Makes and reads the links by which a recipient stops a site's mails. They hold for one recipient and one purpose, for ever.</summary>
public sealed class StopLinks(IDataProtectionProvider protection, PublicUrl publicUrl)
{
    private readonly IDataProtector _protector = protection.CreateProtector("LeadAlerts.Alerts.StopLinks.v1");

    /// <summary>The link for a recipient.</summary>
    public Uri Create(Guid recipientId) =>
        publicUrl.Link($"alerts/stop/{WebEncoders.Base64UrlEncode(_protector.Protect(recipientId.ToByteArray()))}");

    /// <summary>The recipient that a link's last part names; null when it is not ours.</summary>
    public Guid? Find(string token)
    {
        try
        {
            var bytes = _protector.Unprotect(WebEncoders.Base64UrlDecode(token));
            return bytes.Length == 16 ? new Guid(bytes) : null;
        }
        catch (Exception problem) when (problem is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
