using LeadAlerts.Core.Alerts;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Tests.Alerts;

public sealed class PipelineRehearsalTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rehearsal_comes_as_far_as_the_mail_and_leaves_nothing_behind()
    {
        await using var app = new LeadAlertsApp();

        var mails = await app.Services.GetRequiredService<PipelineRehearsal>().RunAsync(Cancel);

        Assert.InRange(mails, 1, 2);
        Assert.Empty(app.Mail.Mails);
        await using var db = await app.OpenAsync();
        Assert.False(await db.Sites.AnyAsync(Cancel));
        Assert.False(await db.Conversations.AnyAsync(Cancel));
        Assert.False(await db.Alerts.AnyAsync(Cancel));
    }
}
