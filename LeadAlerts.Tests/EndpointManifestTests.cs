using LeadAlerts.Tests.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Tests;

/// <summary>Guards who may enter where: a door that opens, closes or is new has to be written into the list beside this test.</summary>
public sealed class EndpointManifestTests(LeadAlertsApp app) : IClassFixture<LeadAlertsApp>
{
    [Fact]
    public async Task Every_route_is_listed_with_whom_it_lets_in()
    {
        using var stream = typeof(EndpointManifestTests).Assembly.GetManifestResourceStream("EndpointManifest.txt")!;
        using var reader = new StreamReader(stream);
        var listed = (await reader.ReadToEndAsync(TestContext.Current.CancellationToken))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        var routes = app.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .Select(endpoint => $"/{endpoint.RoutePattern.RawText?.TrimStart('/')} {Methods(endpoint)} {Visitors(endpoint)}")
            .ToHashSet();

        string[] differences = [.. routes.Except(listed).Select(route => $"+ {route}"), .. listed.Except(routes).Select(route => $"- {route}")];
        Assert.True(differences.Length == 0, string.Join('\n', differences));
    }

    private static string Visitors(RouteEndpoint endpoint)
    {
        var rules = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>();
        return endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null || rules.Count == 0
            ? "Everybody"
            : string.Join('+', rules.Select(rule => rule.Roles ?? rule.Policy ?? "SignedIn").Distinct().Order(StringComparer.Ordinal));
    }

    private static string Methods(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is { HttpMethods: [_, ..] methods }
            ? string.Join(',', methods.Order(StringComparer.Ordinal))
            : "ANY";
}
