using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Core.Sites;

/// <summary>Where people reach this installation.</summary>
public sealed class PublicUrlOptions : IValidatableObject
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "App";

    /// <summary>The address people type, such as <c>https://leads.example</c>; empty means the address the server listens on.</summary>
    public string? PublicUrl { get; set; }

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrWhiteSpace(PublicUrl)
            && !(Uri.TryCreate(PublicUrl.Trim(), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
        {
            yield return new ValidationResult("App:PublicUrl must start with http:// or https://.", [nameof(PublicUrl)]);
        }
    }
}

/// <summary>Builds the links that mails carry. Safe for use by several threads.</summary>
public sealed class PublicUrl(IOptions<PublicUrlOptions> options, IServiceProvider services)
{
    private static readonly Uri Nowhere = new("http://localhost/");

    private Uri? _base;

    /// <summary>
    /// The installation's address, ending in a slash: <c>App:PublicUrl</c>, else the address the server listens on (https before http;
    /// <c>localhost</c> where it listens everywhere), else <c>http://localhost/</c> as long as it listens nowhere.
    /// </summary>
    public Uri Base => (_base ??= Configured() ?? Bound()) ?? Nowhere;

    /// <summary>An address below <see cref="Base"/>.</summary>
    /// <param name="path">The path and query, escaped; a leading slash does not count.</param>
    public Uri Link(string path) => new(Base, path.TrimStart('/'));

    private Uri? Configured() => string.IsNullOrWhiteSpace(options.Value.PublicUrl)
        ? null
        : new Uri(options.Value.PublicUrl.Trim().TrimEnd('/') + "/");

    private Uri? Bound()
    {
        var addresses = services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        return addresses
            .Select(address => Uri.TryCreate(
                address.Replace("//*", "//localhost", StringComparison.Ordinal).Replace("//+", "//localhost", StringComparison.Ordinal),
                UriKind.Absolute,
                out var uri) ? uri : null)
            .Where(uri => uri is { Scheme: "http" or "https", Port: not 0 })
            .OrderByDescending(uri => uri!.Scheme, StringComparer.Ordinal)
            .Select(uri => uri!.Host is "0.0.0.0" or "[::]" ? new UriBuilder(uri) { Host = "localhost" }.Uri : uri)
            .FirstOrDefault();
    }
}
