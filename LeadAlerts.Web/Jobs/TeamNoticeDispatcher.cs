using LeadAlerts.Core.Leads.Notes;

namespace LeadAlerts.Web.Jobs;

/// <summary>Mails members what concerns them, a few seconds after it happened.</summary>
public sealed class TeamNoticeDispatcher(TeamNotices notices, ILogger<TeamNoticeDispatcher> logger)
    : RepeatedWork(TimeSpan.FromSeconds(5), logger)
{
    private const int AtOnce = 20;

    protected override Task WorkAsync(CancellationToken cancellationToken) => notices.SendDueAsync(AtOnce, cancellationToken);
}
