using LeadAlerts.Core.Alerts.Backtests;
using LeadAlerts.Core.Alerts.Settings;

namespace LeadAlerts.Web.Components.Pages.Alerts;

/// <summary>
/// The backtest of one page: the past is read once, then only made again as the form changes, at once and then at most every
/// <see cref="Interval"/>. What was found last stays until the next is there, so nothing flickers. For one circuit.
/// </summary>
public sealed class BacktestSession(BacktestQueries queries, TimeProvider clock)
{
    /// <summary>How long it rests between two runs.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private AlertSettingsDraft? _saved;
    private AlertSettingsDraft? _proposed;
    private AlertSettingsDraft? _ranSaved;
    private AlertSettingsDraft? _ranProposed;
    private BacktestRun? _now;
    private bool _running;

    /// <summary>Something new is there to show.</summary>
    public event Action? Changed;

    /// <summary>The past; null while it is being read.</summary>
    public BacktestHistory? History { get; private set; }

    /// <summary>What the form would change; null before the first run.</summary>
    public BacktestComparison? Comparison { get; private set; }

    /// <summary>True when the form differs from the settings in force.</summary>
    public bool IsEdited { get; private set; }

    /// <summary>True when the past could not be read.</summary>
    public bool Failed { get; private set; }

    /// <summary>Reads the past, anew where it was read before, and runs what was proposed.</summary>
    public async Task LoadAsync(Guid siteId, CancellationToken cancellationToken)
    {
        try
        {
            History = await queries.LoadAsync(siteId, cancellationToken);
            Failed = false;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
        catch
        {
            Failed = true;
            Changed?.Invoke();
            throw;
        }

        (_ranSaved, _ranProposed, _now) = (null, null, null);
        await RunAsync(cancellationToken);
    }

    /// <summary>Takes over what stands in the form. Settings that cannot be saved change nothing.</summary>
    public Task ProposeAsync(AlertSettingsDraft saved, AlertSettingsDraft proposed, CancellationToken cancellationToken)
    {
        if (proposed.Tidied().FindProblem() is not null)
        {
            return Task.CompletedTask;
        }

        (_saved, _proposed) = (saved, proposed);
        return RunAsync(cancellationToken);
    }

    /// <summary>What other settings would make of the past against those in force; null while the past is being read.</summary>
    public BacktestComparison? Try(AlertSettingsDraft draft) =>
        History is { } history && _now is { } now ? BacktestComparison.Of(history, now, Backtest.Run(history, draft.Tidied())) : null;

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        // One run at a time; whoever runs takes what was proposed meanwhile.
        if (_running)
        {
            return;
        }

        _running = true;
        try
        {
            while (History is { } history && _saved is { } saved && _proposed is { } proposed && IsNew(saved, proposed))
            {
                var now = _now is not null && IsSame(_ranSaved, saved) ? _now : null;
                (_ranSaved, _ranProposed) = (saved, proposed);
                (_now, Comparison) = await Task.Run(
                    () =>
                    {
                        now ??= Backtest.Run(history, saved);
                        return (now, BacktestComparison.Of(history, now, IsSame(saved, proposed) ? now : Backtest.Run(history, proposed)));
                    },
                    cancellationToken);
                IsEdited = !IsSame(saved, proposed);
                Changed?.Invoke();
                await Task.Delay(Interval, clock, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The page is gone.
        }
        finally
        {
            _running = false;
        }
    }

    private bool IsNew(AlertSettingsDraft saved, AlertSettingsDraft proposed) => !IsSame(_ranSaved, saved) || !IsSame(_ranProposed, proposed);

    private static bool IsSame(AlertSettingsDraft? one, AlertSettingsDraft other) =>
        one is not null && (ReferenceEquals(one, other) || AlertSettingsChanges.Describe(one, other).Count == 0);
}
