using LeadAlerts.Core.Leads;
using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Core.Webhooks;

/// <summary>Registers outgoing webhooks.</summary>
internal static class WebhookServices
{
    public static void AddWebhooks(this IServiceCollection services)
    {
        services.AddOptions<WebhookOptions>().BindConfiguration(WebhookOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<WebhookSecrets>();
        services.AddSingleton<WebhookOutbox>();
        services.AddSingleton<IHearsOfLeads>(provider => provider.GetRequiredService<WebhookOutbox>());
        services.AddSingleton<WebhookRows>();
        services.AddSingleton<WebhookSending>();
        services.AddSingleton<WebhookDesk>();
        services.AddSingleton<WebhookQueries>();
    }
}
