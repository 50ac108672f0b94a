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
    /// <param name="Policies">Its Content-Security-Policy headers, as they came.</param>
    public sealed record Page(Uri Address, string Text, bool IsHtml, IReadOnlyList<string> Policies) : FetchOutcome;

    /// <summary>There is none to be had.</summary>
    /// <param name="Cause">Why, as a sentence for the person who asked.</param>
    /// <param name="Advice">What whoever wanted the page's text can do, as a sentence; empty for nothing else than what the cause says.</param>
    public sealed record Refused(string Cause, string Advice = "") : FetchOutcome
    {
        /// <summary>Both, for whoever wanted the page's text.</summary>
        public string Problem => Advice.Length == 0 ? Cause : $"{Cause} {Advice}";
    }
}

/// <summary>Reads one page from an address that a customer typed. Safe for use by several threads.</summary>
/// <remarks>
/// Every connection, also that of a redirect, is checked where the name has become an address (<see cref="OutsideConnection"/>). No proxy, no
/// cookies, no credentials. Bytes are counted after they were unpacked, so a small answer cannot become a large one.
/// </remarks>
internal sealed class PageFetcher : IDisposable
{
    private const string PasteInstead = "Paste the text instead.";
    private const string TryAgain = "Try again, or paste the text.";

    /// <summary>The address leads to this machine or its network.</summary>
    public static readonly FetchOutcome.Refused Inside = new("This address is not on the public internet, so it cannot be read.", PasteInstead);

    private readonly HttpClient _http;
    private readonly ImportOptions _options;
    private readonly TimeProvider _clock;
    private readonly bool _allowLoopback;

    public PageFetcher(IOptions<ImportOptions> options, IHostEnvironment environment, TimeProvider clock, AddressFinder find)
        : this(options.Value, options.Value.AllowLoopback ?? environment.IsDevelopment(), clock, find)
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
            return problem;
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
                CultureInfo.InvariantCulture, $"The website did not answer within {_options.Timeout.TotalSeconds:0} s."), TryAgain);
        }
        catch (HttpRequestException trouble)
        {
            return Words(trouble);
        }
        catch (Exception trouble) when (trouble is IOException or InvalidDataException or InvalidOperationException)
        {
            // The last is what a Brotli stream says of bytes that are none.
            return new FetchOutcome.Refused("The connection broke off while the page was read.", TryAgain);
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
                    return new FetchOutcome.Refused("The address leads from one to the next and to no page.", "Open the page in your browser and copy its address from there.");
                }

                if (!Uri.TryCreate(address, location, out var next))
                {
                    return new FetchOutcome.Refused("The address leads on to one that is not valid.");
                }

                address = next;
                if (PageAddress.FindProblem(address, _allowLoopback) is { } problem)
                {
                    return problem;
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
            return problem;
        }

        if (response.Content.Headers.ContentLength > _options.MaxBytes)
        {
            return TooLarge;
        }

        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (bytes.Length + read > _options.MaxBytes)
            {
                return TooLarge;
            }

            bytes.Write(buffer, 0, read);
        }

        var type = response.Content.Headers.ContentType;
        var isHtml = IsHtml(type);
        return new FetchOutcome.Page(
            address,
            PageCharset.Decode(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), type?.CharSet, isHtml),
            isHtml,
            response.Headers.TryGetValues("Content-Security-Policy", out var policies) ? [.. policies] : []);
    }

    private static FetchOutcome.Refused? FindProblem(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        return status switch
        {
            404 or 410 => new("There is no page at this address.", "Open it in your browser and copy the address from there."),
            401 or 403 or 429 => new("The website does not let us read this page.", "Open it in your browser and paste its text."),
            >= 500 => new($"The website has a problem (it answered {status}).", "Try again later, or paste the text."),
            not 200 => new($"The website answered {status} instead of a page.", "Look at the address, or paste the text."),
            _ when response.Content.Headers.ContentEncoding.Count > 0 => new("The page is packed in a way that cannot be read.", "Paste its text."),
            _ when !IsHtml(response.Content.Headers.ContentType) && !IsPlain(response.Content.Headers.ContentType) =>
                new("This is no web page (a PDF or a picture, for instance).", "Copy its text and paste it."),
            _ => null,
        };
    }

    private static bool IsHtml(MediaTypeHeaderValue? type) => type?.MediaType?.ToLowerInvariant() is "text/html" or "application/xhtml+xml";

    private static bool IsPlain(MediaTypeHeaderValue? type) => type?.MediaType?.ToLowerInvariant() is "text/plain";

    private FetchOutcome.Refused TooLarge => new(
        string.Create(CultureInfo.InvariantCulture, $"The page is too large: at most {_options.MaxBytes / 1048576.0:0.#} MB are read."),
        "Paste the part with the questions.");

    private static FetchOutcome.Refused Words(HttpRequestException trouble) => (trouble.HttpRequestError, trouble.InnerException) switch
    {
        (_, InsideAddressException) => Inside,
        (HttpRequestError.NameResolutionError, _) or (_, SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }) =>
            new("There is no website of this name. Look for a typing error."),
        (HttpRequestError.SecureConnectionError, _) or (_, AuthenticationException) => new("The website’s certificate is not valid, so nothing was read.", PasteInstead),
        (HttpRequestError.ConnectionError, _) => new("The website does not answer.", "Look for a typing error, or paste the text."),
        _ => new("The website’s answer could not be read.", TryAgain),
    };
}
