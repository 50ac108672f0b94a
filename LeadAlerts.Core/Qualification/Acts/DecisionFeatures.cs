namespace LeadAlerts.Core.Qualification.Acts;

/// <summary>What is known of a conversation besides what its messages do.</summary>
/// <param name="HasPhone">The visitor gave a phone number.</param>
/// <param name="HasEmail">The visitor gave an e-mail address.</param>
/// <param name="IsEnglish">It is in English.</param>
/// <param name="KnowsTrade">It is known what the business is.</param>
internal readonly record struct ConversationFacts(bool HasPhone, bool HasEmail, bool IsEnglish, bool KnowsTrade);

/// <summary>
/// What the decision over a conversation is made of: for each output of <see cref="ActModel"/> whether it occurs at all, in the last
/// message, in the first, how much on average, and how surely; and a few facts.
/// </summary>
internal static class DecisionFeatures
{
    /// <summary>How many there are; the weight after the last one is the bias.</summary>
    public const int Count = (Views * ActModel.Outputs) + 6;

    private const int Views = 6;

    /// <summary>Computes them.</summary>
    /// <param name="logOdds">Of each message in turn, <see cref="ActModel.Outputs"/> numbers each.</param>
    /// <param name="facts">What else is known.</param>
    /// <param name="features">Receives <see cref="Count"/> numbers.</param>
    public static void Compute(ReadOnlySpan<float> logOdds, ConversationFacts facts, Span<float> features)
    {
        features.Clear();
        var messages = logOdds.Length / ActModel.Outputs;
        if (messages == 0)
        {
            return;
        }

        for (var o = 0; o < ActModel.Outputs; o++)
        {
            float none = 1, sum = 0, sure = 0, last = 0, recent = 0, first = 0;
            for (var m = 0; m < messages; m++)
            {
                var x = Math.Clamp(logOdds[(m * ActModel.Outputs) + o], -7, 7);
                var p = Probability(x);
                none *= 1 - p;
                sum += p;
                sure += x;
                first = m == 0 ? p : first;
                recent = m >= messages - 2 ? Math.Max(recent, p) : 0;
                last = p;
            }

            var at = o * Views;
            features[at] = 1 - none;
            features[at + 1] = last;
            features[at + 2] = first;
            features[at + 3] = sum / messages;
            features[at + 4] = sure / messages;
            features[at + 5] = recent;
        }

        var rest = Views * ActModel.Outputs;
        features[rest] = facts.HasPhone ? 1 : 0;
        features[rest + 1] = facts.HasEmail ? 1 : 0;
        features[rest + 2] = facts.IsEnglish ? 1 : 0;
        features[rest + 3] = facts.IsEnglish ? 0 : features[(ActModel.LeadOutput * Views) + 4];
        features[rest + 4] = messages == 1 ? features[(ActModel.LeadOutput * Views) + 4] : 0;
        features[rest + 5] = MathF.Max(0, logOdds[^(ActModel.Outputs - (int)SpeechAct.Decline)]) * features[((int)SpeechAct.Need) * Views];
    }

    /// <summary>The log-odds that a conversation with these features is what the weights decide on.</summary>
    /// <param name="features"><see cref="Count"/> numbers.</param>
    /// <param name="weights">A weight for each, and a bias.</param>
    public static float Decide(ReadOnlySpan<float> features, ReadOnlySpan<float> weights)
    {
        var sum = weights[Count];
        for (var i = 0; i < Count; i++)
        {
            sum += features[i] * weights[i];
        }

        return sum;
    }

    /// <summary>Log-odds as a probability.</summary>
    public static float Probability(float logOdds) => 1 / (1 + MathF.Exp(-logOdds));
}
