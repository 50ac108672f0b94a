using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using LeadAlerts.Core.Outside;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace LeadAlerts.Core.Email;

/// <summary>Sends through one SMTP server over a few connections that are kept open between mails.</summary>
/// <remarks>How answers are sorted, and why: decision 0004. Safe for use by several threads.</remarks>
public sealed class SmtpMailSender : IMailSender, IAsyncDisposable
{
    // How long a mail that is on its way may still finish when the product stops.
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(5);

    // A connection that lay idle for longer is asked whether it still lives.
    private static readonly TimeSpan TrustedIdle = TimeSpan.FromSeconds(5);

    private readonly EmailOptions _options;
    private readonly bool _publicOnly;
    private readonly TimeProvider _clock;
    private readonly Channel<Connection> _idle = Channel.CreateUnbounded<Connection>();
    private readonly SemaphoreSlim _slots;
    private volatile bool _retired;

    /// <summary>Sends through the installation's server, which may stand anywhere.</summary>
    public SmtpMailSender(IOptions<EmailOptions> options, TimeProvider clock)
        : this(options.Value, publicOnly: false, clock)
    {
    }

    /// <summary>Sends through a server.</summary>
    /// <param name="options">The server, the sign-in and the limits.</param>
    /// <param name="publicOnly">True refuses a server whose address is not on the open internet.</param>
    /// <param name="clock">Measures idle connections.</param>
    public SmtpMailSender(EmailOptions options, bool publicOnly, TimeProvider clock)
    {
        _options = options;
        _publicOnly = publicOnly;
        _clock = clock;
        _slots = new SemaphoreSlim(options.MaxConnections);
    }

    /// <inheritdoc />
    public async Task<MailOutcome> SendAsync(OutgoingMail mail, Func<CancellationToken, Task> dataStarting, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken);
        try
        {
            var (connection, outcome) = await LeaseAsync(cancellationToken);
            if (connection is null)
            {
                return outcome!;
            }

            try
            {
                await dataStarting(cancellationToken);
            }
            catch
            {
                await ReleaseAsync(connection);
                throw;
            }

            outcome = await TryAsync(connection, mail, cancellationToken);
            if (outcome is null)
            {
                // The server had closed a connection that lay idle: no part of the message has left.
                (connection, outcome) = await ConnectAsync(cancellationToken);
                outcome = connection is null ? outcome : await TryAsync(connection, mail, cancellationToken);
            }

            return outcome ?? new MailOutcome.Deferred("The server closed the connection.");
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>Connects and signs in, and offers the sender's address without a mail: what stands in the way of alerts, if anything.</summary>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>Null when a mail would be taken so far.</returns>
    public async Task<MailTrouble?> TryOutAsync(CancellationToken cancellationToken)
    {
        var (connection, problem) = await ConnectAsync(cancellationToken);
        if (connection is null)
        {
            return new MailTrouble(problem is MailOutcome.Unavailable { Step: var step } ? step : MailStep.Connection, problem!.Reply);
        }

        using var limit = Limit(_options.ConnectTimeout, cancellationToken);
        try
        {
            await connection.Client.OfferSenderAsync(_options.From, limit.Token);
            return null;
        }
        catch (Exception refused) when (SmtpOutcomes.IsExpected(refused))
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new MailTrouble(MailStep.Sender, SmtpOutcomes.OfConnecting(refused, _options).Reply);
        }
        finally
        {
            await CloseAsync(connection);
        }
    }

    /// <summary>Closes the connections that are not in use, and from now on each of the others as soon as its mail is done.</summary>
    public Task RetireAsync()
    {
        _retired = true;
        return CloseIdleAsync();
    }

    /// <summary>Closes what is open.</summary>
    public async ValueTask DisposeAsync()
    {
        await CloseIdleAsync();
        _slots.Dispose();
    }

    private async Task CloseIdleAsync()
    {
        while (_idle.Reader.TryRead(out var connection))
        {
            await CloseAsync(connection);
        }
    }

