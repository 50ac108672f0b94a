using System.Collections.Concurrent;
using System.Threading.Channels;

namespace LeadAlerts.Web.Jobs;

/// <summary>Wakes the dispatcher, and knows which rows already have a job. Safe for use by several threads.</summary>
public sealed class DueWork(TimeProvider clock)
{
    // A job that vanished with the job store is put again after this time; the claim in the row keeps two of them apart.
    private static readonly TimeSpan Forgotten = TimeSpan.FromSeconds(45);

    // Rows behind one that takes longer than this are another job's to do: one mail server that hangs delays its own mail alone.
    private static readonly TimeSpan Stuck = TimeSpan.FromSeconds(10);

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
    internal int Count(string queue) => _entries.Count(entry => entry.Value.Job.Queue == queue);

    /// <summary>How many jobs of a queue wait or run for each lane.</summary>
    internal Dictionary<Guid, int> CountJobs(string queue) => _entries.Values
        .Select(entry => entry.Job)
        .Where(job => job.Queue == queue)
        .Distinct()
        .CountBy(job => job.Lane)
        .ToDictionary();

    /// <summary>True when a row has no job, or waits for one that vanished or is stuck at another row.</summary>
    internal bool IsFree(Guid id) =>
        !_entries.TryGetValue(id, out var entry) || (!entry.Running && entry.Job.IsGone(clock));

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
        var job = new Job(queue, lane, clock.GetTimestamp());
        foreach (var id in ids)
        {
            _entries[id] = new Entry(job, Running: false);
        }
    }

    /// <summary>Notes that the job of some rows runs, until what is returned is disposed. Then they may have another job.</summary>
    internal Run Start(string queue, IReadOnlyList<Guid> ids)
    {
        var known = ids.Select(id => _entries.GetValueOrDefault(id)).FirstOrDefault(entry => entry is { Running: false });
        return new Run(this, known?.Job ?? new Job(queue, Guid.Empty, clock.GetTimestamp()), ids);
    }

    /// <summary>The rows of a job that runs.</summary>
    internal sealed class Run(DueWork dueWork, Job job, IReadOnlyList<Guid> ids) : IDisposable
    {
        /// <summary>The turn of one of them has come; false when another job is at it.</summary>
        public bool Begin(Guid id)
        {
            job.Turn(dueWork.Now);
            var mine = new Entry(job, Running: true);
            return dueWork._entries.AddOrUpdate(id, mine, (_, known) => known.Running ? known : mine) == mine;
        }

        /// <summary>One of them is done: it may have another job.</summary>
        public void Finish(Guid id)
        {
            if (dueWork._entries.TryGetValue(id, out var entry) && entry.Job == job)
            {
                dueWork._entries.TryRemove(KeyValuePair.Create(id, entry));
            }
        }

        public void Dispose()
        {
            foreach (var id in ids)
            {
                Finish(id);
            }
        }
    }

    private long Now => clock.GetTimestamp();

    /// <summary>One job; it does its rows in turn.</summary>
    internal sealed class Job(string queue, Guid lane, long since)
    {
        // When it was put, and from the first row's turn on, when that of the current one came.
        private long _since = since;
        private volatile bool _runs;

        public string Queue { get; } = queue;

        public Guid Lane { get; } = lane;

        public void Turn(long now)
        {
            Interlocked.Exchange(ref _since, now);
            _runs = true;
        }

        public bool IsGone(TimeProvider clock) => clock.GetElapsedTime(Interlocked.Read(ref _since)) > (_runs ? Stuck : Forgotten);
    }

    private sealed record Entry(Job Job, bool Running);
}
