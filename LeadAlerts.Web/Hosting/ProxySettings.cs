using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Web.Hosting;

/// <summary>The reverse proxies whose word about the caller counts.</summary>
internal sealed class ProxyOptions : IValidatableObject
{
    public const string Section = "Proxy";

    /// <summary>Addresses or networks such as <c>10.0.0.7</c> or <c>10.0.0.0/24</c>. Empty: nobody is believed.</summary>
    public string[] Known { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Known
        .Where(text => !IPAddress.TryParse(text, out _) && !System.Net.IPNetwork.TryParse(text, out _))
        .Select(text => new ValidationResult($"Proxy:Known holds “{text}”, which is neither an address nor a network.", [nameof(Known)]));
}

internal static class ProxySettings
{
    public static void AddProxySettings(this IServiceCollection services) =>
        services.AddOptions<ProxyOptions>().BindConfiguration(ProxyOptions.Section).ValidateDataAnnotations().ValidateOnStart();

    /// <summary>Believes forwarded headers from the known proxies only; in production tells browsers to come back by https.</summary>
    public static void UseProxySettings(this WebApplication app)
    {
        var known = app.Services.GetRequiredService<IOptions<ProxyOptions>>().Value.Known;
        if (known.Length > 0)
        {
            var headers = new ForwardedHeadersOptions
            {
                ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
                ForwardLimit = null,
            };
            headers.KnownProxies.Clear();
            headers.KnownIPNetworks.Clear();
            foreach (var text in known)
            {
                if (IPAddress.TryParse(text, out var address))
                {
                    headers.KnownProxies.Add(address);
                }
                else
                {
                    headers.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(text));
                }
            }

            app.UseForwardedHeaders(headers);
        }

        if (app.Environment.IsProduction())
        {
            app.UseHsts();
        }
    }
}
