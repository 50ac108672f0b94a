using System.CommandLine;
using System.Text;
using LeadAlerts.Web.Demo;
using LeadAlerts.Web.Evaluation;

namespace LeadAlerts.Web.Hosting;

/// <summary>What the program does from the command line instead of serving pages.</summary>
internal static class Verbs
{
    /// <summary>The exit code for arguments that make no sense.</summary>
    public const int WrongArguments = 2;

    /// <summary>True when the arguments ask for a verb or for help; settings, such as --urls=… or key=value, start the server.</summary>
    public static bool Are(string[] args) =>
        WithoutSettings(args) is [var first, ..] && (first is "--help" or "-h" or "-?" || (first.Length > 0 && first[0] is not ('-' or '/') && !first.Contains('=')));

    /// <summary>Runs the verb on the console, in UTF-8 whatever the machine's language.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(string[] args)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return RunAsync(WithoutSettings(args), Console.Out, Console.Error);
    }

    /// <summary>Runs the verb.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("Lead Alerts. Without a verb it serves its pages.") { EvaluateCommand.Create(), DemoCommand.Create() };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            var verb = parsed.CommandResult.Command;
            string[] problems = verb == root
                ? [$"\"{args[0]}\" is unknown. Known are: {string.Join(", ", root.Subcommands.Select(known => known.Name))}."]
                : [.. parsed.Errors.Select(problem => problem.Message)];
            foreach (var problem in problems)
            {
                await error.WriteLineAsync(problem);
            }

            await error.WriteLineAsync($"Help: dotnet run --project LeadAlerts.Web -- {(verb == root ? "" : verb.Name + " ")}--help");
            return WrongArguments;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
    }

    /// <summary>What follows the settings of the server in front, which no verb heeds: <c>dotnet run</c> always gives some.</summary>
    private static string[] WithoutSettings(string[] args) =>
        [.. args.SkipWhile(argument => argument.StartsWith("--", StringComparison.Ordinal) && argument.Contains('=', StringComparison.Ordinal))];
}
