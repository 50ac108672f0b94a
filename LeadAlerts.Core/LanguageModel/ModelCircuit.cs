namespace LeadAlerts.Core.LanguageModel;

/// <summary>
/// Leaves a model alone that failed several times in a row. After the pause it is asked again; one more failure pauses it again, one
/// answer ends it. Safe for use by several threads.
/// </summary>
/// <remarks>Not Polly's: that one counts a share of many calls, and a small site has a call in ten minutes.</remarks>
internal sealed class ModelCircuit(int breakAfter, TimeSpan duration, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private int _failures;
    private DateTimeOffset? _pausedUntil;

    /// <summary>Until when the model is left alone, UTC; null while it may be asked.</summary>
    public DateTimeOffset? PausedUntil
    {
        get
        {
            lock (_lock)
            {
                return _pausedUntil > clock.GetUtcNow() ? _pausedUntil : null;
            }
        }
    }

    public void RecordAnswer()
    {
        lock (_lock)
        {
            _failures = 0;
            _pausedUntil = null;
        }
    }

    public void RecordFailure()
    {
        lock (_lock)
        {
            if (++_failures >= breakAfter)
            {
                _pausedUntil = clock.GetUtcNow() + duration;
            }
        }
    }
}
