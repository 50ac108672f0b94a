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

    /// <summary>Takes a row into the book; false when it has a job already.</summary>
    internal bool TryAdd(string queue, Guid id)
    {
        var now = clock.GetTimestamp();
        if (_entries.TryGetValue(id, out var entry) && !entry.Running && clock.GetElapsedTime(entry.Since, now) > Forgotten)
        {
            _entries.TryRemove(KeyValuePair.Create(id, entry));
        }

        return _entries.TryAdd(id, new Entry(queue, Running: false, now));
    }

    /// <summary>Notes that a row's job runs, until what is returned is disposed. Then the row may have another job.</summary>
    internal IDisposable Start(string queue, Guid id)
    {
        _entries[id] = new Entry(queue, Running: true, clock.GetTimestamp());
        return new Run(this, id);
    }

    private sealed record Entry(string Queue, bool Running, long Since);

    private sealed class Run(DueWork dueWork, Guid id) : IDisposable
    {
        public void Dispose() => dueWork._entries.TryRemove(id, out _);
    }
}
