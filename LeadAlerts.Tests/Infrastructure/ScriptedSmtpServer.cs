using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LeadAlerts.Tests.Infrastructure;

/// <summary>An SMTP server on a free loopback port that does as told at each verb. One script step per connection or command.</summary>
internal sealed class ScriptedSmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    public ScriptedSmtpServer()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What the server answers to a verb (or to <c>CONNECT</c>, or to <c>.</c> at a message's end); null for its usual answer.</summary>
    /// <remarks>The answer <c>DROP</c> closes the connection without a word.</remarks>
    public Func<string, string, string?> Answer { get; set; } = (_, _) => null;

    /// <summary>Awaited before a verb is answered.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Whole messages as they came, with the dots that were added for the way taken out again.</summary>
    public ConcurrentQueue<byte[]> Messages { get; } = new();

    /// <summary>Those of <see cref="Messages"/> that were answered with a yes.</summary>
    public ConcurrentQueue<byte[]> Accepted { get; } = new();

    public ConcurrentQueue<string> Recipients { get; } = new();

    private int _connections;

    public int Connections => _connections;

    public string[] Extensions { get; set; } = ["PIPELINING", "8BITMIME", "CHUNKING"];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var sessions = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                client.NoDelay = true;
                Interlocked.Increment(ref _connections);
                sessions.Add(ServeAsync(client));
            }
        }
        catch (Exception problem) when (
            problem is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(sessions);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        try
        {
            using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
            await using var writer = new StreamWriter(client.GetStream(), Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
            if (await SayAsync(writer, "CONNECT", "", "220 test") is null)
            {
                return;
            }

            while (await reader.ReadLineAsync(_stop.Token) is { } line)
            {
                var verb = line.Split(' ', ':')[0].ToUpperInvariant();
                var usual = verb switch
                {
                    "EHLO" => string.Join("\r\n", Extensions.SkipLast(1).Prepend("test").Select(text => $"250-{text}").Append($"250 {Extensions.LastOrDefault("8BITMIME")}")),
                    "DATA" => "354 go ahead",
                    "AUTH" => "235 welcome",
                    "QUIT" => "221 bye",
                    _ => "250 OK",
                };
                if (verb == "RCPT")
                {
                    Recipients.Enqueue(line);
                }

                var said = await SayAsync(writer, verb, line, usual);
                if (said is null || verb == "QUIT")
                {
                    return;
                }

                if (verb == "DATA" && said.StartsWith("354", StringComparison.Ordinal) && !await TakeMessageAsync(reader, writer))
                {
                    return;
                }
            }
        }
        catch (Exception problem) when (problem is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client went away, or the test is over.
        }
    }

    private async Task<bool> TakeMessageAsync(StreamReader reader, StreamWriter writer)
    {
        var message = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            if (line == ".")
            {
                var bytes = Encoding.Latin1.GetBytes(message.ToString());
                Messages.Enqueue(bytes);
                var said = await SayAsync(writer, ".", "", "250 2.0.0 queued as T1", () => Accepted.Enqueue(bytes));
                return said is not null;
            }

            if (Answer("BODY", line) == "DROP")
            {
                return false;
            }

            message.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        return false;
    }

    /// <returns>What was said; null when the connection is to be closed instead.</returns>
    private async Task<string?> SayAsync(StreamWriter writer, string verb, string line, string usual, Action? onYes = null)
    {
        await Before(verb).WaitAsync(_stop.Token);
        var answer = Answer(verb, line) ?? usual;
        if (answer == "DROP")
        {
            return null;
        }

        if (answer.StartsWith('2'))
        {
            // Before it is said: whoever hears it may look at once.
            onYes?.Invoke();
        }

        await writer.WriteLineAsync(answer.AsMemory(), _stop.Token);
        return answer;
    }
}
