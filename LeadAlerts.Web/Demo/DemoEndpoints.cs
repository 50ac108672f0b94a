using Microsoft.AspNetCore.Http.HttpResults;

namespace LeadAlerts.Web.Demo;

/// <summary>The pretended website on which newcomers try the widget.</summary>
internal static class DemoEndpoints
{
    public static void AddDemo(this IServiceCollection services)
    {
        services.AddSingleton<DemoSite>();
        services.AddSingleton<DemoHistory>();
    }

    public static void MapDemo(this WebApplication app) =>
        app.MapGet("/demo", ShowDemo).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> ShowDemo(DemoSite demo, CancellationToken cancellationToken) =>
        demo.IsEnabled
            ? new RazorComponentResult<DemoPage>(new { Site = await demo.FindAsync(cancellationToken) })
            : TypedResults.NotFound();
}
