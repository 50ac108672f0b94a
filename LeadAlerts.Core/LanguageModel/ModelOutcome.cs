namespace LeadAlerts.Core.LanguageModel;

/// <summary>What a question to the model cost.</summary>
/// <param name="Input">Tokens sent, as the endpoint counts them; 0 where it does not say.</param>
/// <param name="Output">Tokens received.</param>
public readonly record struct ModelTokens(long Input, long Output);

/// <summary>What became of a question to the model.</summary>
public abstract record ModelOutcome
{
    private ModelOutcome()
    {
    }

    /// <summary>What it cost.</summary>
    public ModelTokens Tokens { get; init; }

    /// <summary>The model answered, and the answer was held against the conversation.</summary>
    public sealed record Answered(CheckedAnswer Answer) : ModelOutcome;

    /// <summary>There is no answer that could be used: the embedded word stands.</summary>
    /// <param name="Reason">Why, in words an administrator can act on; holds no part of a chat, an answer or a key.</param>
    public sealed record Failed(string Reason) : ModelOutcome
    {
        /// <summary>How long to wait before a second try; null where it would not help.</summary>
        internal TimeSpan? TryAgainAfter { get; init; }

        /// <summary>False where the model works and only this chat is to blame.</summary>
        internal bool IsModelsFault { get; init; } = true;
    }
}
