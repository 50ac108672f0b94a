using System.Data.Common;
using System.Threading.Channels;
using LeadAlerts.Core.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Core.Conversations;

/// <summary>Takes conversations in: many deliveries in one commit, each answered after the commit that holds it.</summary>
/// <remarks>
/// Safe for use by several threads. Deliveries are stored in the order in which they were received. Disposing it stores what still waits.
/// Why plain SQL and one writer: decision 0003.
/// </remarks>
public sealed partial class ConversationIntake : IDisposable, IAsyncDisposable
{
    private readonly IDbContextFactory<LeadAlertsDbContext> _contexts;
    private readonly WriteGate _writeGate;
    private readonly ReviewTiming _timing;
    private readonly TimeProvider _clock;
    private readonly ILogger<ConversationIntake> _logger;
    private readonly IntakeOptions _options;
    private readonly Channel<Delivery> _waiting;
    private readonly Lazy<Task> _writing;
    private ConversationWriter? _writer;

    /// <summary>Creates the intake. Its one writer starts with the first delivery.</summary>
    public ConversationIntake(
        IDbContextFactory<LeadAlertsDbContext> contexts,
        WriteGate writeGate,
        ReviewTiming timing,
        IOptions<IntakeOptions> options,
        TimeProvider clock,
        ILogger<ConversationIntake> logger)
    {
        _contexts = contexts;
        _writeGate = writeGate;
        _timing = timing;
        _clock = clock;
        _logger = logger;
        _options = options.Value;
        _waiting = Channel.CreateBounded<Delivery>(new BoundedChannelOptions(_options.QueueCapacity) { SingleReader = true });

        // SQLite works synchronously, so the writer has a thread of its own.
        _writing = new Lazy<Task>(() =>
            Task.Factory.StartNew(Write, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
    }

    /// <summary>Stores a delivery.</summary>
    /// <returns>
    /// <see cref="IntakeOutcome.Received"/> and <see cref="IntakeOutcome.Repeated"/> once all of it is committed. After
    /// <see cref="IntakeOutcome.Overloaded"/> it may or may not be; delivering it again is safe.
    /// </returns>
    /// <exception cref="ArgumentException">An id is empty or too long, a text is empty or too long, or there is nothing in the delivery.</exception>
    public async Task<IntakeOutcome> ReceiveAsync(IncomingConversation delivery, CancellationToken cancellationToken)
    {
        var waiting = new Delivery(IncomingText.Clean(delivery));
        if (!_waiting.Writer.TryWrite(waiting))
        {
            return new IntakeOutcome.Overloaded();
        }

        _ = _writing.Value;
        try
        {
            return await waiting.Task.WaitAsync(_options.Deadline, _clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            waiting.Abandon();
            return new IntakeOutcome.Overloaded();
        }
        catch (OperationCanceledException)
        {
            waiting.Abandon();
            throw;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _waiting.Writer.TryComplete();
        if (_writing.IsValueCreated)
        {
            _writing.Value.Wait();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        if (_writing.IsValueCreated)
        {
            await _writing.Value;
        }
    }

    private void Write()
    {
        var batch = new List<Delivery>(_options.BatchSize);
        while (WaitForDeliveries())
        {
            using (_writeGate.Enter())
            {
                // Filled behind the gate: what arrives while another writer is at work shares the commit.
                while (batch.Count < _options.BatchSize && _waiting.Reader.TryRead(out var delivery))
                {
                    if (delivery.TryTake())
                    {
                        batch.Add(delivery);
                    }
                }

                Store(batch);
            }

            // Callers go on outside the gate.
            foreach (var delivery in batch)
            {
                delivery.Answer();
            }

            batch.Clear();
        }

        _writer?.Dispose();
    }

    private bool WaitForDeliveries()
    {
        var wait = _waiting.Reader.WaitToReadAsync();
        return wait.IsCompletedSuccessfully ? wait.Result : wait.AsTask().GetAwaiter().GetResult();
    }

    /// <summary>Gives every delivery of the batch its outcome; never throws.</summary>
    private void Store(List<Delivery> batch)
    {
        if (batch.Count == 0 || TryCommit(batch) is not { } failure)
        {
            return;
        }

        if (batch.Count == 1)
        {
            batch[0].Fail(failure);
            return;
        }

        // One delivery may have spoilt it for all: each by itself, as long as the store itself works.
        var storeWorks = IsFaultOfDelivery(failure);
        foreach (var delivery in batch)
        {
            if (storeWorks && TryCommit([delivery]) is { } ownFailure)
            {
                delivery.Fail(ownFailure);
                storeWorks = IsFaultOfDelivery(ownFailure);
            }
            else if (!storeWorks)
            {
                delivery.Outcome = new IntakeOutcome.Overloaded();
            }
        }
    }

    /// <summary>Stores the deliveries in one transaction.</summary>
    /// <returns>Null when it is committed; otherwise nothing of it is stored as far as we know.</returns>
    private Exception? TryCommit(IReadOnlyList<Delivery> batch)
    {
        try
        {
            _writer ??= ConversationWriter.Open(_contexts, _timing);
            _writer.Begin(_clock.GetUtcNow());
            foreach (var delivery in batch)
            {
                delivery.Outcome = _writer.Store(delivery.Content, delivery.Pressing);
            }

            _writer.Commit();
            return null;
        }
        catch (Exception exception)
        {
            // Whatever happened, a new connection is in a known state; closing the old one rolls back.
            Log.NotStored(_logger, batch.Count, exception);
            CloseWriter();
            return exception;
        }
    }

    private void CloseWriter()
    {
        try
        {
            _writer?.Dispose();
        }
        catch (Exception exception)
        {
            Log.CloseFailed(_logger, exception);
        }
        finally
        {
            _writer = null;
        }
    }

    /// <summary>Whether the delivery is at fault, so that its neighbours may do better; a full disk or a locked file is not its fault.</summary>
    private static bool IsFaultOfDelivery(Exception exception) => exception switch
    {
        // Constraint, too big, mismatch: sqlite.org/rescode.html
        SqliteException sqlite => sqlite.SqliteErrorCode is 19 or 18 or 20,

        // SQLSTATE classes: data exception, integrity constraint violation.
        DbException { SqlState: ['2', '2' or '3', ..] } => true,
        DbException => false,
        _ => true,
    };

    /// <summary>A delivery that waits for its commit.</summary>
    private sealed class Delivery((IncomingConversation Content, bool[]? Pressing) cleaned)
        : TaskCompletionSource<IntakeOutcome>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        private const int Waiting = 0, Taken = 1, Abandoned = 2;
        private int _state = Waiting;
        private Exception? _failure;

        public IncomingConversation Content => cleaned.Content;

        public bool[]? Pressing => cleaned.Pressing;

        public IntakeOutcome? Outcome { get; set; }

        /// <summary>False when nobody waits for it any more: then it need not be stored.</summary>
        public bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, Waiting) == Waiting;

        public void Abandon() => Interlocked.CompareExchange(ref _state, Abandoned, Waiting);

        /// <summary>
        /// What the database refuses may be right a moment later, or be refused earlier (a site that has just been deleted); anything
        /// else is our own mistake and flies to the caller.
        /// </summary>
        public void Fail(Exception exception)
        {
            Outcome = new IntakeOutcome.Overloaded();
            _failure = exception is DbException ? null : exception;
        }

        public void Answer()
        {
            if (_failure is null)
            {
                TrySetResult(Outcome!);
            }
            else
            {
                TrySetException(_failure);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "A batch of {Count} deliveries could not be stored")]
        public static partial void NotStored(ILogger logger, int count, Exception exception);

        [LoggerMessage(LogLevel.Warning, "Closing the intake's connection failed")]
        public static partial void CloseFailed(ILogger logger, Exception exception);
    }
}
