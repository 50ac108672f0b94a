using System.Net;
using System.Net.Sockets;
using LeadAlerts.Core.Outside;
using MailKit.Security;

namespace LeadAlerts.Core.Email;

/// <summary>Opens connections to one SMTP server: finds it, encrypts and signs in. Safe for use by several threads.</summary>
/// <param name="options">The server, the sign-in and the limits.</param>
/// <param name="publicOnly">True refuses a server whose address is not on the open internet.</param>
/// <param name="clock">Measures what the connections may take.</param>
internal sealed class SmtpConnector(EmailOptions options, bool publicOnly, TimeProvider clock)
{
    private SecureSocketOptions Security => options.Security switch
    {
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        MailSecurity.SslOnConnect => SecureSocketOptions.SslOnConnect,
        MailSecurity.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.Auto,
    };

    /// <summary>Connects and signs in.</summary>
    /// <returns>The connection, or why there is none.</returns>
    public async Task<(SmtpConnection? Connection, MailOutcome? Problem)> ConnectAsync(CancellationToken cancellationToken)
    {
        var progress = new SmtpProgress();
        var client = new FrozenMailClient(progress) { Timeout = (int)(options.ReplyTimeout + TimeSpan.FromMinutes(1)).TotalMilliseconds };
        using var limit = Limit(options.ConnectTimeout, cancellationToken);

        // Belongs to the client as soon as that is connected.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var isReady = false;
        try
        {
            var problem = await ReachAsync(socket, limit.Token) ?? await SignInAsync(client, socket, limit.Token);
            isReady = problem is null;
            return isReady ? (new SmtpConnection(client, progress, options, clock), null) : (null, problem);
        }
        catch (Exception trouble) when (SmtpOutcomes.IsExpected(trouble))
        {
            cancellationToken.ThrowIfCancellationRequested();
            return (null, SmtpOutcomes.OfConnecting(trouble, options));
        }
        finally
        {
            if (!isReady)
            {
                client.Dispose();
                socket.Dispose();
            }
        }
    }

    /// <summary>A token that ends after a while, or with another.</summary>
    internal static CancellationTokenSource Limit(TimeSpan time, CancellationToken cancellationToken)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(time);
        return limit;
    }

    private async Task<MailOutcome?> ReachAsync(Socket socket, CancellationToken cancellationToken)
    {
        if (!publicOnly)
        {
            await socket.ConnectAsync(new DnsEndPoint(options.Host!, options.Port), cancellationToken);
            return null;
        }

        // Looked up once and connected to what was looked at: a name that changes its mind in between gets nowhere.
        var addresses = Array.FindAll(await Dns.GetHostAddressesAsync(options.Host!, cancellationToken), OutsideAddress.IsPublic);
        if (addresses.Length == 0)
        {
            return new MailOutcome.Unavailable($"{options.Host} is not a server on the open internet. A site's own mail server has to be one.")
            {
                Step = MailStep.Name,
            };
        }

        await socket.ConnectAsync(addresses, options.Port, cancellationToken);
        return null;
    }

    private async Task<MailOutcome?> SignInAsync(FrozenMailClient client, Socket socket, CancellationToken cancellationToken)
    {
        await client.ConnectAsync(socket, options.Host!, options.Port, Security, cancellationToken);
        if (string.IsNullOrEmpty(options.UserName))
        {
            return null;
        }

        if (!client.IsSecure && !IsLoopback(socket))
        {
            return new MailOutcome.Unavailable(
                "The mail server offers no encryption, so the password was not sent. Check the port and how the connection is encrypted.")
            {
                Step = MailStep.Encryption,
            };
        }

        await client.AuthenticateAsync(options.UserName, options.Password ?? "", cancellationToken);
        return null;
    }

    private static bool IsLoopback(Socket socket) =>
        socket.RemoteEndPoint is IPEndPoint { Address: var address }
        && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
}