    private async Task<(Connection? Connection, MailOutcome? Problem)> LeaseAsync(CancellationToken cancellationToken)
    {
        while (_idle.Reader.TryRead(out var connection))
        {
            var idle = _clock.GetElapsedTime(connection.ReleasedAt);
            if (idle < _options.IdleTimeout && connection.Client.IsConnected
                && (idle < TrustedIdle || await AnswersAsync(connection, cancellationToken)))
            {
                connection.Reused = true;
                return (connection, null);
            }

            await CloseAsync(connection);
        }

        return await ConnectAsync(cancellationToken);
    }

    private async Task<bool> AnswersAsync(Connection connection, CancellationToken cancellationToken)
    {
        using var limit = Limit(_options.ConnectTimeout, cancellationToken);
        try
        {
            await connection.Client.NoOpAsync(limit.Token);
            return true;
        }
        catch (Exception problem) when (SmtpOutcomes.IsExpected(problem) && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<(Connection? Connection, MailOutcome? Problem)> ConnectAsync(CancellationToken cancellationToken)
    {
        var progress = new SmtpProgress();
        var client = new FrozenMailClient(progress) { Timeout = (int)(_options.ReplyTimeout + TimeSpan.FromMinutes(1)).TotalMilliseconds };
        using var limit = Limit(_options.ConnectTimeout, cancellationToken);

        // Belongs to the client as soon as that is connected.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (_publicOnly)
            {
                // Looked up once and connected to what was looked at: a name that changes its mind in between gets nowhere.
                var addresses = Array.FindAll(await Dns.GetHostAddressesAsync(_options.Host!, limit.Token), OutsideAddress.IsPublic);
                if (addresses.Length == 0)
                {
                    socket.Dispose();
                    client.Dispose();
                    return (null, new MailOutcome.Unavailable(
                        $"{_options.Host} is not a server on the open internet. A site's own mail server has to be one.")
                    {
                        Step = MailStep.Name,
                    });
                }

                await socket.ConnectAsync(addresses, _options.Port, limit.Token);
            }
            else
            {
                await socket.ConnectAsync(new DnsEndPoint(_options.Host!, _options.Port), limit.Token);
            }

            await client.ConnectAsync(socket, _options.Host!, _options.Port, SecurityOption(), limit.Token);
            if (!string.IsNullOrEmpty(_options.UserName))
            {
                if (!client.IsSecure && !IsLoopback(socket))
                {
                    client.Dispose();
                    return (null, new MailOutcome.Unavailable(
                        "The mail server offers no encryption, so the password was not sent. Check the port and how the connection is encrypted.")
                    {
                        Step = MailStep.Encryption,
                    });
                }

                await client.AuthenticateAsync(_options.UserName, _options.Password ?? "", limit.Token);
            }

            // The end of a message must be the final dot, or we would not know whether all of it has left.
            client.Capabilities &= ~(SmtpCapabilities.Chunking | SmtpCapabilities.BinaryMime);
            return (new Connection(client, progress), null);
        }
        catch (Exception problem) when (SmtpOutcomes.IsExpected(problem))
        {
            client.Dispose();
            socket.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            return (null, SmtpOutcomes.OfConnecting(problem, _options));
        }
        catch
        {
            client.Dispose();
            socket.Dispose();
            throw;
        }
    }

    /// <returns>The outcome; null when a reused connection turned out to be dead before any of the message had left.</returns>
    private async Task<MailOutcome?> TryAsync(Connection connection, OutgoingMail mail, CancellationToken cancellationToken)
    {
        var progress = connection.Progress;
        using var message = await MimeMessage.LoadAsync(new MemoryStream(mail.Mime.ToArray()), CancellationToken.None);
        using var limit = new CancellationTokenSource(_options.TransferTimeout, _clock);
        using var stopping = cancellationToken.Register(() => limit.CancelAfter(StopGrace));
        progress.Reset();
        progress.OnDotSent = () => limit.CancelAfter(cancellationToken.IsCancellationRequested ? StopGrace : _options.ReplyTimeout);
        try
        {
            var reply = await connection.Client.SendAsync(
                Format, message, MailboxAddress.Parse(mail.EnvelopeSender), [MailboxAddress.Parse(mail.Recipient)], limit.Token);
            progress.OnDotSent = null;
            await ReleaseAsync(connection);
            return new MailOutcome.Accepted(SmtpOutcomes.Words($"250 {reply}"));
        }
        catch (SmtpCommandException problem)
        {
            await CloseAsync(connection);
            return connection.Reused && problem.StatusCode == SmtpStatusCode.ServiceNotAvailable && !progress.InMessage
                ? null
                : SmtpOutcomes.OfAnswer(problem);
        }
        catch (Exception problem) when (SmtpOutcomes.IsExpected(problem))
        {
            await CloseAsync(connection);
            var words = SmtpOutcomes.Words($"{SmtpOutcomes.Name(problem)} ({(progress.DotSent ? "after" : "before")} the end of the message)");
            return progress switch
            {
                // The server wants us to sign in first: no mail of ours would pass.
                _ when problem is ServiceNotAuthenticatedException => new MailOutcome.Unavailable(SmtpOutcomes.Words(problem.Message)),

                // An answer that cannot be read is no answer.
                { DotSent: true } => new MailOutcome.Ambiguous(words),

                // A write that was cut short by a time-out may have left in full.
                { InMessage: true } when problem is OperationCanceledException or TimeoutException => new MailOutcome.Ambiguous(words),
                { InMessage: false } when connection.Reused && problem is not OperationCanceledException => null,
                _ => new MailOutcome.Deferred(words),
            };
        }
    }

    private static CancellationTokenSource Limit(TimeSpan time, CancellationToken cancellationToken)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(time);
        return limit;
    }

