using System.Net;
using LeadAlerts.Tests.Infrastructure;
using LeadAlerts.Web.Jobs;

namespace LeadAlerts.Tests.Jobs;

public sealed class JobsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/hangfire")]
    [InlineData("/hangfire/jobs/failed")]
    [InlineData("/Hangfire/recurring")]
    [InlineData("/dev/mail")]
    public async Task What_is_for_administrators_or_developers_is_not_there_for_others(string path)
    {
        await using var app = new LeadAlertsApp();

        Assert.Equal(HttpStatusCode.NotFound, (await app.Visit().GetAsync(path, Cancel)).StatusCode);
    }

    [Fact]
    public async Task Health_answers_strangers_without_details_that_help_them()
    {
        await using var app = new LeadAlertsApp();
        var visitor = app.Visit();

        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/health/live", Cancel)).StatusCode);
        var ready = await visitor.GetAsync("/health/ready", Cancel);
        var words = await ready.Content.ReadAsStringAsync(Cancel);

        Assert.Contains("\"database\":{\"status\":\"Healthy\"", words, StringComparison.Ordinal);
        Assert.DoesNotContain(app.DataFolder, words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_has_one_job_at_a_time()
    {
        var dueWork = new DueWork(TimeProvider.System);
        var id = Guid.NewGuid();

        Assert.True(dueWork.IsFree(id));
        dueWork.Add("alerts", Guid.Empty, [id]);
        Assert.False(dueWork.IsFree(id));
        using (var run = dueWork.Start("alerts", [id]))
        {
            Assert.True(run.Begin(id));
            Assert.False(dueWork.IsFree(id));
            Assert.Equal(1, dueWork.Count("alerts"));
        }

        Assert.True(dueWork.IsFree(id));
        dueWork.Signal();
        await dueWork.WaitAsync(Timeout.InfiniteTimeSpan, Cancel);
    }
}
