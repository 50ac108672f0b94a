using System.CommandLine;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Evaluation;
using LeadAlerts.Web.Hosting;

namespace LeadAlerts.Web.Evaluation;

/// <summary>The verb that measures qualification and summaries on conversations in files.</summary>
internal static class EvaluateCommand
{
    /// <summary>The exit code when lines had to be skipped or there was nothing to measure.</summary>
    public const int Incomplete = 1;

    private const int Interrupted = 130;

    // From here on the figures of speed no longer change much with further warming up.
    private const int WarmUpJudgements = 300;

    private const int MaxProblemsTold = 20;

    public static Command Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "JSON Lines: one conversation a line, with messages[{role,text}] and, where known, label, contact and more.",
            Arity = ArgumentArity.OneOrMore,
        };
        files.Validators.Add(result =>
        {
            // Or a mistyped option would be taken for a file.
            if (result.Tokens.FirstOrDefault(token => token.Value.StartsWith('-')) is { } option)
            {
                result.AddError($"There is no option {option.Value}. A file of that name is written ./{option.Value}");
            }
        });
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of tables." };
        var mistakes = new Option<bool>("--mistakes") { Description = "List every wrong verdict, wrong contact and missed mention." };
        var assessor = new Option<string>("--assessor")
        {
            Description = "What judges the conversations; llm adds the language model of the settings (LanguageModel:…), which sends the chats to it.",
            DefaultValueFactory = _ => EmbeddedAssessor.Name,
        };
        assessor.AcceptOnlyFromAmong(EmbeddedAssessor.Name, LanguageModelAssessor.Name);
        var export = new Option<string>("--export-prompts")
        {
            Description = "Write what a language model would be asked to a folder, one request a file named by the chat's id, and send nothing.",
            HelpName = "DIR",
        };
        var replay = new Option<string>("--replay")
        {
            Description = "Judge with recorded answers of a language model from a folder, one a file named as by --export-prompts, and send nothing.",
            HelpName = "DIR",
        };
        var command = new Command("evaluate", "Measure how well leads are told from other visitors, and how good the summaries are, on your own chats.")
        {
            files, json, mistakes, assessor, export, replay,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(export) is not null && result.GetResult(replay) is not null)
            {
                result.AddError("--export-prompts and --replay do not go together.");
            }
        });
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(files),
            new EvaluationView(parsed.GetValue(json), parsed.GetValue(mistakes)),
            new AssessorChoice(parsed.GetRequiredValue(assessor), parsed.GetValue(export), parsed.GetValue(replay)),
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        string[] names, EvaluationView view, AssessorChoice choice, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var chats = new List<EvaluationChat>();
        var problems = new List<string>();
        foreach (var name in names)
        {
            if (ReadFile(name, chats, problems) is { } reason)
            {
                await error.WriteLineAsync($"{name}: {reason}");
                return Verbs.WrongArguments;
            }
        }

        await TellAsync(problems, error);
        if (chats.Count == 0)
        {
            await error.WriteLineAsync("There is no conversation to evaluate.");
            if (view.AsJson)
            {
                // Who reads it by a program gets an object all the same, with nothing in it.
                await output.WriteLineAsync(view.Write(new EvaluationReport([], AlertSettings.DefaultThreshold), problems.Count));
            }

            return Incomplete;
        }

        using var model = choice.UsesModel ? await ModelEvaluation.OpenAsync(choice, error) : null;
        if (choice.UsesModel && model is null)
        {
            return Verbs.WrongArguments;
        }

        try
        {
            var evaluator = new Evaluator(model is null ? new EmbeddedAssessor().JudgeAsync : model.Assessor.JudgeAsync, TimeProvider.System);
            if (model is null)
            {
                await evaluator.WarmUpAsync(chats, WarmUpJudgements, cancellationToken);
            }

            var evaluated = await evaluator.RunAsync(chats, cancellationToken);
            if (model is not null)
            {
                await model.TellAsync(error);
            }

            if (choice.ExportFolder is not null)
            {
                return problems.Count == 0 ? 0 : Incomplete;
            }

            var report = new EvaluationReport(evaluated, AlertSettings.DefaultThreshold);
            await output.WriteLineAsync(view.Write(report, problems.Count));
            await output.FlushAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Interrupted;
        }
        catch (IOException exception)
        {
            await error.WriteLineAsync($"The figures cannot be written: {exception.Message}");
            return Incomplete;
        }

        return problems.Count == 0 ? 0 : Incomplete;
    }

    /// <returns>Why the file could not be read; null when it could.</returns>
    private static string? ReadFile(string name, List<EvaluationChat> chats, List<string> problems)
    {
        if (FindFile(name) is not { } path)
        {
            return Directory.Exists(name) ? "this is a folder; name the files in it." : "there is no such file.";
        }

        try
        {
            using var reader = new StreamReader(path);
            foreach (var line in ChatFile.Read(reader, Path.GetFileName(path)))
            {
                if (line.Chat is { } chat)
                {
                    chats.Add(chat);
                }
                else
                {
                    problems.Add(line.Problem!);
                }
            }

            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "the file cannot be read. " + exception.Message;
        }
    }

    /// <summary>
    /// "dotnet run --project" starts the program in the project's folder, so a path is also looked up from where the caller stands.
    /// </summary>
    private static string? FindFile(string name)
    {
        string?[] folders = File.Exists("LeadAlerts.Web.csproj")
            ? [Environment.CurrentDirectory, Environment.GetEnvironmentVariable("PWD"), Path.GetDirectoryName(Environment.CurrentDirectory)]
            : [Environment.CurrentDirectory];
        return folders.OfType<string>().Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }

    private static async Task TellAsync(List<string> problems, TextWriter error)
    {
        foreach (var problem in problems.Take(MaxProblemsTold))
        {
            await error.WriteLineAsync(ScreenText.OneLine(problem));
        }

        if (problems.Count > MaxProblemsTold)
        {
            await error.WriteLineAsync($"… and {problems.Count - MaxProblemsTold} more.");
        }

        if (problems.Count > 0)
        {
            await error.WriteLineAsync(problems.Count == 1 ? "1 line was skipped." : $"{problems.Count} lines were skipped.");
        }
    }
}
