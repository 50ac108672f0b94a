using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.Common;
using Hangfire.Dashboard;
using Hangfire.InMemory;
using LeadAlerts.Core.LanguageModel;
using LeadAlerts.Core.Members;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Web.Jobs;

/// <summary>The names of the queues, which are also the names that the dashboard shows.</summary>
internal static class JobQueues
{
    public const string Reviews = "reviews";
    public const string Alerts = "alerts";
    public const string FollowUps = "follow-ups";
    public const string Webhooks = "webhooks";

    public static readonly string[] All = [Reviews, Alerts, FollowUps, Webhooks];
}

/// <summary>Registers the jobs, the workers that run them and the dashboard that shows them.</summary>
internal static class JobServices
{
    // Releases and escalations compose mails and wait for nobody outside.
    private const int FollowUpWorkers = 2;

    public static void AddJobs(this IServiceCollection services)
    {
        services.AddOptions<JobOptions>().BindConfiguration(JobOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<DueWork>();
        services.AddSingleton<DueWorkDispatcher>();
        services.AddHostedService(provider => provider.GetRequiredService<DueWorkDispatcher>());
        services.AddHostedService<DigestDispatcher>();
        services.AddHostedService<TeamNoticeDispatcher>();
        services.AddHostedService<SnoozeDispatcher>();

        services.AddHostedService<WarmUp>();

        // The host's own rather than the process's: several hosts in one process would take each other's jobs, and the services and the
        // log of one that has ended.
        services.AddSingleton<JobStorage>(_ => new InMemoryStorage(new InMemoryStorageOptions { MaxExpirationTime = TimeSpan.FromHours(6) }));
        services.AddSingleton<JobActivator>(provider => new AspNetCoreJobActivator(provider.GetRequiredService<IServiceScopeFactory>()));

        // Hangfire tries no job again: what fails is due again by its row. The first of the two still logs what went wrong.
        services.AddSingleton<IJobFilterProvider>(_ => new JobFilterCollection { new AutomaticRetryAttribute { Attempts = 0 }, new StatisticsHistoryAttribute() });
        services.AddHangfire((provider, hangfire) => hangfire
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings()
            .UseStorage(provider.GetRequiredService<JobStorage>()));

        // Those that wait for a language model leave as many free for the rest as there are without one.
        AddServer(services, JobQueues.Reviews, (options, model) => options.ReviewWorkers + (model.IsOn ? model.MaxConcurrentReviews : 0));
        AddServer(services, JobQueues.Alerts, (options, _) => options.AlertWorkers);
        AddServer(services, JobQueues.Webhooks, (options, _) => options.WebhookWorkers);
        AddServer(services, JobQueues.FollowUps, (_, _) => FollowUpWorkers);
    }

    /// <summary>Shows the dashboard to administrators; for everybody else it is not there.</summary>
    public static void UseJobDashboard(this WebApplication app)
    {
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments("/hangfire", StringComparison.OrdinalIgnoreCase)
                && !context.User.IsInRole(Roles.Admin),
            branch => branch.Run(context =>
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            }));
        app.UseHangfireDashboard("/hangfire", new DashboardOptions
        {
            AppPath = "/admin?part=health",
            DashboardTitle = "Lead Alerts jobs",
            DisplayStorageConnectionString = false,
            Authorization = [new AdministratorsOnly()],
            IgnoreAntiforgeryToken = false,
        });
    }

    private static void AddServer(IServiceCollection services, string queue, Func<JobOptions, LanguageModelOptions, int> workers) =>
        services.AddHangfireServer((provider, server) =>
        {
            server.ServerName = queue;
            server.Queues = [queue];
            server.WorkerCount = workers(
                provider.GetRequiredService<IOptions<JobOptions>>().Value, provider.GetRequiredService<IOptions<LanguageModelOptions>>().Value);
            server.SchedulePollingInterval = TimeSpan.FromMinutes(1);
            server.StopTimeout = TimeSpan.FromSeconds(1);
            server.ShutdownTimeout = TimeSpan.FromSeconds(15);
        });

    private sealed class AdministratorsOnly : IDashboardAuthorizationFilter
    {
        public bool Authorize(DashboardContext context) => context.GetHttpContext().User.IsInRole(Roles.Admin);
    }
}
