using System.Diagnostics;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Qualification.Acts;

namespace LeadAlerts.Training;

/// <summary>Reads every chat with a model that never saw its author, and learns the decisions from that.</summary>
internal sealed class CrossValidation
{
    /// <summary>No act is told on less, however rare it is.</summary>
    private const float LeastThreshold = 0.15f;

    /// <summary>
    /// What is added to the log-odds of a lead where the business is not known. Such chats are strangers to the reader, and it doubts them
    /// too much: on whole sources left out F1 is on average best at about 0.22 to 0.3, and a missed lead costs more than a false alert.
    /// </summary>
    private const float UnknownTradeLean = 0.85f;

    /// <summary>
    /// How often a public dialogue counts in the decision where the business is not known. They are few beside the written chats, and what
    /// comes without a business resembles them more.
    /// </summary>
    private const int PublicWeight = 2;

    private readonly List<Read> reads = [];

    private CrossValidation()
    {
    }

    /// <summary>The decision, learnt from all chats: the weights for a lead where the trade is known and where it is not, for each category, the average message, the acts' thresholds.</summary>
    public float[] Decision { get; private set; } = [];

    /// <summary>Runs it.</summary>
    /// <param name="chats">Every chat; the chats of one author are never parted.</param>
    /// <param name="folds">
    /// Into how many parts the authors are divided; each source of public dialogues with leads is a part of its own, so that it is the only stranger to its model.
    /// </param>
    public static CrossValidation Run(IReadOnlyList<LabelledChat> chats, int folds)
    {
        var watch = Stopwatch.StartNew();
        var result = new CrossValidation();

        // A chat whose business is known is read a second time as if it were not.
        var both = chats.Concat(chats.Where(chat => chat.KnowsTrade).Select(chat => chat.WithoutTrade())).ToList();
        var rows = ActTrainer.Rows(both);
        var (sources, authors) = Authors(chats);
        var fold = authors.Select((author, i) => (author, i % folds)).Concat(sources.Select((source, i) => (source, folds + i))).ToDictionary();
        var all = folds + sources.Count;
        for (var f = 0; f < all; f++)
        {
            var model = ActTrainer.Train([.. rows.Where(row => fold[row.Chat.Author] != f)]);
            result.reads.AddRange(both.Where(chat => fold[chat.Author] == f).Select(chat => Read.Of(chat, f, model)));
            Console.WriteLine($"fold {f + 1} of {all}: {watch.Elapsed.TotalSeconds:F0} s");
        }

        result.Decision =
        [
            .. Decide(result.reads.Where(read => read.Chat.KnowsTrade)), .. Decide(result.reads.Where(read => !read.Chat.KnowsTrade)),
            .. Enum.GetValues<ConversationCategory>().SelectMany(result.DecideCategory), .. result.Average(), .. result.Thresholds(),
        ];
        foreach (var part in result.reads.GroupBy(read => (read.Fold, read.Chat.KnowsTrade)))
        {
            var weights = Decide(result.reads.Where(read => read.Fold != part.Key.Fold && read.Chat.KnowsTrade == part.Key.KnowsTrade));
            foreach (var read in part)
            {
                read.Score = DecisionFeatures.Probability(DecisionFeatures.Decide(read.Features, weights));
            }
        }

        return result;
    }

    /// <summary>Prints precision, recall and F1 at several thresholds: of all, by author and by language.</summary>
    public void Print()
    {
        foreach (var knows in (bool[])[true, false])
        {
            var some = reads.Where(read => read.Chat.KnowsTrade == knows).ToList();
            if (some.Count == 0)
            {
                continue;
            }

            Console.WriteLine(knows ? "The business is known; threshold, precision, recall, F1" : "The business is not known");
            Line("all", some);
            Line("English", some.Where(read => read.Chat.Language == "en"));
            Line("other", some.Where(read => read.Chat.Language != "en"));
            foreach (var group in some.GroupBy(read => read.Chat.Author).OrderBy(group => group.Key, StringComparer.Ordinal))
            {
                Line(group.Key, group);
            }

            foreach (var group in some.GroupBy(read => read.Chat.Language).OrderBy(group => group.Key, StringComparer.Ordinal))
            {
                Line(group.Key, group);
            }
        }
    }

