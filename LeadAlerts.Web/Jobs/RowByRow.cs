using LeadAlerts.Web.Components.Pages.Inbox;

namespace LeadAlerts.Web.Jobs;

/// <summary>Does the rows of one job in turn; one that fails does not keep the others from their turn.</summary>
internal static class RowByRow
{
    /// <param name="queue">The job's queue.</param>
    /// <param name="ids">The rows.</param>
    /// <param name="work">Does one row; tells the site that changed, null when nothing did.</param>
    /// <param name="dueWork">Where the rows are in the book.</param>
    /// <param name="feed">Is told of the sites that changed.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="AggregateException">What went wrong with single rows, after all had their turn.</exception>
    public static async Task RunAsync(
        string queue, Guid[] ids, Func<Guid, CancellationToken, Task<Guid?>> work, DueWork dueWork, InboxFeed feed, CancellationToken cancellationToken)
    {
        List<Exception> problems = [];
        var changed = false;
        using (var run = dueWork.Start(queue, ids))
        {
            foreach (var id in ids)
            {
                try
                {
                    if (await work(id, cancellationToken) is { } siteId)
                    {
                        changed = true;
                        feed.Publish(siteId);
                        dueWork.Signal();
                    }
                }
                catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
                {
                    problems.Add(problem);
                }

                run.Finish(id);
            }
        }

        if (changed)
        {
            dueWork.Signal();
        }

        if (problems.Count > 0)
        {
            throw new AggregateException(problems);
        }
    }
}
