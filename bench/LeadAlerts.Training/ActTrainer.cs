using LeadAlerts.Core.Qualification.Acts;
using Microsoft.ML.Data;

namespace LeadAlerts.Training;

/// <summary>A message of the visitor's as the trainer sees it.</summary>
/// <param name="Chat">The chat it stands in.</param>
/// <param name="Features">Its distinct features.</param>
/// <param name="Acts">What it does; null where nobody said.</param>
internal sealed record MessageRow(LabelledChat Chat, uint[] Features, IReadOnlyList<SpeechAct>? Acts);

/// <summary>Trains the model of the speech acts.</summary>
internal static class ActTrainer
{
    private const float L2 = 0.25f;

    /// <summary>A feature that occurs in fewer messages than this teaches nothing.</summary>
    private const int LeastMessages = 2;

    /// <summary>The messages of chats.</summary>
    public static List<MessageRow> Rows(IEnumerable<LabelledChat> chats)
    {
        var rows = new List<MessageRow>();
        using var features = new ActFeatures();
        foreach (var chat in chats)
        {
            var text = chat.Text();
            for (var message = 0; message < text.Messages.Count; message++)
            {
                text.ReadFeatures(features, message);
                var hashes = new uint[features.Span.Length];
                for (var i = 0; i < hashes.Length; i++)
                {
                    hashes[i] = features.Span[i].Hash;
                }

                rows.Add(new MessageRow(chat, hashes[..ActModel.Distinct(hashes)], chat.Acts?[message]));
            }
        }

        return rows;
    }

    /// <summary>Trains on messages.</summary>
    public static ActModel Train(IReadOnlyList<MessageRow> rows)
    {
        var known = rows
            .SelectMany(row => row.Features)
            .CountBy(feature => feature)
            .Where(entry => entry.Value >= LeastMessages)
            .Select(entry => entry.Key)
            .Order()
            .ToArray();
        var columns = known.Select((key, index) => (key, index)).ToDictionary(entry => entry.key, entry => entry.index);
        var vectors = rows.Select(row => Vector(row.Features, columns)).ToList();
        var weights = new float[ActModel.Outputs][];
        var biases = new float[ActModel.Outputs];
        Parallel.For(0, ActModel.Outputs, new ParallelOptions { MaxDegreeOfParallelism = Math.Min(4, Environment.ProcessorCount) }, output =>
        {
            var usable = Enumerable.Range(0, rows.Count).Where(i => Label(rows[i], output) is not null).ToList();
            (weights[output], biases[output]) = LogisticTrainer.Train(
                [.. usable.Select(i => vectors[i])], [.. usable.Select(i => Label(rows[i], output)!.Value)], known.Length, L2);
        });

        return Pack(known, weights, biases);
    }

    private static bool? Label(MessageRow row, int output)
    {
        if (output < ActModel.Acts)
        {
            return row.Acts?.Contains((SpeechAct)output);
        }

        return output == ActModel.AnyTradeOutput ? row.Chat.IsLead
            : output == ActModel.LeadOutput ? row.Chat.KnowsTrade ? row.Chat.IsLead : null
            : row.Chat.Category is { } category ? (int)category == output - ActModel.CategoryOutput : null;
    }

    private static VBuffer<float> Vector(uint[] features, Dictionary<uint, int> columns)
    {
        var indices = features.Where(columns.ContainsKey).Select(feature => columns[feature]).Order().ToArray();
        var values = new float[indices.Length];
        Array.Fill(values, ActModel.Share(features.Length));
        return new VBuffer<float>(columns.Count, indices.Length, values, indices);
    }

    private static ActModel Pack(uint[] keys, float[][] weights, float[] biases)
    {
        var scales = weights.Select(column => Math.Max(1e-6f, column.Max(MathF.Abs) / 127)).ToArray();
        var packed = new sbyte[keys.Length * ActModel.Stride];
        for (var i = 0; i < keys.Length; i++)
        {
            for (var o = 0; o < ActModel.Outputs; o++)
            {
                packed[(i * ActModel.Stride) + o] = (sbyte)Math.Clamp(MathF.Round(weights[o][i] / scales[o]), -127, 127);
            }
        }

        // A feature whose every weight rounds to nothing needs no room.
        var used = Enumerable.Range(0, keys.Length).Where(i => packed.AsSpan(i * ActModel.Stride, ActModel.Stride).ContainsAnyExcept((sbyte)0)).ToArray();
        var kept = new sbyte[used.Length * ActModel.Stride];
        for (var i = 0; i < used.Length; i++)
        {
            packed.AsSpan(used[i] * ActModel.Stride, ActModel.Stride).CopyTo(kept.AsSpan(i * ActModel.Stride));
        }

        return new ActModel([.. used.Select(i => keys[i])], kept, scales, biases, []);
    }
}
