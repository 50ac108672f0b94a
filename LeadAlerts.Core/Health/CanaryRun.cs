namespace LeadAlerts.Core.Health;

/// <summary>How a test chat fared. Numbers are stored: never renumber.</summary>
public enum CanaryState
{
    /// <summary>Is on its way.</summary>
    Running = 0,

    /// <summary>Came through as a lead that would have been alerted.</summary>
    Passed = 1,

    /// <summary>Did not.</summary>
    Failed = 2,
}

/// <summary>One test chat through the real pipeline.</summary>
public sealed class CanaryRun
{
    /// <summary>The greatest length of a problem, in characters.</summary>
    public const int ProblemMaxLength = 300;

    private CanaryRun()
    {
    }

    /// <summary>Begins a run.</summary>
    /// <param name="number">One more than the last: two servers cannot begin the same one.</param>
    /// <param name="now">When, UTC.</param>
    public CanaryRun(int number, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        Number = number;
        StartedAt = now;
    }

    /// <summary>The run's id, and its chat's at the canary site.</summary>
    public Guid Id { get; private set; }

    /// <summary>Counts from 1.</summary>
    public int Number { get; private set; }

    /// <summary>When it began, UTC.</summary>
    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>When it ended, UTC; null while it is on its way.</summary>
    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>How it fared.</summary>
    public CanaryState State { get; private set; }

    /// <summary>What went wrong, as a sentence; null unless it failed.</summary>
    public string? Problem { get; private set; }

    /// <summary>Ends it.</summary>
    /// <param name="problem">Null when it came through.</param>
    /// <param name="now">When, UTC.</param>
    public void Finish(string? problem, DateTimeOffset now)
    {
        State = problem is null ? CanaryState.Passed : CanaryState.Failed;
        Problem = problem;
        FinishedAt = now;
    }
}
