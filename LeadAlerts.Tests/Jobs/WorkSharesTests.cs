using LeadAlerts.Web.Jobs;

namespace LeadAlerts.Tests.Jobs;

public sealed class WorkSharesTests
{
    private static readonly Guid Site = Guid.NewGuid();

    [Fact]
    public void No_mail_server_that_hangs_takes_the_workers_of_the_others()
    {
        const int Workers = 16;
        var jobs = new Dictionary<Guid, int>();

        // One site after the other hangs with as many jobs as it may have; the installation always keeps its half.
        for (var site = 0; site < 20; site++)
        {
            var id = Guid.NewGuid();
            jobs[id] = WorkShares.Free(id, Workers, jobs);
            Assert.InRange(jobs[id], 0, 2);
            Assert.Equal(8, WorkShares.Free(null, Workers, jobs));
        }

        Assert.Equal(8, jobs.Values.Sum());
        Assert.Equal(2, WorkShares.Free(Site, Workers, new Dictionary<Guid, int> { [Guid.Empty] = 8 }));
        Assert.Equal(0, WorkShares.Free(null, Workers, new Dictionary<Guid, int> { [Guid.Empty] = 8 }));
        Assert.Equal(1, WorkShares.Free(Site, 2, []));
    }

    [Fact]
    public void Rows_are_dealt_so_that_the_most_urgent_are_first_in_each_job()
    {
        var rows = Enumerable.Range(0, 10).Select(_ => Guid.NewGuid()).ToList();

        var jobs = WorkShares.Deal(rows, 4).ToList();

        Assert.Equal(rows[..4], jobs.Select(job => job[0]));
        Assert.Equal(rows.Order(), jobs.SelectMany(job => job).Order());
        Assert.Equal([rows[2], rows[6]], jobs[2]);
        Assert.Equal(3, WorkShares.Deal(rows[..3], 8).Count());
        Assert.Empty(WorkShares.Deal(rows, 0));
        Assert.Empty(WorkShares.Deal([], 8));
    }
}
