using System.Buffers;
using System.IO.Compression;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LeadAlerts.Core.Qualification.Acts;

/// <summary>
/// A linear model over <see cref="ActFeatures"/>: for each output the log-odds that a message does it. Never changes; safe to share
/// between threads. Its file is made by the training tool under <c>bench/</c>.
/// </summary>
internal sealed class ActModel
{
    /// <summary>How many acts there are; they are the first outputs.</summary>
    public const int Acts = 23;

    /// <summary>The output after the acts: a message as leads write them.</summary>
    public const int LeadOutput = Acts;

    /// <summary>How many categories there are.</summary>
    public const int Categories = 7;

    /// <summary>The first of the outputs for the conversation's category, in the order of <see cref="ConversationCategory"/>.</summary>
    public const int CategoryOutput = Acts + 1;

    /// <summary>The last output: a message as leads write them, whatever the trade.</summary>
    public const int AnyTradeOutput = CategoryOutput + Categories;

    /// <summary>How many outputs there are.</summary>
    public const int Outputs = AnyTradeOutput + 1;

    /// <summary>The weights of one feature are padded to this, so that they are read at once.</summary>
    public const int Stride = 32;

    private const uint Magic = 0x3154434C;

    private static readonly Lazy<ActModel> ShippedOnce = new(LoadShipped);

    private readonly Slot[] slots;
    private readonly uint[] keys;
    private readonly sbyte[] weights;
    private readonly float[] scales;
    private readonly float[] biases;
    private readonly float[] decision;

    /// <summary>Creates a model.</summary>
    /// <param name="keys">The features that it knows, by hash.</param>
    /// <param name="weights">Their weights, <see cref="Stride"/> of each feature in turn, in steps of the output's scale.</param>
    /// <param name="scales">The log-odds of one step, by output.</param>
    /// <param name="biases">The log-odds before any feature, by output.</param>
    /// <param name="decision">What decides over a conversation; empty when nothing does yet.</param>
    public ActModel(uint[] keys, sbyte[] weights, float[] scales, float[] biases, float[] decision)
    {
        this.keys = keys;
        this.weights = weights;
        this.scales = scales;
        this.biases = biases;
        this.decision = decision;
        slots = Slots(keys);
    }

    /// <summary>From which probability on a message counts as doing something, 0–1.</summary>
    public float Threshold(SpeechAct act) => decision[((2 + Categories) * (DecisionFeatures.Count + 1)) + Outputs + (int)act];

    /// <summary>The weights that decide whether a conversation is of a category.</summary>
    public ReadOnlySpan<float> CategoryDecision(ConversationCategory category) =>
        Weights(2 + (int)category);

    /// <summary>The same model with another decision: the weights for a lead where the trade is known and where it is not, for each category, the average message, the acts' thresholds.</summary>
    public ActModel With(float[] decision) => new(keys, weights, scales, biases, decision);

    /// <summary>The model that the product ships.</summary>
    public static ActModel Shipped => ShippedOnce.Value;

    /// <summary>The weights that decide whether a conversation is a lead, in the order of <see cref="DecisionFeatures"/>.</summary>
    /// <param name="knowsTrade">Whether it is known what the business is; if not, wider experience decides.</param>
    public ReadOnlySpan<float> LeadDecision(bool knowsTrade) => Weights(knowsTrade ? 0 : 1);

    /// <summary>The log-odds of each output in an average message.</summary>
    public ReadOnlySpan<float> Average => decision.AsSpan((2 + Categories) * (DecisionFeatures.Count + 1), Outputs);

    /// <summary>The log-odds of each output for one message.</summary>
    /// <param name="features">The message's features, with repeats.</param>
    /// <param name="logOdds">Receives <see cref="Outputs"/> numbers.</param>
    public void Score(ReadOnlySpan<Feature> features, Span<float> logOdds)
    {
        // Each feature counts once, however often it occurs: a table of those seen, twice as large as needed.
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(features.Length, 8) * 2);
        var seen = ArrayPool<uint>.Shared.Rent(size);
        seen.AsSpan(0, size).Clear();
        Span<int> sums = stackalloc int[Stride];
        var distinct = 0;
        foreach (var feature in features)
        {
            var mark = feature.Hash == 0 ? 1 : feature.Hash;
            var at = mark & (uint)(size - 1);
            while (seen[at] != 0 && seen[at] != mark)
            {
                at = (at + 1) & (uint)(size - 1);
            }

            if (seen[at] != 0)
            {
                continue;
            }

            seen[at] = mark;
            distinct++;
            if (Find(feature.Hash) is var row and >= 0)
            {
                Add(weights.AsSpan(row * Stride, Stride), sums);
            }
        }

