using System.ComponentModel.DataAnnotations;
using System.Globalization;
using LeadAlerts.Core.Evaluation;
using LeadAlerts.Core.LanguageModel;
using LeadAlerts.Web.Hosting;

namespace LeadAlerts.Web.Evaluation;

/// <summary>What judges.</summary>
/// <param name="Name">The assessor's name.</param>
/// <param name="ExportFolder">Where to write what a language model would be asked; null to ask for answers.</param>
/// <param name="ReplayFolder">Where to read a language model's answers; null to ask the one that is connected.</param>
internal sealed record AssessorChoice(string Name, string? ExportFolder, string? ReplayFolder)
{
    public bool UsesModel => Name == LanguageModelAssessor.Name || ExportFolder is not null || ReplayFolder is not null;
}

/// <summary>Evaluates a language model: the one that is connected, recorded answers of any, or none, to export what one would be asked.</summary>
internal sealed class ModelEvaluation : IDisposable
{
    private readonly ModelRecordings? _recordings;
    private readonly LanguageModelReader _reader;

    private ModelEvaluation(LanguageModelOptions options, ModelRecordings? recordings)
    {
        _recordings = recordings;
        _reader = new LanguageModelReader(options, TimeProvider.System, recordings);
        Assessor = new LanguageModelAssessor(_reader, recordings);
    }

    public LanguageModelAssessor Assessor { get; }

    /// <summary>Connects.</summary>
    /// <param name="choice">To what.</param>
    /// <param name="error">Told what is wrong.</param>
    /// <returns>Null when something is.</returns>
    public static async Task<ModelEvaluation?> OpenAsync(AssessorChoice choice, TextWriter error)
    {
        LanguageModelOptions options;
        try
        {
            options = RootSettings.CreateBuilder([]).Configuration.GetSection(LanguageModelOptions.Section).Get<LanguageModelOptions>() ?? new LanguageModelOptions();
        }
        catch (InvalidOperationException problem)
        {
            await error.WriteLineAsync(problem.Message);
            return null;
        }

        var problems = Prepare(options, choice, out var recordings);
        foreach (var problem in problems)
        {
            await error.WriteLineAsync(problem);
        }

        return problems.Count == 0 ? new ModelEvaluation(options, recordings) : null;
    }

    /// <summary>What came of it besides the figures.</summary>
    public async Task TellAsync(TextWriter error)
    {
        if (_recordings is ExportedRequests exported)
        {
            await error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{exported.Count} requests were written; {Assessor.NotAsked} chats are kept from models: no words, or orders to software."));
            return;
        }

        await error.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"The model answered {Assessor.Answered} chats, {Assessor.Summarized} of them with a summary that held; {Assessor.NotAsked} were kept from it. Tokens: {Assessor.Tokens.Input} in, {Assessor.Tokens.Output} out."));
        foreach (var (reason, count) in Assessor.Failures.OrderByDescending(failure => failure.Value))
        {
            await error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{count} ×  {reason}"));
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _recordings?.Dispose();
    }

    /// <returns>What is wrong.</returns>
    private static List<string> Prepare(LanguageModelOptions options, AssessorChoice choice, out ModelRecordings? recordings)
    {
        recordings = null;
        if (choice.ExportFolder is null && choice.ReplayFolder is null)
        {
            return options.IsOn
                ? Validate(options)
                : ["No language model is connected: set LanguageModel:Model with LanguageModel:ApiKey or LanguageModel:Endpoint, or give recorded answers by --replay."];
        }

        // Nothing is sent: the settings matter only to what a request looks like.
        options.Model = options.IsOn ? options.Model : "any";
        options.ApiKey = "none";
        options.Endpoint = null;
        try
        {
            recordings = choice.ReplayFolder is { } replay ? new ReplayedAnswers(CallersPath(replay))
                : new ExportedRequests(Directory.CreateDirectory(CallersPath(choice.ExportFolder!)).FullName);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return [$"{choice.ExportFolder}: the folder cannot be made. {problem.Message}"];
        }

        return choice.ReplayFolder is not null && !Directory.Exists(CallersPath(choice.ReplayFolder))
            ? [$"{choice.ReplayFolder}: there is no such folder."]
            : Validate(options);
    }

    private static List<string> Validate(LanguageModelOptions options)
    {
        var problems = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), problems, validateAllProperties: true);
        return [.. problems.Select(problem => problem.ErrorMessage!)];
    }

    /// <summary>"dotnet run --project" starts the program in the project's folder; a path means where the caller stands.</summary>
    private static string CallersPath(string path) => Path.GetFullPath(
        path, File.Exists("LeadAlerts.Web.csproj") && Environment.GetEnvironmentVariable("PWD") is { Length: > 0 } stands ? stands : Environment.CurrentDirectory);
}
