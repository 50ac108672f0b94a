using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;
using LeadAlerts.Core.Evaluation;

namespace LeadAlerts.Web.Evaluation;

/// <summary>Shows the figures of an evaluation as tables for a terminal of 120 columns.</summary>
internal static class EvaluationText
{
    public static string Write(EvaluationReport report, int skippedLines)
    {
        var all = report.Overall;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{all.Count} conversations, {all.Verdicts.Labelled} of them labelled: ");
        text.Append(CultureInfo.InvariantCulture, $"{all.Verdicts.Leads} leads, {all.Verdicts.Labelled - all.Verdicts.Leads} others.");
        text.Append(skippedLines == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" Skipped lines: {skippedLines}."));
        text.Append(CultureInfo.InvariantCulture, $"\nJudged by {report.Chats[0].Assessment.Assessor}; a score of {report.Threshold} or more is a lead.\n");
        Append(text, "VERDICTS", Verdicts(report));
        Append(text, "CALIBRATION of all scores: of conversations with a score of 80, about 80 % should be leads", Calibration(all.Calibration));
        Append(text, "CONTACT: what was found of what the visitor gave", Contacts(report));
        Append(text, "SUMMARIES AND COST", Summaries(report));
        if (typeof(Evaluator).Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true })
        {
            text.Append("\nThis is a debug build, which is slower than the product in use: measure speed with dotnet run -c Release.\n");
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string title, TextTable table)
    {
        if (!table.IsEmpty)
        {
            text.Append('\n').Append(title).Append('\n');
            table.WriteTo(text);
        }
    }

    private static TextTable Verdicts(EvaluationReport report)
    {
        var table = new TextTable(
            ("chats", "conversations"),
            ("labelled", "how many of them say whether they are a lead; the figures to the right are over these"),
            ("leads", "how many of them are leads"),
            ("precision", "share of leads among those called leads (1 is best)"),
            ("recall", "share of the leads that were called leads"),
            ("F1", "precision and recall in one figure"),
            ("PR-AUC", "area under the precision-recall curve: how well the scores rank, whatever the threshold"),
            ("right", "share of verdicts, lead or not, that agree with the label"),
            ("cal.error", "expected calibration error: how far score and share of leads lie apart (0 is best)"),
            ("category", "share of right categories"));
        Fill(table, report, figures =>
        [
            Count(figures.Count),
            Count(figures.Verdicts.Labelled),
            figures.Verdicts.Labelled == 0 ? TextTable.Nothing : Count(figures.Verdicts.Leads),
            Ratio(figures.Verdicts.Precision),
            Ratio(figures.Verdicts.Recall),
            Ratio(figures.Verdicts.F1),
            Ratio(figures.PrecisionRecallArea),
            Ratio(figures.Verdicts.Accuracy),
            Ratio(figures.Calibration?.Error),
            Ratio(figures.CategoryAccuracy),
        ]);
        return table;
    }

    private static TextTable Calibration(Calibration? calibration)
    {
        var bins = calibration?.Bins ?? [];
        var table = new TextTable([.. bins.Select(bin => ($"{bin.From}-{bin.To}", ""))]);
        table.Add("labelled chats", [.. bins.Select(bin => bin.Count == 0 ? TextTable.Nothing : Count(bin.Count))]);
        table.Add("expected: mean score", [.. bins.Select(bin => Ratio(bin.Expected))]);
        table.Add("observed: leads", [.. bins.Select(bin => Ratio(bin.Observed))]);
        return table;
    }

    private static TextTable Contacts(EvaluationReport report)
    {
        var table = new TextTable(
            ("e-mail", "share of conversations whose e-mail is right, or rightly none; phone and name alike"),
            ("given", "in how many conversations the visitor gave it"),
            ("w/m/i", "wrong: another was found; missed: none was found; invented: found, though not given"),
            ("phone", ""),
            ("given", ""),
            ("w/m/i", ""),
            ("name", ""),
            ("given", ""),
            ("w/m/i", ""));
        Fill(table, report, figures => [.. Contact(figures.Email), .. Contact(figures.Phone), .. Contact(figures.Name)]);
        return table;
    }

    private static string[] Contact(ContactTally tally) => tally.Accuracy is null
        ? [TextTable.Nothing, TextTable.Nothing, TextTable.Nothing]
        : [Ratio(tally.Accuracy), Count(tally.Given), string.Create(CultureInfo.InvariantCulture, $"{tally.Wrong}/{tally.Missed}/{tally.Invented}")];

    private static TextTable Summaries(EvaluationReport report)
    {
        var table = new TextTable(
            ("must", "share of the facts a summary has to tell (must_mention) that it tells (1 is best)"),
            ("must not", "share of what a summary must not tell (must_not_mention) that it tells (0 is best)"),
            ("ROUGE-1", "words shared with summaries by people; several of one conversation: their mean"),
            ("ROUGE-2", "pairs of words shared with them"),
            ("ROUGE-L", "longest run of words shared with them, with gaps"),
            ("a second", "conversations judged and summarized one after the other, on one core"),
            ("kB each", "memory allocated for one conversation"));
        Fill(table, report, figures =>
        [
            Ratio(figures.MustMention),
            Ratio(figures.MustNotMention),
            Ratio(figures.Rouge?.One),
            Ratio(figures.Rouge?.Two),
            Ratio(figures.Rouge?.Longest),
            figures.PerSecond is { } perSecond ? Count(perSecond) : TextTable.Nothing,
            figures.BytesEach is { } bytes ? Count(bytes / 1000) : TextTable.Nothing,
        ]);
        return table;
    }

    /// <summary>A row for all, and one for each group where there is more than one.</summary>
    private static void Fill(TextTable table, EvaluationReport report, Func<Figures, string[]> cells)
    {
        table.Add("all", cells(report.Overall));
        foreach (var (heading, groups) in new[] { ("by source", report.BySource), ("by language", report.ByLanguage), ("by category", report.ByCategory) })
        {
            if (groups.Count > 1)
            {
                table.AddHeading(heading);
                foreach (var (name, figures) in groups)
                {
                    table.Add(name, cells(figures));
                }
            }
        }
    }

    private static string Count(double number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Ratio(double? share) => share?.ToString("0.000", CultureInfo.InvariantCulture) ?? TextTable.Nothing;
}
