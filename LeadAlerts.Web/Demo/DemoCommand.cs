using System.Buffers.Text;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using LeadAlerts.Core;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Storage;
using LeadAlerts.Web.Components.Account;
using LeadAlerts.Web.Components.Setup;
using LeadAlerts.Web.Hosting;
using Microsoft.AspNetCore.Identity;

namespace LeadAlerts.Web.Demo;

/// <summary>The verb that fills a new database with as many invented leads as are asked for, to see the product under load.</summary>
internal static class DemoCommand
{
    /// <summary>The exit code when the database is somebody's already.</summary>
    public const int InUse = 1;

    private const string Email = "crowd@lead-alerts.example";
    private const int Interrupted = 130;

    public static Command Create()
    {
        var leads = Number("--leads", "How many leads to invent.", 1000, 1, 5_000_000);
        var sites = Number("--sites", "Over how many sites.", 50, 1, 1000);
        var largest = new Option<int?>("--largest") { Description = "How many of the leads the first site has; without it every site has about as many as the others." };
        var seed = new Option<int>("--seed") { Description = "Other numbers give other people.", DefaultValueFactory = _ => 20261123 };
        var command = new Command("demo", "Fill a new database with invented leads, to see lists and search at their size. Use a data folder of its own.")
        {
            leads, sites, largest, seed,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new CrowdPlan(parsed.GetValue(leads), parsed.GetValue(sites), parsed.GetValue(largest), parsed.GetValue(seed)),
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error,
            cancellationToken));
        return command;
    }

    private static Option<int> Number(string name, string description, int otherwise, int least, int most)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => otherwise };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var value && (value < least || value > most))
            {
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is a number from {least} to {most}."));
            }
        });
        return option;
    }

    private static async Task<int> RunAsync(CrowdPlan plan, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var builder = RootSettings.CreateBuilder([]);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddLeadAlertsCore();
        builder.Services.AddProxySettings();
        builder.Services.AddAccounts();
        builder.Services.AddSetup();
        builder.Services.AddDemo();
        await using var app = builder.Build();
        var folder = app.Services.GetRequiredService<DataFolder>();
        await app.Services.GetRequiredService<DatabaseStartup>().RunAsync(cancellationToken);
        var writer = ActivatorUtilities.CreateInstance<CrowdWriter>(app.Services);
        if (await writer.IsInUseAsync(cancellationToken))
        {
            await error.WriteLineAsync($"{folder.Path} holds sites already, so nothing was added. Name a new folder with Database__DataFolder=… in front of the command.");
            return InUse;
        }

        var watch = Stopwatch.StartNew();
        try
        {
            var (owner, password) = await CreateOwnerAsync(app.Services, cancellationToken);
            await writer.WriteAsync(plan, owner, new Told(output, plan, watch), cancellationToken);
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{plan.Leads:N0} leads on {plan.Sites} sites in {folder.Path}, {new FileInfo(folder.DatabaseFile).Length / 1e9:F1} GB, {watch.Elapsed.TotalSeconds:F0} s. Start the server on the same folder and sign in as {Email}, password {password}"));
            return 0;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Interrupted;
        }
    }

    private static async Task<(Guid Id, string Password)> CreateOwnerAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var password = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(12));
        var administrators = services.GetRequiredService<FirstAdministrator>();
        await administrators.StartingAsync(cancellationToken);
        if (await administrators.CreateAsync(Email, "Crowd owner", password, cancellationToken) is { } id)
        {
            return (id, password);
        }

        await using var scope = services.CreateAsyncScope();
        var user = new ApplicationUser { UserName = Email, Email = Email, EmailConfirmed = true, DisplayName = "Crowd owner" };
        Registration.Succeed(await scope.ServiceProvider.GetRequiredService<UserManager<ApplicationUser>>().CreateAsync(user, password));
        return (user.Id, password);
    }

    /// <summary>Says how far it is, at most once in five seconds.</summary>
    private sealed class Told(TextWriter output, CrowdPlan plan, Stopwatch watch) : IProgress<int>
    {
        private TimeSpan _next = TimeSpan.FromSeconds(5);

        public void Report(int value)
        {
            if (watch.Elapsed >= _next)
            {
                _next = watch.Elapsed + TimeSpan.FromSeconds(5);
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{value:N0} conversations for {plan.Leads:N0} leads, {watch.Elapsed.TotalSeconds:F0} s"));
            }
        }
    }
}
