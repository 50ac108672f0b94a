using System.Net;
using System.Net.Sockets;

namespace LeadAlerts.Core.Email;

/// <summary>Tells addresses of the open internet from those inside: a host that an owner names must not lead into our own network.</summary>
public static class PublicAddress
{
    private static readonly IPNetwork[] Inside =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
            "::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>True for an address on the open internet; an IPv4 address wrapped in an IPv6 one counts as what it leads to.</summary>
    public static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        if (Array.Exists(Inside, network => network.Contains(address)))
        {
            return false;
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return true;
        }

        var bytes = address.GetAddressBytes();
        return (bytes[0], bytes[1], bytes[2], bytes[3]) switch
        {
            (0x00, 0x64, 0xff, 0x9b) => Is(new IPAddress(bytes.AsSpan(12))),
            (0x20, 0x02, _, _) => Is(new IPAddress(bytes.AsSpan(2, 4))),
            _ => true,
        };
    }
}
