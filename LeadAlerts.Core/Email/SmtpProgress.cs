using MailKit;

namespace LeadAlerts.Core.Email;

/// <summary>Watches the wire of one SMTP connection to know how much of a message has left. Keeps nothing of what it sees.</summary>
internal sealed class SmtpProgress : IProtocolLogger
{
    private static ReadOnlySpan<byte> DataCommand => "DATA\r\n"u8;

    private static ReadOnlySpan<byte> End => "\r\n.\r\n"u8;

    private readonly byte[] _tail = new byte[5];
    private bool _asked;

    /// <summary>True from the server's word to go ahead.</summary>
    public bool InMessage { get; private set; }

    /// <summary>True when the final dot was handed to the network.</summary>
    public bool DotSent { get; private set; }

    /// <summary>True when the server said something after the final dot.</summary>
    public bool Answered { get; private set; }

    /// <summary>Called when the final dot was handed to the network.</summary>
    public Action? OnDotSent { get; set; }

    /// <inheritdoc />
    public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

    /// <summary>Forgets the message before.</summary>
    public void Reset()
    {
        (_asked, InMessage, DotSent, Answered) = (false, false, false, false);
        Array.Clear(_tail);
    }

    /// <inheritdoc />
    public void LogConnect(Uri uri) => Reset();

    /// <inheritdoc />
    public void LogClient(byte[] buffer, int offset, int count)
    {
        var sent = buffer.AsSpan(offset, count);
        if (!InMessage)
        {
            // A command may come alone or at the end of a pipelined batch.
            _asked = sent.EndsWith(DataCommand);
            return;
        }

        Span<byte> joined = stackalloc byte[10];
        var tail = sent[Math.Max(0, count - 5)..];
        _tail.CopyTo(joined);
        tail.CopyTo(joined[5..]);
        joined.Slice(tail.Length, 5).CopyTo(_tail);
        if (!DotSent && _tail.AsSpan().SequenceEqual(End))
        {
            DotSent = true;
            OnDotSent?.Invoke();
        }
    }

    /// <inheritdoc />
    public void LogServer(byte[] buffer, int offset, int count)
    {
        if (DotSent)
        {
            Answered = true;
        }
        else if (_asked && count > 0 && buffer[offset] == (byte)'3')
        {
            InMessage = true;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
    }
}
