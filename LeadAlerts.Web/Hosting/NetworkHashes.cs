using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace LeadAlerts.Web.Hosting;

/// <summary>Tells apart the networks from which visitors write without keeping their addresses. Safe for use by several threads.</summary>
/// <remarks>
/// Made with a key that is never stored: after a restart the same network has another hash, and none of them can be turned back. That
/// is enough to see that many leads came from one sender within minutes.
/// </remarks>
internal sealed class NetworkHashes
{
    private const int BytesKept = 16;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <summary>
    /// The hash of a network for one site; the same network differs from site to site. Null for an address that is unknown, or that says
    /// nothing of the visitor: a private one is that of a proxy in front of this server.
    /// </summary>
    public string? Of(Guid siteId, IPAddress? address) => address is null || IsPrivate(address)
        ? null
        : Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{siteId:N} {ClientNetwork.KeyOf(address)}")).AsSpan(0, BytesKept));

    private static bool IsPrivate(IPAddress address)
    {
        var ip = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IPAddress.IsLoopback(ip)
            || ip.IsIPv6LinkLocal
            || ip.IsIPv6UniqueLocal
            || (ip.AddressFamily == AddressFamily.InterNetwork && ip.GetAddressBytes() is
                [10, ..] or [127, ..] or [169, 254, ..] or [192, 168, ..] or [172, >= 16 and <= 31, ..] or [100, >= 64 and <= 127, ..]);
    }
}
