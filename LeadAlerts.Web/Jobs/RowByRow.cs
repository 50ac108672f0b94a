using System.Runtime.ExceptionServices;
using LeadAlerts.Web.Components.Pages.Inbox;

namespace LeadAlerts.Web.Jobs;

/// <summary>Does the rows of one job in turn; one that fails does not keep the others from their turn.</summary>
internal static class RowByRow
{
    /// <param name="queue">The job's queue.</param>
    /// <param name="ids">The rows. One that another job is at by now is left to it.</param>
    /// <param name="work">Does one row; tells the site that changed, null when nothing did.</param>
    /// <param name="dueWork">Where the rows are in the book.</param>
    /// <param name="feed">Is told of the sites that changed; null where no page shows it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="AggregateException">What went wrong with several rows, after all had their turn; of a single one it is thrown itself.</exception>
    public static async Task RunAsync(
        string queue, Guid[] ids, Func<Guid, CancellationToken, Task<Guid?>> work, DueWork dueWork, InboxFeed? feed, CancellationToken cancellationToken)
    {
        List<Exception> problems = [];
        var changed = false;
        using (var run = dueWork.Start(queue, ids))
        {
            foreach (var id in ids)
            {
                if (!run.Begin(id))
                {
                    continue;
                }

                try
                {
                    if (await work(id, cancellationToken) is { } siteId)
                    {
                        changed = true;
                        feed?.Publish(siteId);
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

        if (problems is [var only])
        {
            ExceptionDispatchInfo.Throw(only);
        }

        if (problems.Count > 0)
        {
            throw new AggregateException(problems);
        }
    }
}
