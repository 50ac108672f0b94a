using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using LeadAlerts.Core.Outside;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Core.Knowledge.Import;

/// <summary>What came of reading a page.</summary>
internal abstract record FetchOutcome
{
    private FetchOutcome()
    {
    }

    /// <summary>The page.</summary>
    /// <param name="Address">Where it was in the end.</param>
    /// <param name="Text">What it holds, decoded.</param>
    /// <param name="IsHtml">False for plain text.</param>
    public sealed record Page(Uri Address, string Text, bool IsHtml) : FetchOutcome;

    /// <summary>There is none to be had.</summary>
    /// <param name="Problem">Why and what to do, as sentences for the person who asked.</param>
    public sealed record Refused(string Problem) : FetchOutcome;
}

/// <summary>Reads one page from an address that a customer typed. Safe for use by several threads.</summary>
/// <remarks>
/// Every connection, also that of a redirect, is checked where the name has become an address (<see cref="OutsideConnection"/>). No proxy, no
/// cookies, no credentials. Bytes are counted after they were unpacked, so a small answer cannot become a large one.
/// </remarks>
internal sealed class PageFetcher : IDisposable
{
    public const string Inside = "This address is not on the public internet, so it cannot be read. Paste the text instead.";

    private readonly HttpClient _http;
    private readonly ImportOptions _options;
    private readonly TimeProvider _clock;
    private readonly bool _allowLoopback;

    public PageFetcher(IOptions<ImportOptions> options, IHostEnvironment environment, TimeProvider clock)
        : this(options.Value, options.Value.AllowLoopback ?? environment.IsDevelopment(), clock, Dns.GetHostAddressesAsync)
    {
    }

    internal PageFetcher(ImportOptions options, bool allowLoopback, TimeProvider clock, AddressFinder find)
    {
        var connection = new OutsideConnection(find, allowLoopback);
        _options = options;
        _clock = clock;
        _allowLoopback = allowLoopback;
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate | DecompressionMethods.Brotli,
            ActivityHeadersPropagator = null,
            MaxResponseHeadersLength = 32,
            MaxResponseDrainSize = 0,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ConnectCallback = (context, cancellationToken) => connection.ConnectAsync(context.DnsEndPoint, cancellationToken),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("LeadAlerts-Import/1");
        _http.DefaultRequestHeaders.Accept.ParseAdd("text/html, application/xhtml+xml, text/plain;q=0.8");
    }

    /// <summary>Reads a page.</summary>
    /// <returns>What became of it; never an exception for what a network or a website may do.</returns>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    public async Task<FetchOutcome> FetchAsync(string? typed, CancellationToken cancellationToken)
    {
        if (!PageAddress.TryParse(typed, _allowLoopback, out var address, out var problem))
        {
            return new FetchOutcome.Refused(problem);
        }

        using var late = new CancellationTokenSource(_options.Timeout, _clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await FollowAsync(address, end.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new FetchOutcome.Refused(string.Create(
                CultureInfo.InvariantCulture, $"The website did not answer within {_options.Timeout.TotalSeconds:0} s. Try again, or paste the text."));
        }
        catch (HttpRequestException trouble)
        {
            return new FetchOutcome.Refused(Words(trouble));
        }
        catch (Exception trouble) when (trouble is IOException or InvalidDataException or InvalidOperationException)
        {
            // The last is what a Brotli stream says of bytes that are none.
            return new FetchOutcome.Refused("The connection broke off while the page was read. Try again, or paste the text.");
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<FetchOutcome> FollowAsync(Uri address, CancellationToken cancellationToken)
    {
        for (var hop = 0; ; hop++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if ((int)response.StatusCode is 301 or 302 or 303 or 307 or 308 && response.Headers.Location is { } location)
            {
                if (hop == _options.MaxRedirects)
                {
                    return new FetchOutcome.Refused("The address leads from one to the next and to no page. Open the page in your browser and copy its address from there.");
                }

                if (!Uri.TryCreate(address, location, out var next))
                {
                    return new FetchOutcome.Refused("The address leads on to one that is not valid.");
                }

                address = next;
                if (PageAddress.FindProblem(address, _allowLoopback) is { } problem)
                {
                    return new FetchOutcome.Refused(problem);
                }

                continue;
            }

            return await ReadAsync(address, response, cancellationToken);
        }
    }

    private async Task<FetchOutcome> ReadAsync(Uri address, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (FindProblem(response) is { } problem)
        {
            return new FetchOutcome.Refused(problem);
        }

        if (response.Content.Headers.ContentLength > _options.MaxBytes)
        {
            return new FetchOutcome.Refused(TooLarge);
        }

        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (bytes.Length + read > _options.MaxBytes)
            {
                return new FetchOutcome.Refused(TooLarge);
            }

            bytes.Write(buffer, 0, read);
        }

        var type = response.Content.Headers.ContentType;
        var isHtml = IsHtml(type);
        return new FetchOutcome.Page(address, PageCharset.Decode(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), type?.CharSet, isHtml), isHtml);
    }

    private static string? FindProblem(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        return status switch
        {
            404 or 410 => "There is no page at this address. Open it in your browser and copy the address from there.",
            401 or 403 or 429 => "The website does not let us read this page. Open it in your browser and paste its text.",
            >= 500 => $"The website has a problem (it answered {status}). Try again later, or paste the text.",
            not 200 => $"The website answered {status} instead of a page. Look at the address, or paste the text.",
            _ when response.Content.Headers.ContentEncoding.Count > 0 => "The page is packed in a way that cannot be read. Paste its text.",
            _ when !IsHtml(response.Content.Headers.ContentType) && !IsPlain(response.Content.Headers.ContentType) =>
                "This is no web page (a PDF or a picture, for instance). Copy its text and paste it.",
            _ => null,
        };
    }

    private static bool IsHtml(MediaTypeHeaderValue? type) => type?.MediaType?.ToLowerInvariant() is "text/html" or "application/xhtml+xml";

    private static bool IsPlain(MediaTypeHeaderValue? type) => type?.MediaType?.ToLowerInvariant() is "text/plain";

    private string TooLarge => string.Create(
        CultureInfo.InvariantCulture, $"The page is too large: at most {_options.MaxBytes / 1048576.0:0.#} MB are read. Paste the part with the questions.");

    private static string Words(HttpRequestException trouble) => (trouble.HttpRequestError, trouble.InnerException) switch
    {
        (_, InsideAddressException) => Inside,
        (HttpRequestError.NameResolutionError, _) or (_, SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }) =>
            "There is no website of this name. Look for a typing error.",
        (HttpRequestError.SecureConnectionError, _) or (_, AuthenticationException) => "The website’s certificate is not valid, so nothing was read. Paste the text instead.",
        (HttpRequestError.ConnectionError, _) => "The website does not answer. Look for a typing error, or paste the text.",
        _ => "The website’s answer could not be read. Try again, or paste the text.",
    };
}
