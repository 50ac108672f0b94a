using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace LeadAlerts.Core.Sites;

/// <summary>Makes and hashes the keys of a site.</summary>
public static class SiteKey
{
    /// <summary>How a public key begins.</summary>
    public const string PublicPrefix = "st_";

    /// <summary>How a secret key begins.</summary>
    public const string SecretPrefix = "sk_";

    /// <summary>A new public key: 96 random bits, so that sites cannot be counted.</summary>
    public static string CreatePublic() => PublicPrefix + RandomText(12);

    /// <summary>A new secret key: 192 random bits.</summary>
    public static string CreateSecret() => SecretPrefix + RandomText(24);

    /// <summary>The SHA-256 under which a secret key is stored. Its 192 random bits need no slow hash.</summary>
    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>The first nine characters, by which members tell keys apart.</summary>
    public static string Prefix(string key) => key[..Math.Min(9, key.Length)];

    private static string RandomText(int bytes) => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));
}
