using LeadAlerts.Core.Qualification.Acts;

namespace LeadAlerts.Core.Summaries.Words;

/// <summary>
/// How surely each message does each thing, measured against the probability from which on the model is most often right: 0.5 there,
/// towards 1 above, 0 when it is out of the question. So acts compare with each other, and a newly trained model with the one before.
/// </summary>
internal sealed class ActStrengths
{
    private readonly float[] strengths;

    /// <summary>Reads them off.</summary>
    public ActStrengths(ConversationActs conversation)
    {
        strengths = new float[conversation.Messages.Count * ActModel.Acts];
        for (var act = 0; act < ActModel.Acts; act++)
        {
            var threshold = Math.Max(ActModel.Shipped.Threshold((SpeechAct)act), 0.01f);
            for (var message = 0; message < conversation.Messages.Count; message++)
            {
                var probability = conversation.Probability(message, act);
                strengths[(message * ActModel.Acts) + act] = probability / (probability + threshold);
            }
        }
    }

    /// <summary>How surely a message does something.</summary>
    /// <param name="message">Its place among the visitor's messages, from 0.</param>
    /// <param name="act">What it does.</param>
    public float this[int message, SpeechAct act] => strengths[(message * ActModel.Acts) + (int)act];

    /// <summary>All that a message does, by the number of the act.</summary>
    public ReadOnlySpan<float> Of(int message) => strengths.AsSpan(message * ActModel.Acts, ActModel.Acts);

    /// <summary>How surely a message does any of these.</summary>
    public float Most(int message, ReadOnlySpan<SpeechAct> acts)
    {
        var most = 0f;
        foreach (var act in acts)
        {
            most = Math.Max(most, this[message, act]);
        }

        return most;
    }

    /// <summary>How surely any message does something.</summary>
    public float Most(SpeechAct act)
    {
        var most = 0f;
        for (var i = (int)act; i < strengths.Length; i += ActModel.Acts)
        {
            most = Math.Max(most, strengths[i]);
        }

        return most;
    }
}
