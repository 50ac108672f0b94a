namespace LeadAlerts.Web.Jobs;

/// <summary>Shares workers and rows out: who may have how many jobs, and which rows go into one job. Pure.</summary>
internal static class WorkShares
{
    // A job of its own for every row costs a burst more than the rows themselves.
    private const int RowsInOneJob = 16;

    /// <summary>
    /// How many more jobs a mail server may have: half of the workers for the installation's; the other half for the sites' own together, of
    /// which each has two at most. So no server that hangs takes the workers of all others.
    /// </summary>
    /// <param name="serverOf">The site whose own mail server it is; null for the installation's.</param>
    /// <param name="workers">All workers, at least 2.</param>
    /// <param name="jobs">Jobs that wait or run, by site; <see cref="Guid.Empty"/> is the installation.</param>
    public static int Free(Guid? serverOf, int workers, Dictionary<Guid, int> jobs)
    {
        var installation = jobs.GetValueOrDefault(Guid.Empty);
        var half = Math.Max(1, workers / 2);
        if (serverOf is not { } site)
        {
            return Math.Max(0, half - installation);
        }

        var together = jobs.Values.Sum() - installation;
        return Math.Max(0, Math.Min(2 - jobs.GetValueOrDefault(site), Math.Max(1, workers - half) - together));
    }

    /// <summary>Deals rows out like cards, so that the first are done first whichever job is faster.</summary>
    /// <param name="rows">The rows, most urgent first.</param>
    /// <param name="jobs">How many jobs there may be.</param>
    public static IEnumerable<Guid[]> Deal(IReadOnlyList<Guid> rows, int jobs)
    {
        jobs = Math.Min(jobs, rows.Count);
        return Enumerable.Range(0, jobs).Select(job => rows.Skip(job).Where((_, place) => place % jobs == 0).Take(RowsInOneJob).ToArray());
    }
}
