using LeadAlerts.Core.LanguageModel;
using LeadAlerts.Core.Sites;
using Microsoft.Extensions.Logging;

namespace LeadAlerts.Core.Refinement;

/// <summary>Asks the language model about a review, within its budget and the site's quota. Safe for use by several threads.</summary>
/// <remarks>Whatever goes wrong here, the review goes on with the embedded word.</remarks>
public sealed partial class ReviewRefinement
{
    /// <summary>Asks nobody: for reviews of what is long past.</summary>
    public static readonly ReviewRefinement None = new();

    private readonly LanguageModelReader? _reader;
    private readonly LanguageModelQuota? _quota;
    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly ILogger? _logger;

    /// <summary>Asks the model that is connected, if one is.</summary>
    public ReviewRefinement(LanguageModelReader reader, LanguageModelQuota quota, TimeProvider clock, ILogger<ReviewRefinement> logger)
    {
        _reader = reader;
        _quota = quota;
        _clock = clock;
        _logger = logger;
    }

    private ReviewRefinement()
    {
    }

    /// <summary>True when a model is connected that may be asked now.</summary>
    public bool IsOn => _reader is { IsOn: true, PausedUntil: null };

    /// <summary>Asks.</summary>
    /// <param name="site">The site, whose quota it is.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="cancellationToken">Gives up; the only thing that throws.</param>
    /// <returns>What was left of the answer; null when the embedded word stands.</returns>
    public async Task<CheckedAnswer?> FindAnswerAsync(Site site, ReviewQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(site);
        ArgumentNullException.ThrowIfNull(question);
        if (_reader is null || !question.MayBeAsked)
        {
            return null;
        }

        using var turn = _reader.TryTakeTurn();
        if (turn is null)
        {
            return null;
        }

        var began = _clock.GetTimestamp();
        var today = LanguageModelQuota.Today(site.TimeZone, _clock.GetUtcNow());
        using var budget = new CancellationTokenSource(_reader.Budget, _clock);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, cancellationToken);
        try
        {
            if (!await _quota!.TryTakeAsync(site.Id, today, patience.Token))
            {
                return null;
            }

            var outcome = await _reader.AskAsync(question, Left(began), cancellationToken);
            await _quota.RecordAsync(site.Id, today, outcome, cancellationToken);
            if (outcome is ModelOutcome.Failed failed)
            {
                Log.Failed(_logger!, question.Transcript.ConversationId, failed.Reason);
            }

            return (outcome as ModelOutcome.Answered)?.Answer;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception problem)
        {
            // The database was too busy to count, or an answer broke what reads it.
            Log.Broke(_logger!, question.Transcript.ConversationId, problem);
            return null;
        }
    }

    private TimeSpan Left(long began)
    {
        var left = _reader!.Budget - _clock.GetElapsedTime(began);
        return left > TimeSpan.FromMilliseconds(10) ? left : TimeSpan.FromMilliseconds(10);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The language model did not refine the review of conversation {ConversationId}: {Reason}")]
        public static partial void Failed(ILogger logger, Guid conversationId, string reason);

        [LoggerMessage(LogLevel.Error, "Refining the review of conversation {ConversationId} broke; the embedded word stands")]
        public static partial void Broke(ILogger logger, Guid conversationId, Exception problem);
    }
}
