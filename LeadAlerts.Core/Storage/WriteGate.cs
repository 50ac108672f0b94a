namespace LeadAlerts.Core.Storage;

/// <summary>Lets one writer at a time through to SQLite.</summary>
/// <remarks>
/// SQLite itself allows one writer and makes the others poll with sleeps of up to 150 ms, which ruins the slowest answers. Waiting here
/// instead is fair and wakes at once. Safe for use by several threads; not re-entrant.
/// </remarks>
public sealed class WriteGate : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <summary>Waits for its turn. Dispose what it returns to let the next one in.</summary>
    public async ValueTask<Turn> EnterAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        return new Turn(_gate);
    }

    /// <summary>The same for callers that cannot await.</summary>
    public Turn Enter()
    {
        _gate.Wait();
        return new Turn(_gate);
    }

    /// <inheritdoc />
    public void Dispose() => _gate.Dispose();

    /// <summary>A writer's turn.</summary>
    public sealed class Turn(SemaphoreSlim gate) : IDisposable
    {
        private SemaphoreSlim? _gate = gate;

        /// <inheritdoc />
        public void Dispose() => Interlocked.Exchange(ref _gate, null)?.Release();
    }
}
