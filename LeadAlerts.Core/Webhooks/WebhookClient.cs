using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Outside;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Core.Webhooks;

/// <summary>What is posted to a receiver.</summary>
internal sealed record WebhookRequest(Uri Url, string MessageId, DateTimeOffset SentAt, string Signature, string Body);

/// <summary>What a receiver answered.</summary>
/// <param name="Status">The HTTP status; null when no answer came.</param>
/// <param name="Reply">The beginning of the answer in one line, or why none came.</param>
/// <param name="RetryAfter">When the receiver wants to be asked again; null when it does not say.</param>
internal sealed record WebhookAnswer(int? Status, string Reply, TimeSpan? RetryAfter = null)
{
    public bool IsSuccess => Status is >= 200 and <= 299;
}

/// <summary>Posts one message to an address that a customer typed. Safe for use by several threads.</summary>
/// <remarks>
/// Follows no redirect, takes no proxy and keeps no cookies: each would lead around the check of the connected address. Reads only the
/// beginning of an answer.
/// </remarks>
internal sealed class WebhookClient : IDisposable
{
    private const int AnswerBytes = 1024;

    private readonly HttpClient _http;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _clock;

    public WebhookClient(IOptions<WebhookOptions> options, TimeProvider clock)
        : this(options, clock, Dns.GetHostAddressesAsync)
    {
    }

    internal WebhookClient(IOptions<WebhookOptions> options, TimeProvider clock, AddressFinder find)
    {
        var connection = new OutsideConnection(find, options.Value.AllowLoopback);
        _timeout = options.Value.Timeout;
        _clock = clock;
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = 0,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ConnectCallback = (context, cancellationToken) => connection.ConnectAsync(context.DnsEndPoint, cancellationToken),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Tries once.</summary>
    /// <returns>What became of it; never an exception for what a network or a receiver may do.</returns>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    public async Task<WebhookAnswer> PostAsync(WebhookRequest request, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(_timeout, _clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        using var message = new HttpRequestMessage(HttpMethod.Post, request.Url)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(request.Body))
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
            },
        };
        message.Headers.UserAgent.ParseAdd("LeadAlerts-Webhooks/1");
        message.Headers.Add("webhook-id", request.MessageId);
        message.Headers.Add("webhook-timestamp", request.SentAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        message.Headers.Add("webhook-signature", request.Signature);
        try
        {
            using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, end.Token);
            var status = (int)response.StatusCode;
            return new WebhookAnswer(
                status,
                status is >= 300 and <= 399
                    ? "Redirects are not followed: enter the address that it leads to."
                    : await ReadBeginningAsync(response, end.Token),
                RetryAfter(response));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new WebhookAnswer(null, string.Create(CultureInfo.InvariantCulture, $"No answer within {_timeout.TotalSeconds:0} s."));
        }
        catch (HttpRequestException problem)
        {
            return new WebhookAnswer(null, Words(problem));
        }
    }

    public void Dispose() => _http.Dispose();

    private static async Task<string> ReadBeginningAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var buffer = new byte[AnswerBytes];
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            return MailText.Shorten(MailText.OneLine(Encoding.UTF8.GetString(buffer, 0, length)), WebhookDelivery.ReplyMaxLength / 2);
        }
        catch (Exception problem) when (problem is IOException or HttpRequestException or OperationCanceledException)
        {
            // The status has said what matters.
            cancellationToken.ThrowIfCancellationRequested();
            return "";
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) =>
        response.Headers.RetryAfter is not { } header ? null : header.Delta ?? header.Date - _clock.GetUtcNow();

    private static string Words(HttpRequestException problem) => (problem.HttpRequestError, problem.InnerException) switch
    {
        (_, InsideAddressException inside) => inside.Message,
        (HttpRequestError.NameResolutionError, _) or (_, SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }) =>
            "The host name was not found.",
        (HttpRequestError.SecureConnectionError, _) => "The TLS handshake failed: look at the certificate.",
        (HttpRequestError.ConnectionError, _) => "No connection to the host.",
        (HttpRequestError.ConfigurationLimitExceeded, _) => "The answer's headers are too long.",
        _ => "The connection broke off.",
    };
}
