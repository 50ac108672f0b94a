using System.Globalization;
using System.Text;
using Microsoft.Playwright;

namespace LeadAlerts.Bench;

/// <summary>What goes over the wire between the server and one open page: how many messages of which kind, and their bytes.</summary>
internal sealed class CircuitTraffic
{
    private static readonly string[] Kinds = ["JS.RenderBatch", "JS.BeginInvokeJS", "OnRenderCompleted", "EndInvokeJSFromDotNet", "BeginInvokeDotNetFromJS", "JS.EndInvokeDotNet"];

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, (int Count, int Bytes)> _messages = [];

    public CircuitTraffic(IPage page) => page.WebSocket += (_, socket) =>
    {
        socket.FrameReceived += (_, frame) => Note(frame);
        socket.FrameSent += (_, frame) => Note(frame);
    };

    /// <summary>Tells what was sent since the last call.</summary>
    public string Tell()
    {
        lock (_lock)
        {
            var told = string.Join(", ", _messages.Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Value.Count} {kind.Key} ({kind.Value.Bytes} B)")));
            _messages.Clear();
            return told;
        }
    }

    private void Note(IWebSocketFrame frame)
    {
        // One frame may hold several messages, each of which names what it calls.
        var text = frame.Binary is { Length: > 0 } bytes ? Encoding.Latin1.GetString(bytes) : frame.Text ?? "";
        var kinds = Kinds.Where(kind => text.Contains(kind, StringComparison.Ordinal)).ToList();
        if (kinds.Count > 0)
        {
            lock (_lock)
            {
                var kind = string.Join("+", kinds);
                var (count, size) = _messages.GetValueOrDefault(kind);
                _messages[kind] = (count + 1, size + text.Length);
            }
        }
    }
}
