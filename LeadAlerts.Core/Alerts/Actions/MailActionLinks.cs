using System.Buffers.Binary;
using System.Security.Cryptography;
using LeadAlerts.Core.Sites;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace LeadAlerts.Core.Alerts.Actions;

/// <summary>What a signed link stands for.</summary>
/// <param name="Purpose">The one thing it can do.</param>
/// <param name="AlertId">The mail it stood in.</param>
/// <param name="RecipientId">Who got that mail.</param>
/// <param name="SubjectId">
/// The lead, the conversation (<see cref="MailActionPurpose.WasALead"/>), the mail itself (<see cref="MailActionPurpose.Mute"/>,
/// <see cref="MailActionPurpose.Stop"/>), or the act to take back (<see cref="MailActionPurpose.Undo"/>).
/// </param>
/// <param name="ExpiresAt">From when on it is no longer good, UTC, in whole seconds.</param>
public sealed record MailActionTicket(MailActionPurpose Purpose, Guid AlertId, Guid RecipientId, Guid SubjectId, DateTimeOffset ExpiresAt);

/// <summary>Makes and reads the links by which a recipient acts from a mail. Safe for use by several threads.</summary>
/// <remarks>A link is encrypted and signed with the installation's keys: nobody can read, change or make one.</remarks>
public sealed class MailActionLinks(IDataProtectionProvider protection, PublicUrl publicUrl)
{
    /// <summary>How long a link is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <summary>How long a link that stops the mails is good: whoever digs out an old mail to be left alone should find one that works.</summary>
    public static readonly TimeSpan StopLifetime = TimeSpan.FromDays(730);

    // Form of the ticket, purpose, three ids, end.
    private const byte Form = 1;
    private const int Length = 2 + (3 * 16) + 8;

    // Longer than any of ours: nobody makes the server decode a book.
    private const int TokenMaxLength = 500;

    private readonly IDataProtector _protector = protection.CreateProtector("LeadAlerts.Alerts.MailActions.v1");

    /// <summary>The address of a link's page.</summary>
    public Uri Create(MailActionPurpose purpose, Guid alertId, Guid recipientId, Guid subjectId, DateTimeOffset now) =>
        publicUrl.Link("e/" + CreateToken(purpose, alertId, recipientId, subjectId, now));

    /// <summary>Where a mail program posts to stop the mails at one click (RFC 8058); opened by a person it shows the page.</summary>
    public Uri CreateOneClickStop(Guid alertId, Guid recipientId, DateTimeOffset now) =>
        publicUrl.Link($"e/{CreateToken(MailActionPurpose.Stop, alertId, recipientId, alertId, now)}/one-click");

    /// <summary>The last part of a link's address.</summary>
    public string CreateToken(MailActionPurpose purpose, Guid alertId, Guid recipientId, Guid subjectId, DateTimeOffset now)
    {
        Span<byte> ticket = stackalloc byte[Length];
        ticket[0] = Form;
        ticket[1] = (byte)purpose;
        alertId.TryWriteBytes(ticket[2..]);
        recipientId.TryWriteBytes(ticket[18..]);
        subjectId.TryWriteBytes(ticket[34..]);
        var expiresAt = now + (purpose == MailActionPurpose.Stop ? StopLifetime : Lifetime);
        BinaryPrimitives.WriteInt64LittleEndian(ticket[50..], expiresAt.ToUnixTimeSeconds());
        return WebEncoders.Base64UrlEncode(_protector.Protect(ticket.ToArray()));
    }

    /// <summary>What the last part of a link's address stands for, whether it is still good or not; null when it is not ours.</summary>
    public MailActionTicket? Find(string? token)
    {
        if (token is not { Length: > 0 and <= TokenMaxLength })
        {
            return null;
        }

        try
        {
            ReadOnlySpan<byte> ticket = _protector.Unprotect(WebEncoders.Base64UrlDecode(token));
            return ticket.Length != Length || ticket[0] != Form || !Enum.IsDefined((MailActionPurpose)ticket[1])
                ? null
                : new MailActionTicket(
                    (MailActionPurpose)ticket[1],
                    new Guid(ticket[2..18]),
                    new Guid(ticket[18..34]),
                    new Guid(ticket[34..50]),
                    DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64LittleEndian(ticket[50..])));
        }
        catch (Exception problem) when (problem is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
