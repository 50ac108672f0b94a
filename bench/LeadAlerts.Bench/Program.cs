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
    _ => Usage(),
};

static double Option(string[] arguments, string name, double otherwise)
{
    var place = Array.IndexOf(arguments, name);
    return place < 0 ? otherwise : double.Parse(arguments[place + 1], CultureInfo.InvariantCulture);
}

static int Usage()
{
    Console.Error.WriteLine("""
        usage: dotnet run -c Release --project bench/LeadAlerts.Bench -- VERB
          replay FILE [--count 500] [--per-second 10]   conversations of a JSON Lines file, end to end, with a real SMTP server
        """);
    return 2;
}
