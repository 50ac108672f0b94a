using System.Diagnostics;

namespace LeadAlerts.Tests.Infrastructure;

/// <summary>
/// The product as <c>dotnet publish</c> leaves it, as a process of its own. It is published once for a run of the tests from what was built for
/// them: its static files come from other places than those of a built one, so that what works built can come empty published.
/// </summary>
public sealed class PublishedProduct : IAsyncDisposable
{
    private static readonly Lazy<Task<string>> Program = new(PublishAsync);

    private readonly ProductProcess _process;

    private PublishedProduct(ProductProcess process) => _process = process;

    public Uri Address => _process.Address;

    public string Output => _process.Output;

    /// <summary>
    /// Starts it in Development, where its mails land in the built-in mailbox, and returns when it listens. The demo is off: its weeks of
    /// history are no test's.
    /// </summary>
    /// <param name="dataFolder">Where it keeps its data; it may find a database there that was prepared for it.</param>
    /// <param name="settings">More settings, as environment variables.</param>
    public static async Task<PublishedProduct> StartAsync(string dataFolder, IReadOnlyDictionary<string, string>? settings = null)
    {
        var all = new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["Demo__Enabled"] = "false" };
        foreach (var (key, value) in settings ?? new Dictionary<string, string>())
        {
            all[key] = value;
        }

        return new PublishedProduct(await ProductProcess.StartAsync(dataFolder, all, TestContext.Current.CancellationToken, await Program.Value));
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();

        // Shown with a test that failed: its pages say that something went wrong, only this says what.
        TestContext.Current.TestOutputHelper?.WriteLine(Output);
    }

    private static async Task<string> PublishAsync()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var root = output;
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "LeadAlerts.sln")))
        {
            root = root.Parent;
        }

        if (root is null)
        {
            throw new InvalidOperationException($"{output.FullName} lies in no copy of the repository, from which the product could be published.");
        }

        var folder = Path.Combine(output.FullName, "published");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        // bin/<configuration>/<framework>
        var configuration = output.Parent!.Name;
        using var publish = Process.Start(new ProcessStartInfo(
            "dotnet", ["publish", Path.Combine(root.FullName, "LeadAlerts.Web"), "--no-build", "--nologo", "-c", configuration, "-o", folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var said = publish.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var failed = publish.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await publish.WaitForExitAsync(TestContext.Current.CancellationToken);
        return publish.ExitCode == 0
            ? Path.Combine(folder, "LeadAlerts.Web.dll")
            : throw new InvalidOperationException($"dotnet publish failed:\n{await said}\n{await failed}");
    }
}
