using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace LeadAlerts.Core.Webhooks;

/// <summary>Makes, keeps and uses the secrets by which a receiver knows that it is us. Safe for use by several threads.</summary>
public sealed class WebhookSecrets(IDataProtectionProvider protection)
{
    /// <summary>How a secret begins.</summary>
    public const string Prefix = "whsec_";

    private readonly IDataProtector _protector = protection.CreateProtector("LeadAlerts.Webhooks.Secrets.v1");

    /// <summary>A new secret of 256 random bits, as owners get it, and as it is stored.</summary>
    public (string Shown, string Stored) Create()
    {
        var secret = Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        return (secret, _protector.Protect(secret));
    }

    /// <summary>Signs a message by the endpoint's secret, and by the one before it as long as that is good.</summary>
    /// <returns>The value of <c>webhook-signature</c>.</returns>
    /// <exception cref="CryptographicException">The keys that protect the secret are gone: the secret has to be rotated.</exception>
    public string Sign(WebhookEndpoint endpoint, string messageId, DateTimeOffset now, string body)
    {
        var signature = Sign(_protector.Unprotect(endpoint.Secret), messageId, now, body);
        return endpoint.OldSecret is { } old && now < endpoint.OldSecretUntil
            ? $"{signature} {Sign(_protector.Unprotect(old), messageId, now, body)}"
            : signature;
    }

    /// <summary>Signs as the Standard Webhooks specification says: HMAC-SHA256 over id, time and body.</summary>
    /// <param name="secret">With its prefix.</param>
    /// <param name="messageId">Without a full stop.</param>
    /// <param name="now">Counted in whole seconds.</param>
    /// <param name="body">The body.</param>
    /// <returns>One signature, such as <c>v1,K5oZ…</c>.</returns>
    public static string Sign(string secret, string messageId, DateTimeOffset now, string body)
    {
        var key = Convert.FromBase64String(secret[Prefix.Length..]);
        var signed = string.Create(CultureInfo.InvariantCulture, $"{messageId}.{now.ToUnixTimeSeconds()}.{body}");
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(signed)));
    }
}
