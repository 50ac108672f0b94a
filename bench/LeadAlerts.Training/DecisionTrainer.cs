using LeadAlerts.Core.Qualification.Acts;
using Microsoft.ML.Data;

namespace LeadAlerts.Training;

/// <summary>Trains the decision over a conversation.</summary>
internal static class DecisionTrainer
{
    private const float L2 = 30;

    /// <summary>Trains on the features of conversations, read by models that never saw their authors.</summary>
    /// <returns>The weights and, last, the bias.</returns>
    public static float[] Train(IReadOnlyList<float[]> features, IReadOnlyList<bool> labels)
    {
        var mean = new float[DecisionFeatures.Count];
        var spread = new float[DecisionFeatures.Count];
        for (var f = 0; f < mean.Length; f++)
        {
            mean[f] = features.Average(row => row[f]);
            spread[f] = MathF.Sqrt(features.Average(row => (row[f] - mean[f]) * (row[f] - mean[f]))) + 1e-4f;
        }

        var rows = features
            .Select(row => new VBuffer<float>(mean.Length, [.. row.Select((value, f) => (value - mean[f]) / spread[f])]))
            .ToList();
        var (trained, bias) = LogisticTrainer.Train(rows, labels, mean.Length, L2);
        var result = new float[mean.Length + 1];
        for (var f = 0; f < mean.Length; f++)
        {
            result[f] = trained[f] / spread[f];
            bias -= result[f] * mean[f];
        }

        result[^1] = bias;
        return result;
    }
}
