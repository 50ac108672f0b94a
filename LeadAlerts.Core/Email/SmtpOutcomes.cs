using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace LeadAlerts.Core.Email;

/// <summary>Sorts what a mail server answers and what a network does. Pure; how, and why: decision 0004.</summary>
internal static class SmtpOutcomes
{
    /// <summary>What a command was answered with.</summary>
    public static MailOutcome OfAnswer(SmtpCommandException problem)
    {
        var words = Words($"{(int)problem.StatusCode} {problem.Message}");
        return (int)problem.StatusCode switch
        {
            // The server wants us to sign in, or to encrypt first: no mail of ours would pass.
            530 or 534 or 535 or 538 => new MailOutcome.Unavailable(words),

            // All of our mails come from that address. Too long (552) is this one, whose length is said along with it.
            >= 500 and not 552 when problem.ErrorCode == SmtpErrorCode.SenderNotAccepted =>
                new MailOutcome.Unavailable(words) { Step = MailStep.Sender },
            >= 500 => new MailOutcome.Refused(words),
            _ => new MailOutcome.Deferred(words),
        };
    }

    /// <summary>What kept us from a connection on which a mail can be sent.</summary>
    public static MailOutcome OfConnecting(Exception problem, EmailOptions server) => problem switch
    {
        // A server that is busy for a moment; its other connections may do.
        SmtpCommandException { StatusCode: var status } answer when (int)status is >= 400 and < 500 =>
            new MailOutcome.Deferred(Words($"{(int)status} {answer.Message}")),
        SmtpCommandException answer => new MailOutcome.Unavailable(Words($"{(int)answer.StatusCode} {answer.Message}"))
        {
            Step = (int)answer.StatusCode is 530 or 534 or 535 or 538 ? MailStep.SignIn : MailStep.Connection,
        },
        AuthenticationException => new MailOutcome.Unavailable(Words($"The mail server refused the sign-in: {problem.Message}"))
        {
            Step = MailStep.SignIn,
        },
        SslHandshakeException => new MailOutcome.Unavailable(
            $"The mail server's certificate is not trusted, or it speaks no TLS on port {server.Port}.")
        {
            Step = MailStep.Encryption,
        },
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } =>
            new MailOutcome.Unavailable($"There is no mail server of the name {server.Host}.") { Step = MailStep.Name },
        SocketException { SocketErrorCode: var code } => new MailOutcome.Unavailable(
            $"No connection to the mail server {server.Host}:{server.Port} ({code})."),
        OperationCanceledException or TimeoutException => new MailOutcome.Unavailable(
            $"The mail server {server.Host}:{server.Port} did not answer in time."),
        NotSupportedException => new MailOutcome.Unavailable(Words(problem.Message)) { Step = MailStep.Encryption },
        _ => new MailOutcome.Unavailable(Words($"The mail server {server.Host}:{server.Port} broke off: {problem.Message}")),
    };

    /// <summary>True for what a mail server or a network may do.</summary>
    public static bool IsExpected(Exception problem) => problem is
        SmtpCommandException or ProtocolException or AuthenticationException or SslHandshakeException or ServiceNotConnectedException
        or ServiceNotAuthenticatedException or IOException or SocketException or TimeoutException or OperationCanceledException
        or NotSupportedException or ObjectDisposedException;

    /// <summary>A problem without an answer in a few words.</summary>
    public static string Name(Exception problem) => problem switch
    {
        OperationCanceledException or TimeoutException => "The server did not answer in time",
        _ => "The connection was lost",
    };

    /// <summary>A text as it is kept.</summary>
    public static string Words(string text) => MailText.Shorten(MailText.OneLine(text), 900);
}
