using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Core.Conversations;

/// <summary>Registers the intake of conversations.</summary>
internal static class ConversationServices
{
    public static void AddConversations(this IServiceCollection services)
    {
        services.AddOptions<IntakeOptions>().BindConfiguration(IntakeOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<ReviewTimingOptions>().BindConfiguration(ReviewTimingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ReviewTiming>();
        services.AddSingleton<ConversationIntake>();
    }
}
