namespace LeadAlerts.Tests.Faults;

public sealed class FaultRigTests
{
    private const int Cycles = 20;

    [Theory]
    [InlineData(20261123)]
    public async Task Whatever_is_killed_stopped_dropped_delayed_or_refused_nothing_is_lost_foreign_or_doubled_without_a_record(int seed)
    {
        await using var stage = await Stage.SetAsync(FaultRig.MostLeads(Cycles), TestContext.Current.CancellationToken);
        var cycles = new List<string>();

        var ledger = await new FaultRig(stage, seed).RunAsync(Cycles, cycles.Add, TestContext.Current.CancellationToken);

        Assert.True(ledger.Violations.Count == 0, string.Join('\n', [.. ledger.Violations, .. cycles, stage.Product.Output]));
        Assert.InRange(ledger.Acknowledged, Cycles, FaultRig.MostLeads(Cycles));
        Assert.Equal(ledger.Acknowledged, ledger.Intended);
    }
}
