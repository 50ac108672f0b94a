using LeadAlerts.Core.Storage;
using MimeKit;

namespace LeadAlerts.Core.Email;

/// <summary>The built-in mailbox: keeps every mail as a file that <c>/dev/mail</c> shows. For development without a mail server.</summary>
public sealed class FolderMailSender(DataFolder folder, TimeProvider clock) : IMailSender
{
    private int _count;

    /// <summary>Where the mails lie, one <c>.eml</c> file each; the names sort by time.</summary>
    public string Path { get; } = System.IO.Path.Combine(folder.Path, "mailbox");

    /// <inheritdoc />
    public async Task<MailOutcome> SendAsync(OutgoingMail mail, Func<CancellationToken, Task> dataStarting, CancellationToken cancellationToken)
    {
        await dataStarting(cancellationToken);
        var name = $"{clock.GetUtcNow():yyyyMMddHHmmssfff}-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}";
        var file = System.IO.Path.Combine(Path, name + ".eml");
        try
        {
            Directory.CreateDirectory(Path);
            await File.WriteAllBytesAsync(file + ".part", mail.Mime, CancellationToken.None);
            File.Move(file + ".part", file);
        }
        catch (IOException problem)
        {
            return new MailOutcome.Unavailable($"The built-in mailbox cannot be written: {problem.GetType().Name}.");
        }

        return new MailOutcome.Accepted("250 Kept in the built-in mailbox");
    }

    /// <summary>Deletes mails. All sites share the mailbox, so what a mail says does not tell whose it is: its Message-ID does.</summary>
    /// <param name="messageIds">Without angle brackets.</param>
    /// <returns>How many were deleted.</returns>
    public int Erase(IReadOnlySet<string> messageIds)
    {
        var erased = 0;
        foreach (var file in messageIds.Count > 0 && Directory.Exists(Path) ? Directory.EnumerateFiles(Path, "*.eml") : [])
        {
            using var message = MimeMessage.Load(file);
            if (message.MessageId is { } id && messageIds.Contains(id))
            {
                File.Delete(file);
                erased++;
            }
        }

        return erased;
    }

    /// <summary>The latest mails, newest first.</summary>
    /// <param name="take">How many at most.</param>
    public IReadOnlyList<KeptMail> List(int take) => !Directory.Exists(Path)
        ? []
        : [.. Directory.EnumerateFiles(Path, "*.eml")
            .OrderByDescending(file => file, StringComparer.Ordinal)
            .Take(take)
            .Select(file => Read(System.IO.Path.GetFileNameWithoutExtension(file)))
            .OfType<KeptMail>()
            .OrderByDescending(mail => mail.KeptAt)];

    /// <summary>One mail by its name; null when there is none of that name.</summary>
    public KeptMail? Read(string name)
    {
        var file = System.IO.Path.Combine(Path, name + ".eml");
        if (!name.All(c => char.IsAsciiDigit(c) || c == '-') || !File.Exists(file))
        {
            return null;
        }

        var bytes = File.ReadAllBytes(file);
        var message = MimeMessage.Load(new MemoryStream(bytes));
        return new KeptMail(name, message.Date.ToUniversalTime(), message, bytes);
    }
}

/// <summary>A mail in the built-in mailbox.</summary>
/// <param name="Name">Its name in the mailbox.</param>
/// <param name="KeptAt">When it was written by its own header, UTC: a mail of the demo's past stays in the past.</param>
/// <param name="Message">What it says.</param>
/// <param name="Source">Its bytes.</param>
public sealed record KeptMail(string Name, DateTimeOffset KeptAt, MimeMessage Message, byte[] Source);

/// <summary>Stands where no mail server is configured: everything waits, visibly.</summary>
public sealed class MissingMailSender : IMailSender
{
    private const string Words = "No SMTP server is configured: set Email:Host.";

    /// <inheritdoc />
    public Task<MailOutcome> SendAsync(OutgoingMail mail, Func<CancellationToken, Task> dataStarting, CancellationToken cancellationToken) =>
        Task.FromResult<MailOutcome>(new MailOutcome.Unavailable(Words));

    /// <inheritdoc />
    public Task<MailTrouble?> TryOutAsync(CancellationToken cancellationToken) => Task.FromResult<MailTrouble?>(new MailTrouble(MailStep.Name, Words));
}
