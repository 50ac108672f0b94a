namespace LeadAlerts.Core.Evaluation;

/// <summary>Judges one conversation as the product would.</summary>
public delegate ValueTask<Judgement> JudgeChat(EvaluationChat chat, CancellationToken cancellationToken);

/// <summary>Judges conversations one after the other and measures what that takes.</summary>
/// <param name="judge">What judges; where it is asynchronous, the time includes its waiting.</param>
/// <param name="clock">Measures time.</param>
public sealed class Evaluator(JudgeChat judge, TimeProvider clock)
{
    /// <summary>Judges some conversations without keeping anything, so that compiling the program is not measured.</summary>
    /// <param name="chats">Every one is judged at least once; where there are few, several times.</param>
    /// <param name="atLeast">How many judgements there are at least.</param>
    /// <param name="cancellationToken">Stops between two conversations.</param>
    public async Task WarmUpAsync(IReadOnlyList<EvaluationChat> chats, int atLeast, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(chats);
        for (var done = 0; chats.Count > 0 && done < atLeast; done += chats.Count)
        {
            foreach (var chat in chats)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await judge(chat, cancellationToken);
            }
        }
    }

    /// <summary>Judges every conversation once, in order.</summary>
    public async Task<IReadOnlyList<EvaluatedChat>> RunAsync(IReadOnlyList<EvaluationChat> chats, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(chats);
        var evaluated = new List<EvaluatedChat>(chats.Count);
        foreach (var chat in chats)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var thread = Environment.CurrentManagedThreadId;
            var bytes = GC.GetAllocatedBytesForCurrentThread();
            var start = clock.GetTimestamp();
            var judgement = await judge(chat, cancellationToken);
            var elapsed = clock.GetElapsedTime(start);
            bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
            var cost = new JudgementCost(elapsed, thread == Environment.CurrentManagedThreadId ? bytes : null);
            evaluated.Add(new EvaluatedChat(chat, judgement, cost));
        }

        return evaluated;
    }
}
