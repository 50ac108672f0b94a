using System.Collections.Concurrent;
using System.Diagnostics;
using LeadAlerts.Core.Alerts;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Tests.Faults;

/// <summary>
/// The product as a process of its own against faults drawn from a seed: a mail server that drops, delays or refuses at any verb, and a
/// process that is killed (SIGKILL) or stands still past its leases (SIGSTOP), at a verb of the mail server or at any moment. Whoever
/// posts a message and gets no answer posts it again. Afterwards everything works again, and three ledgers are compared.
/// </summary>
internal sealed class FaultRig(Stage stage, int seed)
{
    private const int LeadsMax = 3;

    private static readonly string[] Verbs = ["CONNECT", "EHLO", "MAIL", "RCPT", "DATA", "BODY", "."];

    // Short, so that a run of many cycles takes minutes: what is left behind is taken up after seconds rather than half a minute.
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["Delivery__Lease"] = "00:00:02",
        ["Delivery__FirstPause"] = "00:00:00.2",
        ["Delivery__ResendAfter"] = "00:00:00.5",
        ["ReviewTiming__Lease"] = "00:00:02",
        ["Email__ConnectTimeout"] = "00:00:03",
        ["Email__ReplyTimeout"] = "00:00:03",
    };

    private readonly Random _random = new(seed);
    private readonly ConcurrentDictionary<int, byte> _acknowledged = new();
    private readonly ConcurrentQueue<int> _unanswered = new();
    private int _leads;

    /// <summary>How many leads a run of so many cycles has at most.</summary>
    public static int MostLeads(int cycles) => cycles * LeadsMax;

    /// <summary>Runs the cycles; returns what the ledgers say.</summary>
    public async Task<FaultLedger> RunAsync(int cycles, Action<string> tell, CancellationToken cancellationToken)
    {
        await stage.StartAsync(Settings, cancellationToken);
        for (var cycle = 1; cycle <= cycles; cycle++)
        {
            tell($"{cycle}: {await RunCycleAsync(cancellationToken)}");
        }

        stage.Smtp.Answer = (_, _) => null;
        stage.Smtp.Before = _ => Task.CompletedTask;
        await PostAgainAsync(cancellationToken);
        await WaitUntilQuietAsync(cancellationToken);
        return await FaultLedger.ReadAsync(stage, [.. _acknowledged.Keys], cancellationToken);
    }

    private async Task<string> RunCycleAsync(CancellationToken cancellationToken)
    {
        var leads = Enumerable.Range(_leads + 1, _random.Next(1, LeadsMax + 1)).ToList();
        _leads += leads.Count;
        var verb = Verbs[_random.Next(Verbs.Length)];
        var moment = TimeSpan.FromMilliseconds(_random.Next(400));
        var atVerb = _random.Next(2) == 0;
        var kind = _random.Next(10);
        string told;
        switch (kind)
        {
            case < 2:
                told = $"killed {When()}";
                await await StrikeAsync(leads, verb, atVerb, moment, stage.Product.Kill, cancellationToken);
                await stage.StartAsync(Settings, cancellationToken);
                await PostAgainAsync(cancellationToken);
                break;
            case < 4:
                told = $"stopped for 3 s {When()}";
                var posting = await StrikeAsync(leads, verb, atVerb, moment, stage.Product.Pause, cancellationToken);
                await Task.Delay(TimeSpan.FromSeconds(3), cancellationToken);
                stage.Product.Resume();
                await posting;
                await PostAgainAsync(cancellationToken);
                break;
            default:
                var (answer, delay, times) = (Answer(verb), TimeSpan.FromMilliseconds(_random.Next(2) * _random.Next(1500)), _random.Next(1, 4));
                told = $"{verb} {answer ?? "as usual"} {times} times, {delay.TotalMilliseconds} ms late";
                var left = times;
                stage.Smtp.Before = at => at == verb && delay > TimeSpan.Zero ? Task.Delay(delay, CancellationToken.None) : Task.CompletedTask;
                stage.Smtp.Answer = (at, _) => at == verb && answer is not null && Interlocked.Decrement(ref left) >= 0 ? answer : null;
                var arrived = stage.Smtp.Accepted.Count;
                await PostAsync(leads, cancellationToken);
                await WaitAsync(() => Volatile.Read(ref left) <= 0 || stage.Smtp.Accepted.Count >= arrived + leads.Count, cancellationToken);
                await Task.Delay(moment, cancellationToken);
                break;
        }

        return $"{leads.Count} leads, {told}";

        string When() => atVerb ? $"at {verb}" : $"at {verb} or after {moment.TotalMilliseconds} ms, whichever is first";
    }

    /// <summary>Posts, and strikes when the mail server hears the verb, or a while after the post when it does not.</summary>
    /// <returns>The post, which may not be answered before the product goes on.</returns>
    private async Task<Task> StrikeAsync(List<int> leads, string verb, bool atVerb, TimeSpan moment, Action strike, CancellationToken cancellationToken)
    {
        var struck = 0;
        void StrikeOnce()
        {
            if (Interlocked.Exchange(ref struck, 1) == 0)
            {
                strike();
            }
        }

        stage.Smtp.Answer = (at, _) =>
        {
            if (at == verb)
            {
                StrikeOnce();
            }

            return null;
        };
        var posting = PostAsync(leads, cancellationToken);
        if (atVerb)
        {
            await WaitAsync(() => Volatile.Read(ref struck) == 1, cancellationToken);
        }

        await Task.Delay(moment, cancellationToken);
        StrikeOnce();
        stage.Smtp.Answer = (_, _) => null;
        return posting;
    }

    /// <summary>Waits until something has happened, but not for ever: with some faults it does not.</summary>
    private static async Task WaitAsync(Func<bool> happened, CancellationToken cancellationToken)
    {
        for (var i = 0; i < 100 && !happened(); i++)
        {
            await Task.Delay(10, cancellationToken);
        }
    }

    private string? Answer(string verb) => verb switch
    {
        "BODY" => "DROP",
        _ => _random.Next(4) switch
        {
            0 => "DROP",
            1 when verb is "RCPT" or "." => "550 5.1.1 refused by the script",
            2 => null,
            _ => "421 4.3.2 later",
        },
    };

    private Task PostAsync(IEnumerable<int> leads, CancellationToken cancellationToken) => Task.WhenAll(leads.Select(async lead =>
    {
        try
        {
            await stage.PostLeadAsync(lead, cancellationToken);
            _acknowledged[lead] = 0;
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException)
        {
            _unanswered.Enqueue(lead);
        }
    }));

    /// <summary>Whoever got no answer tries again until there is one.</summary>
    private async Task PostAgainAsync(CancellationToken cancellationToken)
    {
        while (!_unanswered.IsEmpty)
        {
            var leads = new List<int>();
            while (_unanswered.TryDequeue(out var lead))
            {
                leads.Add(lead);
            }

            await PostAsync(leads, cancellationToken);
        }
    }

    private async Task WaitUntilQuietAsync(CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(3))
        {
            await using var db = await stage.OpenAsync(cancellationToken);
            if (_acknowledged.Count == _leads
                && !await db.Conversations.AnyAsync(conversation => conversation.ReviewDueAt != null, cancellationToken)
                && !await db.Alerts.AnyAsync(alert => alert.State == AlertState.Due || alert.State == AlertState.Sending, cancellationToken))
            {
                return;
            }

            await Task.Delay(50, cancellationToken);
            await PostAgainAsync(cancellationToken);
        }

        // The ledgers tell what is idle.
    }
}
