using System.Net;
using System.Net.Sockets;

namespace LeadAlerts.Core.Outside;

/// <summary>Finds the addresses of a host name.</summary>
public delegate Task<IPAddress[]> AddressFinder(string host, CancellationToken cancellationToken);

/// <summary>The name leads to no address that may be called.</summary>
public sealed class InsideAddressException(string message) : IOException(message);

/// <summary>Connects to hosts that a customer named, and only to the public internet. Safe for use by several threads.</summary>
/// <param name="find">How names are resolved.</param>
/// <param name="allowLoopback">True to allow this machine too: for development and tests.</param>
public sealed class OutsideConnection(AddressFinder find, bool allowLoopback)
{
    /// <summary>Resolves the name and connects to the first of its addresses that may be called and answers.</summary>
    /// <returns>A connected stream that owns its socket. It leads to exactly the address that was checked.</returns>
    /// <exception cref="InsideAddressException">None of the addresses may be called; nothing was contacted then.</exception>
    /// <exception cref="SocketException">The name is not known, or no address answered.</exception>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint target, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(target.Host, out var literal) ? [literal] : await find(target.Host, cancellationToken);
        IPAddress[] allowed = [.. addresses.Where(MayCall)];
        if (allowed.Length == 0)
        {
            throw addresses.Length == 0
                ? new SocketException((int)SocketError.HostNotFound)
                : new InsideAddressException("The host's address is not on the public internet.");
        }

        SocketException? problem = null;
        foreach (var address in allowed)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(address, target.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException next)
            {
                socket.Dispose();
                problem = next;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw problem!;
    }

    private bool MayCall(IPAddress address) =>
        OutsideAddress.IsPublic(address) || (allowLoopback && OutsideAddress.IsLoopback(address));
}
