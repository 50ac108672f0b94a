using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace LeadAlerts.Web.Widget;

/// <summary>The scripts that sites embed, compressed once.</summary>
internal sealed class WidgetScripts
{
    private readonly Script _loader = Script.Read("w.js");
    private readonly Script _panel = Script.Read("w-panel.js");

    /// <summary>Where the panel of this version is served.</summary>
    public string PanelAddress => $"/w-panel.js?v={_panel.Version}";

    /// <summary>The loader: known by its plain address, so it is asked for again after a few minutes.</summary>
    public IResult ServeLoader(HttpContext http) => Serve(http, _loader, "public, max-age=300");

    /// <summary>The panel: its address names its version, so it never changes.</summary>
    public IResult ServePanel(HttpContext http, string? v) =>
        Serve(http, _panel, v == _panel.Version ? "public, max-age=31536000, immutable" : "no-cache");

    private static FileContentHttpResult Serve(HttpContext http, Script script, string cacheControl)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = cacheControl;
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.XContentTypeOptions = "nosniff";

        // Any page may load it: it holds nothing of anybody, and a module is fetched with CORS.
        headers.AccessControlAllowOrigin = "*";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        var zipped = http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
        if (zipped)
        {
            headers.ContentEncoding = "gzip";
        }

        var tag = new EntityTagHeaderValue($"\"{script.Version}{(zipped ? "-gzip" : "")}\"");
        return TypedResults.Bytes(zipped ? script.Zipped : script.Plain, "text/javascript; charset=utf-8", entityTag: tag);
    }

    private sealed record Script(byte[] Plain, byte[] Zipped, string Version)
    {
        public static Script Read(string name)
        {
            using var resource = typeof(WidgetScripts).Assembly.GetManifestResourceStream(name)
                ?? throw new InvalidOperationException($"The script {name} is not part of the program.");
            using var plain = new MemoryStream();
            resource.CopyTo(plain);
            using var zipped = new MemoryStream();
            using (var gzip = new GZipStream(zipped, CompressionLevel.SmallestSize, leaveOpen: true))
            {
                gzip.Write(plain.GetBuffer(), 0, (int)plain.Length);
            }

            return new Script(plain.ToArray(), zipped.ToArray(), Convert.ToHexStringLower(SHA256.HashData(plain.ToArray()).AsSpan(0, 6)));
        }
    }
}