    /// <summary>Sources of public dialogues, whose messages nobody labelled, with leads among them; and all others.</summary>
    private static (List<string> Sources, List<string> Authors) Authors(IReadOnlyList<LabelledChat> chats)
    {
        var groups = chats.GroupBy(chat => chat.Author).OrderBy(group => group.Key, StringComparer.Ordinal).ToLookup(group => group.All(chat => chat.Acts is null) && group.Any(chat => chat.IsLead), group => group.Key);
        return ([.. groups[true]], [.. groups[false]]);
    }

    private static float[] Decide(IEnumerable<Read> used)
    {
        var all = used.SelectMany(read => Enumerable.Repeat(read, read.Chat.Acts is null ? PublicWeight : 1)).ToList();
        if (all.Count == 0)
        {
            return new float[DecisionFeatures.Count + 1];
        }

        var weights = DecisionTrainer.Train([.. all.Select(read => read.Features)], [.. all.Select(read => read.Chat.IsLead)]);
        weights[^1] += all[0].Chat.KnowsTrade ? 0 : UnknownTradeLean;
        return weights;
    }

    private float[] DecideCategory(ConversationCategory category)
    {
        var used = reads.Where(read => read.Chat.Category is not null).ToList();
        return DecisionTrainer.Train([.. used.Select(read => read.Features)], [.. used.Select(read => read.Chat.Category == category)]);
    }

    private float[] Average()
    {
        var average = new float[ActModel.Outputs];
        for (var o = 0; o < average.Length; o++)
        {
            average[o] = reads
                .Where(read => read.Chat.KnowsTrade)
                .SelectMany(read => Enumerable.Range(0, read.Acts.LogOdds.Length / ActModel.Outputs).Select(m => read.Acts.LogOdds[(m * ActModel.Outputs) + o]))
                .Average();
        }

        return average;
    }

    /// <summary>For each act the probability from which on messages are told best, where a wrong one counts twice a missed one (F0.5).</summary>
    private IEnumerable<float> Thresholds()
    {
        var told = reads.Where(read => read.Chat.KnowsTrade && read.Chat.Acts is not null).ToList();
        foreach (var act in Enum.GetValues<SpeechAct>())
        {
            var all = told
                .SelectMany(read => read.Chat.Acts!.Select((acts, m) =>
                    (Does: acts.Contains(act), Probability: read.Acts.Probability(m, act))))
                .OrderByDescending(entry => entry.Probability)
                .ToList();
            var does = all.Count(entry => entry.Does);
            var (right, best, threshold) = (0, 0.0, 0.5f);
            for (var i = 0; i < all.Count; i++)
            {
                right += all[i].Does ? 1 : 0;
                var f = 1.25 * right / (i + 1 + (0.25 * does));
                if (f > best)
                {
                    (best, threshold) = (f, all[i].Probability);
                }
            }

            Console.WriteLine($"{act,-14} threshold {threshold:F2}, F0.5 {best:F2}");
            yield return Math.Max(threshold, LeastThreshold);
        }
    }

    private static void Line(string name, IEnumerable<Read> some)
    {
        var used = some.ToList();
        Console.Write($"{name,-12} {used.Count,5}");
        foreach (var threshold in (double[])[0.5, 0.45, 0.4, 0.35, 0.3])
        {
            var right = used.Count(read => read.Score >= threshold && read.Chat.IsLead);
            var said = used.Count(read => read.Score >= threshold);
            var leads = used.Count(read => read.Chat.IsLead);
            Console.Write($" | {threshold:F2} {right / Math.Max(1.0, said):F2} {right / Math.Max(1.0, leads):F2} {2.0 * right / Math.Max(1, said + leads):F3}");
        }

        Console.WriteLine();
    }

    /// <summary>A chat as read by a model that never saw its author.</summary>
    private sealed class Read
    {
        public required LabelledChat Chat { get; init; }

        public required int Fold { get; init; }

        public required ConversationActs Acts { get; init; }

        public required float[] Features { get; init; }

        public double Score { get; set; }

        public static Read Of(LabelledChat chat, int fold, ActModel model)
        {
            var acts = ConversationActs.Read(chat.Text(), model);
            var features = new float[DecisionFeatures.Count];
            DecisionFeatures.Compute(acts.LogOdds, acts.Facts, features);
            return new Read { Chat = chat, Fold = fold, Acts = acts, Features = features };
        }
    }
}
