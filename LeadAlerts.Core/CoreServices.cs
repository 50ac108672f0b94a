using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Analytics;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Health;
using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Knowledge;
using LeadAlerts.Core.LanguageModel;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Onboarding;
using LeadAlerts.Core.Operations;
using LeadAlerts.Core.Privacy;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Refinement;
using LeadAlerts.Core.Reviews;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using LeadAlerts.Core.Summaries;
using LeadAlerts.Core.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Core;

/// <summary>Registers what the product knows: one line per room.</summary>
public static class CoreServices
{
    /// <summary>Adds every room of LeadAlerts.Core.</summary>
    public static IServiceCollection AddLeadAlertsCore(this IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddStorage();
        services.AddSites();
        services.AddMembers();
        services.AddConversations();
        services.AddKnowledge();
        services.AddQualification();
        services.AddSummaries();
        services.AddLanguageModel();
        services.AddRefinement();
        services.AddLeads();
        services.AddEmail();
        services.AddWebhooks();
        services.AddAlerts();
        services.AddReviews();
        services.AddAlertsHealth();
        services.AddInbox();
        services.AddOnboarding();
        services.AddOperations();
        services.AddPrivacy();
        services.AddAnalytics();
        return services;
    }
}
