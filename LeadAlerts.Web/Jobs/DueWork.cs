using System.Collections.Concurrent;
using System.Threading.Channels;

namespace LeadAlerts.Web.Jobs;

/// <summary>Wakes the dispatcher, and knows which rows already have a job. Safe for use by several threads.</summary>
public sealed class DueWork(TimeProvider clock)
{
    // A job that vanished with the job store is put again after this time; the claim in the row keeps two of them apart.
    private static readonly TimeSpan Forgotten = TimeSpan.FromSeconds(45);

    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly ConcurrentDictionary<Guid, Entry> _entries = new();

    /// <summary>Says that a row may be due: the dispatcher looks at once. Never waits.</summary>
    public void Signal() => _bell.Writer.TryWrite(true);

    /// <summary>Waits for a signal, at most as long as is said.</summary>
    internal async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var signal = _bell.Reader.WaitToReadAsync(end.Token).AsTask();
        await Task.WhenAny(signal, Task.Delay(atMost, clock, end.Token));
        await end.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        _bell.Reader.TryRead(out _);
    }

    /// <summary>How many rows of a queue have a job that waits or runs.</summary>
    internal int Count(string queue) => _entries.Count(entry => entry.Value.Queue == queue);

    /// <summary>How many jobs of a queue wait or run for each lane.</summary>
    internal Dictionary<Guid, int> CountJobs(string queue) => _entries.Values
        .Where(entry => entry.Queue == queue)
        .DistinctBy(entry => entry.Job)
        .CountBy(entry => entry.Lane)
        .ToDictionary();

    /// <summary>True when a row has no job, or one that vanished.</summary>
    internal bool IsFree(Guid id) =>
        !_entries.TryGetValue(id, out var entry) || (!entry.Running && clock.GetElapsedTime(entry.Since) > Forgotten);

    /// <summary>Takes a row with a job of its own into the book; false when it has a job already.</summary>
    internal bool TryAdd(string queue, Guid id)
    {
        if (!IsFree(id))
        {
            return false;
        }

        Add(queue, Guid.Empty, [id]);
        return true;
    }

    /// <summary>Takes the rows of one job into the book.</summary>
    /// <param name="queue">The job's queue.</param>
    /// <param name="lane">Which of those that share a queue but not their troubles.</param>
    /// <param name="ids">Rows that are free.</param>
    internal void Add(string queue, Guid lane, IEnumerable<Guid> ids)
    {
        var job = new object();
        var now = clock.GetTimestamp();
        foreach (var id in ids)
        {
            _entries[id] = new Entry(queue, lane, job, Running: false, now);
        }
    }

    /// <summary>Notes that the job of some rows runs, until what is returned is disposed. Then they may have another job.</summary>
    internal Run Start(string queue, IReadOnlyList<Guid> ids)
    {
        foreach (var id in ids)
        {
            var known = _entries.TryGetValue(id, out var entry);
            _entries[id] = new Entry(queue, known ? entry!.Lane : Guid.Empty, known ? entry!.Job : ids, Running: true, clock.GetTimestamp());
        }

        return new Run(this, ids);
    }

    /// <summary>The same for a job of one row.</summary>
    internal Run Start(string queue, Guid id) => Start(queue, [id]);

    /// <summary>The rows of a job that runs.</summary>
    internal sealed class Run(DueWork dueWork, IReadOnlyList<Guid> ids) : IDisposable
    {
        /// <summary>One of them is done: it may have another job.</summary>
        public void Finish(Guid id) => dueWork._entries.TryRemove(id, out _);

        public void Dispose()
        {
            foreach (var id in ids)
            {
                Finish(id);
            }
        }
    }

    private sealed record Entry(string Queue, Guid Lane, object Job, bool Running, long Since);
}
