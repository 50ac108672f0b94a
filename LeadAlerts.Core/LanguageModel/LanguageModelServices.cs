using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Core.LanguageModel;

/// <summary>Registers the optional language model.</summary>
internal static class LanguageModelServices
{
    public static void AddLanguageModel(this IServiceCollection services)
    {
        services.AddOptions<LanguageModelOptions>().BindConfiguration(LanguageModelOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<LanguageModelReader>();
    }
}
