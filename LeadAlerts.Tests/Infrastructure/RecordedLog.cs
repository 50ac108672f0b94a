using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace LeadAlerts.Tests.Infrastructure;

/// <summary>Keeps every line that is logged.</summary>
internal sealed class RecordedLog : ILoggerProvider
{
    public ConcurrentBag<string> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => new Recorder(categoryName, Lines);

    public void Dispose()
    {
    }

    private sealed class Recorder(string category, ConcurrentBag<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Add($"{category}: {formatter(state, exception)} {exception}");
    }
}
