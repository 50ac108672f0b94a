namespace LeadAlerts.Web.Demo;

internal static class DemoServices
{
    public static void AddDemo(this IServiceCollection services)
    {
        services.AddSingleton<DemoSite>();
        services.AddSingleton<DemoHistory>();
    }
}
