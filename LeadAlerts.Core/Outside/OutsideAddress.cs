using System.Net;

namespace LeadAlerts.Core.Outside;

/// <summary>Tells addresses on the public internet from those inside: this machine, its network, a cloud's own services. Pure.</summary>
/// <remarks>
/// Whoever may type an address for us to call must not reach with it what only we can reach. Ask at the connection, not at the name:
/// a name may lead elsewhere a second later.
/// </remarks>
public static class OutsideAddress
{
    // IANA's special-purpose registry; and Azure's platform address, which is public by number only.
    private static readonly IPNetwork[] InsideV4 =
    [
        .. Networks(
            "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.31.196.0/24 "
            + "192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 "
            + "240.0.0.0/4 168.63.129.16/32"),
    ];

    private static readonly IPNetwork PublicV6 = IPNetwork.Parse("2000::/3");

    // Parts of it that are no place, or that carry an IPv4 address (Teredo, 6to4).
    private static readonly IPNetwork[] InsideV6 = [.. Networks("2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20 5f00::/16")];

    private static readonly string[] InsideNames = [".localhost", ".local", ".internal", ".lan", ".home.arpa"];

    /// <summary>True when a URL's host can be on the public internet, by its name or number alone: what a name leads to is asked at the connection.</summary>
    public static bool MayBePublic(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        string host;
        try
        {
            host = url.IdnHost.TrimEnd('.');
        }
        catch (UriFormatException)
        {
            // A name that is too long once it is written as the internet writes it.
            return false;
        }

        return IPAddress.TryParse(host, out var address)
            ? IsPublic(address)
            : host.Contains('.', StringComparison.Ordinal) && !InsideNames.Any(inside => host.EndsWith(inside, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>True for an address on the public internet; an IPv4 address that is written as IPv6 counts as what it is.</summary>
    public static bool IsPublic(IPAddress address)
    {
        address = Plain(address);
        return address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork
            ? !InsideV4.Any(network => network.Contains(address))
            : PublicV6.Contains(address) && !InsideV6.Any(network => network.Contains(address));
    }

    /// <summary>True for an address of this machine.</summary>
    public static bool IsLoopback(IPAddress address) => IPAddress.IsLoopback(Plain(address));

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static IEnumerable<IPNetwork> Networks(string list) => list.Split(' ').Select(IPNetwork.Parse);
}
