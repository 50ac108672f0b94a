using System.Net;
using System.Net.Sockets;

namespace LeadAlerts.Web.Hosting;

/// <summary>Names the network a request comes from, for limits.</summary>
internal static class ClientNetwork
{
    /// <summary>The IPv4 address, or the first 64 bits of an IPv6 one: a household owns all of them.</summary>
    public static string KeyOf(IPAddress? address)
    {
        if (address is null)
        {
            return "none";
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }
}
