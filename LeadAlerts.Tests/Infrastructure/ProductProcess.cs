using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace LeadAlerts.Tests.Infrastructure;

/// <summary>The product as a process of its own, so that a test can kill it as a power cut would. The benchmarks use this file too.</summary>
public sealed partial class ProductProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ProductProcess(Process process) => _process = process;

    public Uri Address => _address.Task.Result;

    /// <summary>How much processor time it has used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>How many bytes of memory it holds.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts it on a free port and returns when it listens.</summary>
    /// <param name="dataFolder">Where it keeps its data.</param>
    /// <param name="environment">Its settings.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <param name="program">The program; null for the one beside the tests.</param>
    public static async Task<ProductProcess> StartAsync(
        string dataFolder, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken, string? program = null)
    {
        program ??= Path.Combine(AppContext.BaseDirectory, "LeadAlerts.Web.dll");
        var start = new ProcessStartInfo("dotnet", [program])
        {
            WorkingDirectory = Path.GetDirectoryName(program),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Testing";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["Database__DataFolder"] = dataFolder;
        start.Environment["Jobs__WarmUp"] = "false";
        start.Environment["Health__CanaryEvery"] = "00:00:00";
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        var product = new ProductProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        product._process.OutputDataReceived += (_, line) => product.Read(line.Data);
        product._process.ErrorDataReceived += (_, line) => product.Read(line.Data);
        product._process.Exited += (_, _) => product._address.TrySetException(
            new InvalidOperationException("The product ended before it listened:\n" + product.Output));
        product._process.Start();
        product._process.BeginOutputReadLine();
        product._process.BeginErrorReadLine();
        await product._address.Task.WaitAsync(TimeSpan.FromSeconds(60), cancellationToken);
        return product;
    }

    /// <summary>Lets it stand still (SIGSTOP), as a machine that is suspended or starved would.</summary>
    public void Pause() => Signal("STOP");

    /// <summary>Lets it go on.</summary>
    public void Resume() => Signal("CONT");

    /// <summary>Ends it without a word of warning (SIGKILL); does not wait for its end.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Ends it without a word of warning (SIGKILL).</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.AppendLine(line);
        }

        if (ListeningPattern.Match(line) is { Success: true } match)
        {
            _address.TrySetResult(new Uri(match.Groups[1].Value));
        }
    }

    [GeneratedRegex(@"Now listening on: (http://\S+)")]
    private static partial Regex ListeningPattern { get; }
}
