using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Storage;

/// <summary>Small writes that share commits: each waits for the commit that holds it; those that come meanwhile share the next one.</summary>
/// <remarks>
/// A commit that reaches the disk costs the same for one write as for fifty. A write must not depend on another of the same commit, may be
/// run a second time after it was rolled back, and must name the rows it changes: it sees a context without tracked entities. Safe for use
/// by several threads.
/// </remarks>
public sealed class SharedCommits(IDbContextFactory<LeadAlertsDbContext> contexts)
{
    private const int MostInOne = 64;

    private readonly ConcurrentQueue<Entry> _waiting = new();
    private int _writing;

    /// <summary>Runs a write inside a transaction.</summary>
    /// <returns>What the write returned, once it is committed.</returns>
    /// <remarks>What the write throws comes out of the task, and the others of its commit are not harmed by it.</remarks>
    public Task<T> RunAsync<T>(Func<LeadAlertsDbContext, Task<T>> write)
    {
        var entry = new Entry<T>(write);
        _waiting.Enqueue(entry);
        if (Interlocked.CompareExchange(ref _writing, 1, 0) == 0)
        {
            _ = Task.Run(WriteAllAsync);
        }

        return entry.Task;
    }

    private async Task WriteAllAsync()
    {
        do
        {
            while (!_waiting.IsEmpty)
            {
                await WriteSomeAsync();
            }

            // A full fence: what is put in line from here on is seen below, or its caller sees that nobody writes.
            Interlocked.Exchange(ref _writing, 0);
        }
        while (!_waiting.IsEmpty && Interlocked.CompareExchange(ref _writing, 1, 0) == 0);
    }

    private async Task WriteSomeAsync()
    {
        var batch = new List<Entry>(MostInOne);
        try
        {
            await using var db = await contexts.CreateDbContextAsync();
            await using var write = await db.BeginWriteAsync(CancellationToken.None);

            // Taken behind the gate: what comes while another writer is at work shares the commit.
            while (batch.Count < MostInOne && _waiting.TryDequeue(out var entry))
            {
                batch.Add(entry);
                await entry.RunAsync(db);
                db.ChangeTracker.Clear();
            }

            await write.CommitAsync(CancellationToken.None);
        }
        catch (Exception problem)
        {
            if (batch.Count > 1)
            {
                await WriteOneByOneAsync(batch);
            }
            else if (batch.Count == 1)
            {
                batch[0].Fail(problem);
            }
            else if (_waiting.TryDequeue(out var entry))
            {
                // Not even the transaction could begin: nobody waits for it for ever.
                entry.Fail(problem);
            }

            return;
        }

        batch.ForEach(entry => entry.Answer());
    }

    /// <summary>One of them spoilt the commit for all.</summary>
    private async Task WriteOneByOneAsync(List<Entry> batch)
    {
        foreach (var entry in batch)
        {
            try
            {
                await using var db = await contexts.CreateDbContextAsync();
                await using var write = await db.BeginWriteAsync(CancellationToken.None);
                await entry.RunAsync(db);
                await write.CommitAsync(CancellationToken.None);
                entry.Answer();
            }
            catch (Exception problem)
            {
                entry.Fail(problem);
            }
        }
    }

    private abstract class Entry
    {
        public abstract Task RunAsync(LeadAlertsDbContext db);

        public abstract void Answer();

        public abstract void Fail(Exception problem);
    }

    private sealed class Entry<T>(Func<LeadAlertsDbContext, Task<T>> write) : Entry
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;

        public Task<T> Task => _done.Task;

        public override async Task RunAsync(LeadAlertsDbContext db) => _result = await write(db);

        public override void Answer() => _done.TrySetResult(_result!);

        public override void Fail(Exception problem) => _done.TrySetException(problem);
    }
}
