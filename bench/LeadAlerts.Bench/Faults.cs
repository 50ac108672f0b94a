using System.Diagnostics;
using System.Globalization;
using LeadAlerts.Tests.Faults;

namespace LeadAlerts.Bench;

/// <summary>Cycles of random faults from a seed, and what three ledgers say afterwards.</summary>
internal static class Faults
{
    public static async Task<int> RunAsync(int cycles, int seed, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        await using var stage = await Stage.SetAsync(FaultRig.MostLeads(cycles), cancellationToken);
        var ledger = await new FaultRig(stage, seed).RunAsync(cycles, Console.WriteLine, cancellationToken);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{cycles} cycles from seed {seed} in {Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s"));
        Console.WriteLine($"acknowledged messages       {ledger.Acknowledged}");
        Console.WriteLine($"intended alerts             {ledger.Intended} (refused by the script {ledger.Refused}, unknown {ledger.Unknown})");
        Console.WriteLine($"mails the server accepted   {ledger.Accepted} (twice, byte for byte, after an ambiguity on record: {ledger.DoubledAsLogged})");
        Console.WriteLine($"attempts                    {string.Join(", ", ledger.Attempts.OrderBy(entry => entry.Key).Select(entry => $"{entry.Key} {entry.Value}"))}");
        foreach (var kind in new[] { "lost", "foreign", "doubled", "idle" })
        {
            Console.WriteLine($"{kind,-28}{ledger.Violations.Count(violation => violation.StartsWith(kind, StringComparison.Ordinal))}");
        }

        foreach (var violation in ledger.Violations)
        {
            Console.WriteLine(violation);
        }

        return ledger.Violations.Count == 0 ? 0 : 1;
    }
}
