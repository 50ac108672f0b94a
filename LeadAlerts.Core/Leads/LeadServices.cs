using LeadAlerts.Core.Leads.Merging;
using LeadAlerts.Core.Leads.Notes;
using LeadAlerts.Core.Leads.Replies;
using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Core.Leads;

/// <summary>Registers the working of leads.</summary>
internal static class LeadServices
{
    public static void AddLeads(this IServiceCollection services)
    {
        services.AddOptions<ReplyOptions>().BindConfiguration(ReplyOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<LeadNews>();
        services.AddSingleton<LeadDesk>();
        services.AddSingleton<SnoozeEnds>();
        services.AddSingleton<LeadMerging>();
        services.AddSingleton<IFollowsLead, DeskRows>();
        services.AddSingleton<NoteDesk>();
        services.AddSingleton<ReplyDesk>();
        services.AddSingleton<TeamNotices>();
    }
}