    private SecureSocketOptions SecurityOption() => _options.Security switch
    {
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        MailSecurity.SslOnConnect => SecureSocketOptions.SslOnConnect,
        MailSecurity.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.Auto,
    };

    private static bool IsLoopback(Socket socket) =>
        socket.RemoteEndPoint is IPEndPoint { Address: var address }
        && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private async Task ReleaseAsync(Connection connection)
    {
        connection.ReleasedAt = _clock.GetTimestamp();
        _idle.Writer.TryWrite(connection);
        if (_retired)
        {
            await CloseIdleAsync();
        }
    }

    private static async Task CloseAsync(Connection connection)
    {
        connection.Progress.OnDotSent = null;
        try
        {
            if (connection.Client.IsConnected)
            {
                using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1));
                await connection.Client.DisconnectAsync(quit: true, limit.Token);
            }
        }
        catch (Exception problem) when (SmtpOutcomes.IsExpected(problem))
        {
            // The farewell is a courtesy.
        }

        connection.Client.Dispose();
    }

    private static readonly FormatOptions Format = CreateFormat();

    private static FormatOptions CreateFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        format.HiddenHeaders.Clear();
        return format;
    }

    private sealed class Connection(FrozenMailClient client, SmtpProgress progress)
    {
        public FrozenMailClient Client { get; } = client;

        public SmtpProgress Progress { get; } = progress;

        public long ReleasedAt { get; set; }

        public bool Reused { get; set; }
    }

    /// <summary>Sends messages exactly as they are.</summary>
    private sealed class FrozenMailClient(SmtpProgress progress) : SmtpClient(progress)
    {
        /// <summary>Says from whom a mail would come, and takes it back.</summary>
        public async Task OfferSenderAsync(string address, CancellationToken cancellationToken)
        {
            var answer = await SendCommandAsync($"MAIL FROM:<{address}>\r\n", cancellationToken);
            if ((int)answer.StatusCode is < 200 or >= 300)
            {
                throw new SmtpCommandException(SmtpErrorCode.SenderNotAccepted, answer.StatusCode, answer.Response);
            }

            await SendCommandAsync("RSET\r\n", cancellationToken);
        }

        protected override void Prepare(FormatOptions options, MimeMessage message, EncodingConstraint constraint, int maxLineLength)
        {
        }
    }
}
