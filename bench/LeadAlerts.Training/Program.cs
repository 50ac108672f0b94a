using System.Globalization;
using LeadAlerts.Training;

// train [--out FILE] [--without AUTHORS] CHATS…        measures as validate does, then trains on every author but those, and writes the model
// validate [--folds N] CHATS…                          trains again and again without some authors, and measures on them
// salience [--out FILE] CHATS…                         trains what a summary mentions, on chats with must_mention
var files = args.Skip(1).Where((argument, i) => !argument.StartsWith("--", StringComparison.Ordinal) && !args[i].StartsWith("--", StringComparison.Ordinal)).ToList();
if (args.FirstOrDefault() == "salience")
{
    SalienceTrainer.Train(files.Order(StringComparer.Ordinal), Option("--out") ?? "salience.weights");
    return 0;
}

var without = (Option("--without") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
var chats = files.Order(StringComparer.Ordinal).SelectMany(LabelledChat.Read).Where(chat => !without.Contains(chat.Author)).ToList();
Console.WriteLine($"{chats.Count} chats by {chats.Select(chat => chat.Author).Distinct().Count()} authors");
switch (args.FirstOrDefault())
{
    case "validate":
        CrossValidation.Run(chats, int.Parse(Option("--folds") ?? "6", CultureInfo.InvariantCulture)).Print();
        return 0;
    case "train":
        var validation = CrossValidation.Run(chats, int.Parse(Option("--folds") ?? "6", CultureInfo.InvariantCulture));
        validation.Print();
        var acts = ActTrainer.Train(ActTrainer.Rows(chats));
        using (var file = File.Create(Option("--out") ?? "acts.model"))
        {
            acts.With(validation.Decision).Save(file);
        }

        return 0;
    default:
        Console.Error.WriteLine("train [--out FILE] [--without AUTHORS] [--folds N] CHATS… | validate [--folds N] [--without AUTHORS] CHATS… | salience [--out FILE] CHATS…");
        return 2;
}

string? Option(string name)
{
    var at = Array.IndexOf(args, name);
    return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
}
