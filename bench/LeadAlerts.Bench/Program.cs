using System.Globalization;
using LeadAlerts.Bench;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    stop.Cancel();
};

return args switch
{
    ["replay", var file, .. var rest] => await Replay.RunAsync(
        file, (int)Option(rest, "--count", 500), Option(rest, "--per-second", 10), stop.Token),
    ["ingest", .. var rest] => await Ingest.RunAsync(
        (int)Option(rest, "--seconds", 10), (int)Option(rest, "--connections", 64), (int)Option(rest, "--rounds", 1), stop.Token),
    ["latency", .. var rest] => await Latency.RunAsync(
        (int)Option(rest, "--alone", 200), (int)Option(rest, "--seconds", 20), (int)Option(rest, "--burst", 500), stop.Token),
    ["drain", .. var rest] => await Drain.RunAsync((int)Option(rest, "--leads", 1000), stop.Token),
    ["faults", .. var rest] => await Faults.RunAsync((int)Option(rest, "--cycles", 200), (int)Option(rest, "--seed", 20261123), stop.Token),
    ["backtest", .. var rest] => await Backtests.RunAsync((int)Option(rest, "--chats", 5000), (int)Option(rest, "--rounds", 300), stop.Token),
    ["inbox", var folder, .. var rest] => await Inbox.RunAsync(folder, (int)Option(rest, "--calls", 200), rest.Contains("--plans"), stop.Token),
    ["analytics", .. var rest] => await AnalyticsReports.RunAsync((int)Option(rest, "--leads", 20000), (int)Option(rest, "--rounds", 100), stop.Token),
    ["circuits", .. var rest] => await Circuits.RunAsync((int)Option(rest, "--count", 200), (int)Option(rest, "--leads", 5), stop.Token),
    ["judge", .. var files] when files.Length > 0 => await JudgeAsync(files),
    _ => Usage(),
};

static double Option(string[] arguments, string name, double otherwise)
{
    var place = Array.IndexOf(arguments, name);
    return place < 0 ? otherwise : double.Parse(arguments[place + 1], CultureInfo.InvariantCulture);
}

static async Task<int> JudgeAsync(string[] files)
{
    JudgementBenchmarks.Files = files;
    await JudgementBenchmarks.TellStartUpAsync();
    BenchmarkDotNet.Running.BenchmarkRunner.Run<JudgementBenchmarks>();
    return 0;
}

static int Usage()
{
    Console.Error.WriteLine("""
        usage: dotnet run -c Release --project bench/LeadAlerts.Bench -- VERB
          ingest [--seconds 10] [--connections 64] [--rounds 1]   one commit per request against group commit, over HTTP
          replay FILE [--count 500] [--per-second 10]   conversations of a JSON Lines file, end to end, with a real SMTP server
          latency [--alone 200] [--seconds 20] [--burst 500]   from the message that makes a lead to the SMTP server's 250
          drain [--leads 1000]   the mail server comes up after ten simulated minutes
          faults [--cycles 200] [--seed 20261123]   kill, stop, drop, delay, refuse at random; then three ledgers are compared
          backtest [--chats 5000] [--rounds 300]   settings over a month of chats, with loading and made again while a slider is dragged
          inbox FOLDER [--calls 200] [--plans]   server time of lists and search in a folder that the product's verb demo filled
          analytics [--leads 20000] [--rounds 100]   the report of a site with many leads
          circuits [--count 200] [--leads 5]   open inboxes in Chromium: when a new lead shows, on whose, and the memory of each
          judge FILE...   verdict and summary of conversations, time and memory on one core (BenchmarkDotNet)
        """);
    return 2;
}