        ArrayPool<uint>.Shared.Return(seen);
        var share = Share(distinct);
        for (var o = 0; o < Outputs; o++)
        {
            logOdds[o] = biases[o] + (sums[o] * scales[o] * share);
        }
    }

    /// <summary>What a single feature says about an output, in steps; 0 when it is unknown.</summary>
    public int Weight(uint feature, int output) => Find(feature) is var row and >= 0 ? weights[(row * Stride) + output] : 0;

    /// <summary>Each feature of a message counts this much, so that long and short messages weigh the same.</summary>
    public static float Share(int distinct) => 1 / MathF.Sqrt(Math.Max(1, distinct));

    /// <summary>Moves the distinct numbers to the front, in order, and tells how many there are.</summary>
    public static int Distinct(Span<uint> hashes)
    {
        hashes.Sort();
        var count = 0;
        for (var i = 0; i < hashes.Length; i++)
        {
            if (i == 0 || hashes[i] != hashes[i - 1])
            {
                hashes[count++] = hashes[i];
            }
        }

        return count;
    }

    /// <summary>Reads a model's file.</summary>
    /// <exception cref="InvalidDataException">It is no such file.</exception>
    public static ActModel Load(Stream file)
    {
        using var unpacked = new BrotliStream(file, CompressionMode.Decompress);
        using var reader = new BinaryReader(unpacked);
        if (reader.ReadUInt32() != Magic || reader.ReadInt32() != Outputs)
        {
            throw new InvalidDataException("This is not a model of this version.");
        }

        var count = reader.ReadInt32();
        var keys = Read<uint>(reader, count);

        var weights = Rows(Read<sbyte>(reader, count * Outputs), count);
        return new ActModel(keys, weights, Read<float>(reader, Outputs), Read<float>(reader, Outputs), Read<float>(reader, reader.ReadInt32()));
    }

    /// <summary>Writes the model's file; the same model gives the same bytes.</summary>
    public void Save(Stream file)
    {
        using var packed = new BrotliStream(file, CompressionLevel.SmallestSize, leaveOpen: true);
        using var writer = new BinaryWriter(packed);
        writer.Write(Magic);
        writer.Write(Outputs);
        writer.Write(keys.Length);
        writer.Write(MemoryMarshal.AsBytes(keys.AsSpan()));
        var columns = new sbyte[keys.Length * Outputs];
        for (var o = 0; o < Outputs; o++)
        {
            for (var i = 0; i < keys.Length; i++)
            {
                columns[(o * keys.Length) + i] = weights[(i * Stride) + o];
            }
        }

        writer.Write(MemoryMarshal.AsBytes(columns.AsSpan()));
        writer.Write(MemoryMarshal.AsBytes(scales.AsSpan()));
        writer.Write(MemoryMarshal.AsBytes(biases.AsSpan()));
        writer.Write(decision.Length);
        writer.Write(MemoryMarshal.AsBytes(decision.AsSpan()));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Slot[] Slots(uint[] keys)
    {
        var slots = new Slot[BitOperations.RoundUpToPowerOf2((uint)Math.Max(keys.Length, 8) * 2)];
        for (var i = 0; i < keys.Length; i++)
        {
            var at = keys[i] & (uint)(slots.Length - 1);
            while (slots[at].RowAfter != 0)
            {
                at = (at + 1) & (uint)(slots.Length - 1);
            }

            slots[at] = new Slot(keys[i], i + 1);
        }

        return slots;
    }

    private ReadOnlySpan<float> Weights(int decider) => decision.AsSpan(decider * (DecisionFeatures.Count + 1), DecisionFeatures.Count + 1);

    /// <summary>The weights of one feature side by side; they are written output by output, which packs better.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static sbyte[] Rows(sbyte[] columns, int count)
    {
        // A block of rows at a time, which the processor's cache holds.
        const int Block = 256;
        var rows = new sbyte[count * Stride];
        for (var from = 0; from < count; from += Block)
        {
            var to = Math.Min(from + Block, count);
            for (var o = 0; o < Outputs; o++)
            {
                for (var i = from; i < to; i++)
                {
                    rows[(i * Stride) + o] = columns[(o * count) + i];
                }
            }
        }

        return rows;
    }

    private static T[] Read<T>(BinaryReader reader, int count)
        where T : unmanaged
    {
        var values = new T[count];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    private static void Add(ReadOnlySpan<sbyte> row, Span<int> sums)
    {
        var steps = Vector256.Create(row);
        var (lower, upper) = Vector256.Widen(steps);
        var (first, second) = Vector256.Widen(lower);
        var (third, fourth) = Vector256.Widen(upper);
        (Vector256.Create<int>(sums) + first).CopyTo(sums);
        (Vector256.Create<int>(sums[8..]) + second).CopyTo(sums[8..]);
        (Vector256.Create<int>(sums[16..]) + third).CopyTo(sums[16..]);
        (Vector256.Create<int>(sums[24..]) + fourth).CopyTo(sums[24..]);
    }

    private static ActModel LoadShipped()
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream("LeadAlerts.Core.Qualification.Acts.acts.model")
            ?? throw new InvalidOperationException("The model of the speech acts is missing.");
        return Load(file);
    }

    private int Find(uint key)
    {
        var at = key & (uint)(slots.Length - 1);
        for (; slots[at].RowAfter != 0; at = (at + 1) & (uint)(slots.Length - 1))
        {
            if (slots[at].Key == key)
            {
                return slots[at].RowAfter - 1;
            }
        }

        return -1;
    }

    /// <summary>A place in the table of features; empty while <paramref name="RowAfter"/>, the row's number plus one, is 0.</summary>
    private readonly record struct Slot(uint Key, int RowAfter);
}
