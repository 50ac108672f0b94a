using LeadAlerts.Core.Alerts.Actions;
using LeadAlerts.Core.Alerts.Backtests;
using LeadAlerts.Core.Alerts.Delivery;
using LeadAlerts.Core.Alerts.Digests;
using LeadAlerts.Core.Alerts.Feedback;
using LeadAlerts.Core.Alerts.Mails;
using LeadAlerts.Core.Alerts.Raising;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Leads.Merging;
using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Core.Alerts;

/// <summary>Registers alerts and what owners tune of them.</summary>
internal static class AlertServices
{
    public static void AddAlerts(this IServiceCollection services)
    {
        services.AddOptions<AlertRecipientOptions>().BindConfiguration(AlertRecipientOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<AlertDeliveryOptions>().BindConfiguration(AlertDeliveryOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<AlertSettingsStore>();
        services.AddSingleton<RecipientConfirmations>();
        services.AddSingleton<AlertRecipients>();
        services.AddSingleton<OwnAlerts>();
        services.AddSingleton<AlertProgressQueries>();
        services.AddSingleton<DueRows>();
        services.AddSingleton<MailActionLinks>();
        services.AddSingleton<AlertMail>();
        services.AddSingleton<ClaimMails>();
        services.AddSingleton<IHearsOfTaking, DeskClaims>();
        services.AddSingleton<MailActions>();
        services.AddSingleton<DigestQueries>();
        services.AddSingleton<DigestDesk>();
        services.AddSingleton<FeedbackQueries>();
        services.AddSingleton<TestAlerts>();
        services.AddSingleton<ChatTrials>();
        services.AddSingleton<BacktestQueries>();
        services.AddSingleton<HeldAlerts>();
        services.AddSingleton<AlertMutes>();
        services.AddSingleton<IFollowsLead, AlertsOfMergedLeads>();
        services.AddSingleton<LeadFollowUps>();
        services.AddSingleton<AlertDelivery>();
        services.AddSingleton<AlertResend>();
        services.AddSingleton<SiteMailDesk>();
        services.AddSingleton<BounceDesk>();
    }
}
