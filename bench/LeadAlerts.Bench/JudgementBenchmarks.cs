using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using LeadAlerts.Core.Evaluation;
using LeadAlerts.Core.Qualification.Acts;

namespace LeadAlerts.Bench;

/// <summary>How fast a conversation is judged and summarized, on one core, and how much memory that takes.</summary>
[MemoryDiagnoser]
[Config(typeof(Settings))]
public class JudgementBenchmarks
{
    private const int Batch = 100;

    private readonly EmbeddedAssessor assessor = new();
    private readonly List<EvaluationChat> chats = [];
    private int next;

    /// <summary>The files of conversations.</summary>
    public static IReadOnlyList<string> Files { get; set; } = [];

    /// <summary>Prints what the first conversation after a start costs: the model and the lexicon are loaded, the code is compiled.</summary>
    public static async Task TellStartUpAsync()
    {
        using var reader = new StreamReader(Files[0]);
        var chat = ChatFile.Read(reader, Path.GetFileName(Files[0])).First().Chat!;
        var watch = Stopwatch.StartNew();
        _ = ActModel.Shipped.Weight(0, 0) + Lexicon.Languages.Length;
        _ = Lexicon.Shipped;
        var loaded = watch.Elapsed;
        await new EmbeddedAssessor().JudgeAsync(chat, CancellationToken.None);
        Console.WriteLine($"start: model and lexicon loaded in {loaded.TotalMilliseconds:F0} ms, first conversation done after {watch.Elapsed.TotalMilliseconds:F0} ms");
    }

    /// <summary>Reads the conversations.</summary>
    [GlobalSetup]
    public void Read()
    {
        foreach (var file in Files)
        {
            using var reader = new StreamReader(file);
            chats.AddRange(ChatFile.Read(reader, Path.GetFileName(file)).Select(line => line.Chat ?? throw new InvalidDataException(line.Problem)));
        }

        Console.WriteLine($"// {chats.Count} conversations; the figures are for one of them: mean time, allocated memory.");
    }

    /// <summary>Judges and summarizes the next conversations of the files.</summary>
    [Benchmark(OperationsPerInvoke = Batch)]
    public async Task<int> Judge()
    {
        var sum = 0;
        for (var i = 0; i < Batch; i++)
        {
            sum += (await assessor.JudgeAsync(chats[(next + i) % chats.Count], CancellationToken.None)).Assessment.Score;
        }

        next += Batch;
        return sum;
    }

    private sealed class Settings : ManualConfig
    {
        public Settings() => AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(5).WithIterationCount(15));
    }
}
