using MailKit;
using MailKit.Net.Smtp;
using MimeKit;

namespace LeadAlerts.Core.Email;

/// <summary>One open connection to a mail server, for one mail at a time.</summary>
internal sealed class SmtpConnection
{
    // How long a mail that is on its way may still finish when the product stops.
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(5);

    private static readonly FormatOptions Format = CreateFormat();

    private readonly FrozenMailClient _client;
    private readonly SmtpProgress _progress;
    private readonly EmailOptions _options;
    private readonly TimeProvider _clock;

    /// <summary>Takes over a client that is connected and signed in.</summary>
    /// <param name="client">The client.</param>
    /// <param name="progress">What watches its wire.</param>
    /// <param name="options">The limits.</param>
    /// <param name="clock">Measures them.</param>
    public SmtpConnection(FrozenMailClient client, SmtpProgress progress, EmailOptions options, TimeProvider clock)
    {
        // The end of a message must be the final dot, or we would not know whether all of it has left.
        client.Capabilities &= ~(SmtpCapabilities.Chunking | SmtpCapabilities.BinaryMime);
        (_client, _progress, _options, _clock) = (client, progress, options, clock);
    }

    /// <summary>False as soon as it is known to be lost.</summary>
    public bool IsConnected => _client.IsConnected;

    /// <summary>When it was last laid aside, by the clock's timestamps.</summary>
    public long LaidAsideAt { get; private set; }

    /// <summary>True when it lay idle before this mail: it may turn out to be dead.</summary>
    public bool Reused { get; private set; }

    /// <summary>Notes that it lies idle from now on.</summary>
    public void LayAside() => (LaidAsideAt, Reused) = (_clock.GetTimestamp(), true);

    /// <summary>True when the server still answers.</summary>
    public async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        using var limit = SmtpConnector.Limit(_options.ConnectTimeout, cancellationToken);
        try
        {
            await _client.NoOpAsync(limit.Token);
            return true;
        }
        catch (Exception problem) when (SmtpOutcomes.IsExpected(problem) && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Says from whom a mail would come, and takes it back.</summary>
    /// <returns>Why the server does not take that; null when it does.</returns>
    public async Task<MailTrouble?> OfferSenderAsync(CancellationToken cancellationToken)
    {
        using var limit = SmtpConnector.Limit(_options.ConnectTimeout, cancellationToken);
        try
        {
            await _client.OfferSenderAsync(_options.From, limit.Token);
            return null;
        }
        catch (Exception refused) when (SmtpOutcomes.IsExpected(refused))
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new MailTrouble(MailStep.Sender, SmtpOutcomes.OfConnecting(refused, _options).Reply);
        }
    }

    /// <summary>Sends one mail. A connection over which it did not go is closed.</summary>
    /// <returns>The outcome; null when a reused connection turned out to be dead before any of the message had left.</returns>
    public async Task<MailOutcome?> SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        using var message = await MimeMessage.LoadAsync(new MemoryStream(mail.Mime.ToArray()), CancellationToken.None);
        using var limit = new CancellationTokenSource(_options.TransferTimeout, _clock);
        using var stopping = cancellationToken.Register(() => limit.CancelAfter(StopGrace));
        _progress.Reset();
        _progress.OnDotSent = () => limit.CancelAfter(cancellationToken.IsCancellationRequested ? StopGrace : _options.ReplyTimeout);
        try
        {
            var reply = await _client.SendAsync(
                Format, message, MailboxAddress.Parse(mail.EnvelopeSender), [MailboxAddress.Parse(mail.Recipient)], limit.Token);
            _progress.OnDotSent = null;
            return new MailOutcome.Accepted(SmtpOutcomes.Words($"250 {reply}"));
        }
        catch (SmtpCommandException problem)
        {
            await CloseAsync();
            return Reused && problem.StatusCode == SmtpStatusCode.ServiceNotAvailable && !_progress.InMessage
                ? null
                : SmtpOutcomes.OfAnswer(problem);
        }
        catch (Exception problem) when (SmtpOutcomes.IsExpected(problem))
        {
            await CloseAsync();
            return OfLoss(problem);
        }
    }

    /// <summary>Says farewell where the server still listens, and lets go.</summary>
    public async Task CloseAsync()
    {
        _progress.OnDotSent = null;
        try
        {
            if (_client.IsConnected)
            {
                using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1));
                await _client.DisconnectAsync(quit: true, limit.Token);
            }
        }
        catch (Exception problem) when (SmtpOutcomes.IsExpected(problem))
        {
            // The farewell is a courtesy.
        }

        _client.Dispose();
    }

    /// <summary>What it means that the connection was lost, by how much of the message had left.</summary>
    private MailOutcome? OfLoss(Exception problem)
    {
        var words = SmtpOutcomes.Words($"{SmtpOutcomes.Name(problem)} ({(_progress.DotSent ? "after" : "before")} the end of the message)");
        return _progress switch
        {
            // The server wants us to sign in first: no mail of ours would pass.
            _ when problem is ServiceNotAuthenticatedException => new MailOutcome.Unavailable(SmtpOutcomes.Words(problem.Message)),

            // An answer that cannot be read is no answer.
            { DotSent: true } => new MailOutcome.Ambiguous(words),

            // A write that was cut short by a time-out may have left in full.
            { InMessage: true } when problem is OperationCanceledException or TimeoutException => new MailOutcome.Ambiguous(words),
            { InMessage: false } when Reused && problem is not OperationCanceledException => null,
            _ => new MailOutcome.Deferred(words),
        };
    }

    private static FormatOptions CreateFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        format.HiddenHeaders.Clear();
        return format;
    }
}
