using System.Text;
using System.Text.RegularExpressions;

namespace LeadAlerts.Core.Knowledge.Import;

/// <summary>Turns the bytes of a page into text as browsers do. Pure.</summary>
internal static partial class PageCharset
{
    // Where a page names its own charset: browsers look no further.
    private const int PrescanBytes = 1024;

    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes: byte order mark, then the header's charset, then what the page says of itself, then UTF-8 where it fits, else windows-1252.</summary>
    /// <param name="bytes">The page.</param>
    /// <param name="named">The charset of the header; null when it names none.</param>
    /// <param name="isHtml">Whether to look for a <c>meta</c> element.</param>
    public static string Decode(ReadOnlySpan<byte> bytes, string? named, bool isHtml)
    {
        var (encoding, skip) = bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
            [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
            [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
            _ => (Find(named) ?? (isHtml ? FindInPage(bytes) : null), 0),
        };
        bytes = bytes[skip..];
        if (encoding is not null)
        {
            return encoding.GetString(bytes);
        }

        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Windows1252.GetString(bytes);
        }
    }

    private static Encoding? FindInPage(ReadOnlySpan<byte> bytes)
    {
        var match = MetaCharset().Match(Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, PrescanBytes)]));

        // A page whose bytes can be read well enough to find the word is not written in UTF-16, whatever it says.
        return match.Success && !match.Groups[1].Value.StartsWith("utf-16", StringComparison.OrdinalIgnoreCase) ? Find(match.Groups[1].Value) : null;
    }

    private static Encoding? Find(string? name)
    {
        name = name?.Trim().Trim('"', '\'').ToLowerInvariant();
        switch (name)
        {
            case null or "" or { Length: > 40 } or "utf-7":
                return null;

            // Browsers read these as their superset.
            case "iso-8859-1" or "latin1" or "us-ascii" or "ascii":
                return Windows1252;
            case "utf8":
                return Encoding.UTF8;
        }

        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"<meta\b[^>]{0,200}?charset\s*=\s*[""']?\s*([A-Za-z0-9_:.\-]{2,40})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MetaCharset();
}
