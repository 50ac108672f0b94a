using LeadAlerts.Web.Components.Pages.Inbox;
using LeadAlerts.Web.Jobs;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace LeadAlerts.Tests.Jobs;

public sealed class RowByRowTests
{
    private const string Queue = "alerts";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_row_that_another_job_is_at_is_left_to_it()
    {
        var clock = new FakeTimeProvider();
        var dueWork = new DueWork(clock);
        var (hung, shared) = (Guid.NewGuid(), Guid.NewGuid());
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        var times = 0;
        dueWork.Add(Queue, Guid.Empty, [hung, shared]);
        var one = RunAsync([hung, shared], first.Task);
        clock.Advance(TimeSpan.FromSeconds(11));
        dueWork.Add(Queue, Guid.Empty, [shared]);
        var other = RunAsync([shared], second.Task);

        first.SetResult();
        await one;

        Assert.Equal(1, times);
        Assert.False(dueWork.IsFree(shared));
        second.SetResult();
        await other;
        Assert.Equal((2, 0), (times, dueWork.Count(Queue)));

        Task RunAsync(Guid[] rows, Task until) => RowByRow.RunAsync(
            Queue,
            rows,
            async (_, _) =>
            {
                await until;
                times++;
                return null;
            },
            dueWork,
            feed: null,
            Cancel);
    }

    [Fact]
    public async Task Rows_behind_one_that_hangs_are_free_for_another_job_and_are_done_once()
    {
        var clock = new FakeTimeProvider();
        var dueWork = new DueWork(clock);
        var ids = Enumerable.Range(0, 4).Select(_ => Guid.NewGuid()).ToArray();
        var hangs = new TaskCompletionSource();
        var done = new List<Guid>();
        dueWork.Add(Queue, Guid.Empty, ids);

        var first = RunAsync(ids);
        Assert.DoesNotContain(ids, dueWork.IsFree);
        clock.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal(ids[1..], ids.Where(dueWork.IsFree));
        dueWork.Add(Queue, Guid.Empty, ids[1..3]);
        Assert.Equal(2, dueWork.CountJobs(Queue)[Guid.Empty]);
        Assert.Equal(ids[3..], ids.Where(dueWork.IsFree));
        await RunAsync(ids[1..3]);
        Assert.Equal(ids[1..3], done);
        hangs.SetResult();
        await first;

        Assert.Equal(ids.Order(), done.Distinct().Order());
        Assert.Equal(0, dueWork.Count(Queue));

        Task RunAsync(Guid[] rows) => RowByRow.RunAsync(
            Queue,
            rows,
            async (id, _) =>
            {
                if (id == ids[0])
                {
                    await hangs.Task;
                }

                done.Add(id);
                return null;
            },
            dueWork,
            new InboxFeed(clock, NullLogger<InboxFeed>.Instance),
            Cancel);
    }
}
