using LeadAlerts.Web.Components.Pages.Analytics;
using LeadAlerts.Web.Components.Pages.Inbox;
using LeadAlerts.Web.Components.Pages.Knowledge;
using LeadAlerts.Web.Components.Shared;
using MudBlazor;
using MudBlazor.Services;

namespace LeadAlerts.Web.Components;

internal static class PageServices
{
    public static void AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();

        // The default of 32 KB drops the circuit when somebody pastes a long text; the fields have their own limits.
        services.AddSignalR(options => options.MaximumReceiveMessageSize = 256 * 1024);
        services.AddSingleton<InboxFeed>();
        services.AddSingleton<InboxReads>();
        services.AddSingleton<LeadReads>();
        services.AddScoped<OpenTab>();
        services.AddCascadingValue(provider => provider.GetRequiredService<OpenTab>().Ticks);
        services.AddScoped<UndoOffer>();
        services.AddScoped<InboxWork>();
        services.AddScoped<NoteWork>();
        services.AddScoped<KnowledgeWork>();
        services.AddMudServices(options =>
        {
            options.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomCenter;
            options.SnackbarConfiguration.VisibleStateDuration = 8000;
            options.SnackbarConfiguration.MaximumOpacity = 100;
            options.SnackbarConfiguration.ShowTransitionDuration = 100;
            options.SnackbarConfiguration.HideTransitionDuration = 100;
        });
    }

    public static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapAnalyticsExport();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }
}
