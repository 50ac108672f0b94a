using System.Globalization;
using System.Text;
using LeadAlerts.Core.Evaluation;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Qualification.Acts;
using LeadAlerts.Core.Summaries.Words;
using Microsoft.ML.Data;

namespace LeadAlerts.Training;

/// <summary>Trains which words of a visitor's a summary mentions, from chats of which somebody wrote down what their summary must mention.</summary>
internal static class SalienceTrainer
{
    private const float L2 = 2;

    /// <summary>Trains on files of chats and writes the weights, one feature a line.</summary>
    public static void Train(IEnumerable<string> files, string output)
    {
        var rows = new List<VBuffer<float>>();
        var labels = new List<bool>();
        foreach (var file in files)
        {
            using var reader = new StreamReader(file);
            foreach (var line in ChatFile.Read(reader, file))
            {
                if (line.Chat is { MustMention.Count: > 0 } chat)
                {
                    Add(chat, rows, labels);
                }
            }
        }

        var (weights, bias) = LogisticTrainer.Train(rows, labels, Salience.Count, L2);
        var text = new StringBuilder();
        for (var i = 0; i <= Salience.Count; i++)
        {
            var weight = i == Salience.Count ? bias : weights[i];
            if (Math.Abs(weight) >= 0.005f)
            {
                text.Append(CultureInfo.InvariantCulture, $"{Salience.Name(i)} {weight:0.##}\n");
            }
        }

        File.WriteAllText(output, text.ToString());
        Console.WriteLine($"{rows.Count} words, of which {labels.Count(label => label)} are mentioned");
    }

    private static void Add(EvaluationChat chat, List<VBuffer<float>> rows, List<bool> labels)
    {
        var acts = ConversationActs.Read(chat.Transcript, chat.Business, chat.Region);
        using var words = new VisitorWords(acts);
        ContactMask.Apply(words, acts.Contact.Contact);
        var mentioned = Mentioned(words, chat.MustMention);
        Span<int> found = stackalloc int[32];
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].IsOut || words[i].Has(WordMarks.Sign))
            {
                continue;
            }

            var values = new SortedDictionary<int, float>();
            foreach (var feature in found[..Salience.Read(words, i, found)])
            {
                values[feature] = 1;
            }

            for (var act = 0; act < ActModel.Acts; act++)
            {
                values[Salience.Count - ActModel.Acts + act] = words.Does[words[i].Message, (SpeechAct)act];
            }

            rows.Add(new VBuffer<float>(Salience.Count, values.Count, [.. values.Values], [.. values.Keys]));
            labels.Add(mentioned[i]);
        }
    }

    /// <summary>The words that one of the phrases covers, wherever it occurs.</summary>
    private static bool[] Mentioned(VisitorWords words, IReadOnlyList<string> phrases)
    {
        var letters = new StringBuilder();
        var wordOf = new List<int>();
        for (var i = 0; i < words.Count; i++)
        {
            foreach (var c in words.Folded(i))
            {
                letters.Append(c);
                wordOf.Add(i);
            }
        }

        var text = letters.ToString();
        var mentioned = new bool[words.Count];
        foreach (var phrase in phrases)
        {
            var wanted = string.Concat(FoldedText.Fold(phrase).Where(c => !char.IsWhiteSpace(c)));
            for (var at = text.IndexOf(wanted, StringComparison.Ordinal); at >= 0 && wanted.Length > 0; at = text.IndexOf(wanted, at + 1, StringComparison.Ordinal))
            {
                for (var i = at; i < at + wanted.Length; i++)
                {
                    mentioned[wordOf[i]] = true;
                }
            }
        }

        return mentioned;
    }
}
