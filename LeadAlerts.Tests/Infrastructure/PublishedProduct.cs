using System.Diagnostics;

namespace LeadAlerts.Tests.Infrastructure;

/// <summary>
/// The product as <c>dotnet publish</c> leaves it, made once for a run of the tests from what was built for them: its static files come from
/// other places than those of a built one, so that what works built can come empty published.
/// </summary>
public static class PublishedProduct
{
    private static readonly Lazy<Task<string>> Made = new(PublishAsync);

    /// <summary>The path of the published program.</summary>
    public static Task<string> GetPathAsync() => Made.Value;

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
