using System.Globalization;
using System.Reflection;
using LeadAlerts.Core.Qualification.Acts;

namespace LeadAlerts.Core.Summaries.Words;

/// <summary>
/// Tells how much each word of the visitor's tells: how likely a person who sums up the chat would mention it. A linear model over
/// what kind of word it is, where it stands and what its message does; its weights, <c>salience.weights</c>, are made by the training
/// tool under <c>bench/</c>.
/// </summary>
internal static class Salience
{
    /// <summary>How many features there are.</summary>
    public const int Count = FirstAct + ActModel.Acts;

    private const int Classes = 64;
    private const int Unknown = Classes;
    private const int FirstUse = Unknown + 5;
    private const int UseCount = 20;
    private const int Shape = FirstUse + UseCount;
    private const int FirstAct = Shape + 16;

    private static readonly float[] Weights = Load();

    /// <summary>Weighs every word.</summary>
    public static void Weigh(VisitorWords words)
    {
        Span<int> features = stackalloc int[32];
        for (var message = 0; message < words.Messages; message++)
        {
            var does = Weights[^1];
            for (var act = 0; act < ActModel.Acts; act++)
            {
                does += Weights[FirstAct + act] * words.Does[message, (SpeechAct)act];
            }

            for (var i = words.First(message); i < words.First(message + 1); i++)
            {
                if (words[i].IsOut || words[i].Has(WordMarks.Sign))
                {
                    continue;
                }

                var sum = does;
                foreach (var feature in features[..Read(words, i, features)])
                {
                    sum += Weights[feature];
                }

                words[i].Weight = DecisionFeatures.Probability(sum);
            }
        }
    }

    /// <summary>The features of one word, without what its message does.</summary>
    /// <returns>How many of <paramref name="features"/> it has.</returns>
    public static int Read(VisitorWords words, int at, Span<int> features)
    {
        ref readonly var word = ref words[at];
        var (begin, end) = (words.First(word.Message), words.First(word.Message + 1));
        var count = 0;
        var length = word.End - word.Start;
        if (word.IsWord)
        {
            features[count++] = word.Has(WordMarks.Known) ? word.Class : Unknown + (length <= 2 ? 0 : length <= 4 ? 1 : length <= 7 ? 2 : length <= 11 ? 3 : 4);
        }

        for (var use = 0; use < UseCount; use++)
        {
            if (((int)word.Uses & (1 << use)) != 0)
            {
                features[count++] = FirstUse + use;
            }
        }

        void Add(Span<int> all, bool has, int shape)
        {
            if (has)
            {
                all[count++] = Shape + shape;
            }
        }

        Add(features, word.Has(WordMarks.Digits), 0);
        Add(features, word.Has(WordMarks.Digits) && length >= 2, 1);
        Add(features, at + 1 < end && words[at + 1].Has(WordMarks.Digits), 2);
        Add(features, at > begin && words[at - 1].Has(WordMarks.Digits), 3);
        Add(features, word.Has(WordMarks.Heard), 4);
        Add(features, word.Has(WordMarks.Capital) && at > begin && !words[at - 1].Has(WordMarks.Sign), 5);
        Add(features, word.Message == 0, 6);
        Add(features, word.Message == words.Messages - 1 && words.Messages > 1, 7);
        Add(features, at > begin && words[at - 1].IsWord && !words[at - 1].Has(WordMarks.Known), 8);
        Add(features, at + 1 < end && words[at + 1].IsWord && !words[at + 1].Has(WordMarks.Known), 9);
        Add(features, at > begin && WordClass.IsThing(words[at - 1].Class), 10);
        Add(features, at + 1 < end && WordClass.IsThing(words[at + 1].Class), 11);
        Add(features, word.Has(WordMarks.Repeated), 12);
        Add(features, word.Has(WordMarks.Name), 13);
        Add(features, end - begin > 30, 14);
        Add(features, at > begin && words[at - 1].Class == WordClass.Negation && words[at - 1].IsWord, 15);
        return count;
    }

    /// <summary>The name of a feature, by which its weight is kept.</summary>
    public static string Name(int feature) => feature switch
    {
        0 => "class-none",
        < Unknown => $"class-{Lexicon.ClassName(feature)}",
        < FirstUse => $"unknown-{feature - Unknown}",
        < Shape => $"use-{(WordUses)(1 << (feature - FirstUse))}",
        < FirstAct => $"shape-{feature - Shape}",
        < Count => $"act-{(SpeechAct)(feature - FirstAct)}",
        _ => "bias",
    };

    private static float[] Load()
    {
        var weights = new float[Count + 1];
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("LeadAlerts.Core.Summaries.Words.salience.weights")
            ?? throw new InvalidOperationException("The weights of the summaries are missing.");
        using var reader = new StreamReader(stream);
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i <= Count; i++)
        {
            names[Name(i)] = i;
        }

        while (reader.ReadLine() is { } line)
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            weights[names[line[..space]]] = float.Parse(line.AsSpan(space + 1), CultureInfo.InvariantCulture);
        }

        return weights;
    }
}
