using System.Data;
using System.Data.Common;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Conversations;

/// <summary>
/// Writes deliveries in prepared statements over one long-lived connection. Used by one thread at a time, behind the
/// <see cref="WriteGate"/>; after an exception it is only good for disposal.
/// </summary>
internal sealed class ConversationWriter : IDisposable
{
    /// <summary>How far ahead of the server's clock a sender's may be.</summary>
    private static readonly TimeSpan SenderClockAhead = TimeSpan.FromMinutes(5);

    /// <summary>How old a message may be that is delivered now.</summary>
    private static readonly TimeSpan OldestMessage = TimeSpan.FromDays(5 * 365);

    private readonly LeadAlertsDbContext _context;
    private readonly DbConnection _connection;
    private readonly ReviewTiming _timing;
    private readonly PreparedStatement _findConversation;
    private readonly PreparedStatement _findMessage;
    private readonly PreparedStatement _insertConversation;
    private readonly PreparedStatement _insertMessage;
    private readonly PreparedStatement _updateProgress;
    private readonly PreparedStatement _updateVisitor;
    private DbTransaction? _transaction;
    private DateTimeOffset _now;

    private ConversationWriter(LeadAlertsDbContext context, ReviewTiming timing)
    {
        _context = context;
        _connection = context.Database.GetDbConnection();
        _timing = timing;
        _findConversation = Prepare(
            $"""
            SELECT {StoredConversation.Columns}
            FROM "Conversations" WHERE "SiteId" = @site AND "Source" = @source AND "ExternalId" = @external
            """,
            "@site", "@source", "@external");
        _findMessage = Prepare(
            """SELECT "Role", "Text" FROM "Messages" WHERE "ConversationId" = @conversation AND "ExternalId" = @external""",
            "@conversation", "@external");
        _insertConversation = Prepare(
            """
            INSERT INTO "Conversations" ("Id", "SiteId", "Source", "ExternalId", "StartedAt", "LastMessageAt", "LastVisitorMessageAt",
                "EndedAt", "MessageCount", "ReviewDueAt", "FirstUnreviewedAt", "ReviewedThrough", "ReviewAttempts", "VisitorId",
                "VisitorName", "VisitorEmail", "VisitorPhone", "VisitorLocale", "PageUrl", "Referrer", "NetworkHash")
            VALUES (@id, @site, @source, @external, @now, @last, @lastVisitor, @ended, @count, @due, @first, 0, 0, @visitor, @name, @email,
                @phone, @locale, @page, @referrer, @network)
            """,
            "@id", "@site", "@source", "@external", "@now", "@last", "@lastVisitor", "@ended", "@count", "@due", "@first", "@visitor",
            "@name", "@email", "@phone", "@locale", "@page", "@referrer", "@network");
        _insertMessage = Prepare(
            """
            INSERT INTO "Messages"
                ("Id", "SiteId", "ConversationId", "Sequence", "ExternalId", "Role", "Text", "SentAt", "ReceivedAt")
            VALUES (@id, @site, @conversation, @sequence, @external, @role, @text, @sent, @now)
            ON CONFLICT ("ConversationId", "ExternalId") DO NOTHING
            """,
            "@id", "@site", "@conversation", "@sequence", "@external", "@role", "@text", "@sent", "@now");
        _updateProgress = Prepare(
            """
            UPDATE "Conversations" SET "LastMessageAt" = @last, "LastVisitorMessageAt" = @lastVisitor, "EndedAt" = @ended,
                "MessageCount" = @count, "ReviewDueAt" = @due, "FirstUnreviewedAt" = @first
            WHERE "Id" = @id
            """,
            "@last", "@lastVisitor", "@ended", "@count", "@due", "@first", "@id");
        _updateVisitor = Prepare(
            """
            UPDATE "Conversations" SET "VisitorId" = @visitor, "VisitorName" = @name, "VisitorEmail" = @email, "VisitorPhone" = @phone,
                "VisitorLocale" = @locale, "PageUrl" = @page, "Referrer" = @referrer
            WHERE "Id" = @id
            """,
            "@visitor", "@name", "@email", "@phone", "@locale", "@page", "@referrer", "@id");
    }

    public static ConversationWriter Open(IDbContextFactory<LeadAlertsDbContext> contexts, ReviewTiming timing)
    {
        var context = contexts.CreateDbContext();
        try
        {
            context.Database.OpenConnection();
            if (context.Database.IsSqlite())
            {
                // Indexes stay in memory (32 MiB), and checkpoints are rarer than every 4 MiB: they would come several times a second.
                context.Database.ExecuteSqlRaw("PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 8000;");
            }

            return new ConversationWriter(context, timing);
        }
        catch
        {
            context.Dispose();
            throw;
        }
    }

    public void Begin(DateTimeOffset now)
    {
        // Serializable takes SQLite's write lock at once (BEGIN IMMEDIATE), so no later statement can find the database busy.
        _transaction = _connection.BeginTransaction(IsolationLevel.Serializable);
        foreach (var statement in (ReadOnlySpan<PreparedStatement>)
            [_findConversation, _findMessage, _insertConversation, _insertMessage, _updateProgress, _updateVisitor])
        {
            statement.Command.Transaction = _transaction;
        }

        _now = now;
    }

    public void Commit()
    {
        _transaction!.Commit();
        _transaction.Dispose();
        _transaction = null;
    }

    /// <summary>Adds one delivery to the transaction. A conflict adds nothing.</summary>
    /// <param name="delivery">Checked and clean.</param>
    /// <param name="pressing">Which of its messages no review should wait for; null when there are none.</param>
    public IntakeOutcome Store(IncomingConversation delivery, bool[]? pressing)
    {
        var before = Find(delivery);
        return before is null ? Begin(delivery, pressing) : Continue(delivery, pressing, before);
    }

    public void Dispose()
    {
        try
        {
            _transaction?.Dispose();
        }
        finally
        {
            _context.Dispose();
        }
    }

    private IntakeOutcome.Conflicting? FindConflict(IncomingConversation delivery, StoredConversation? before, bool[] repeated)
    {
        var seen = delivery.Messages.Count > 1 ? new Dictionary<string, IncomingMessage>(StringComparer.Ordinal) : null;
        for (var index = 0; index < delivery.Messages.Count; index++)
        {
            var message = delivery.Messages[index];
            var same = seen?.GetValueOrDefault(message.ExternalId) is { } earlier
                ? earlier.Role == message.Role && earlier.Text == message.Text
                : before is null ? null : IsSameAsStored(before.Id, message);
            if (same == false)
            {
                return new IntakeOutcome.Conflicting(index);
            }

            repeated[index] = same == true;
            seen?.TryAdd(message.ExternalId, message);
        }

        return null;
    }

    /// <summary>Null when no message of that id is stored; otherwise whether it says the same.</summary>
    private bool? IsSameAsStored(Guid conversationId, IncomingMessage message)
    {
        using var reader = _findMessage.Read(conversationId, message.ExternalId);
        return reader.Read() ? reader.GetInt32(0) == (int)message.Role && reader.GetString(1) == message.Text : null;
    }

    private IntakeOutcome Begin(IncomingConversation delivery, bool[]? pressing)
    {
        var repeated = new bool[delivery.Messages.Count];
        if (FindConflict(delivery, before: null, repeated) is { } conflict)
        {
            return conflict;
        }

        var id = Guid.CreateVersion7(_now);
        var count = repeated.Count(isRepeat => !isRepeat);
        var visitorWrote = VisitorWrote(delivery, repeated);
        var review = _timing.After(default, new Arrival(visitorWrote, IsPressing(pressing, repeated), delivery.Ended), _now);
        var now = ToStored(_now);
        var visitor = delivery.Visitor;
        _insertConversation.Run(
            id, delivery.SiteId, delivery.Source, delivery.ExternalId, now, now, visitorWrote ? now : null, delivery.Ended ? now : null,
            count, ToStored(review.DueAt), ToStored(review.FirstUnreviewedAt), visitor.VisitorId, visitor.Name, visitor.Email,
            visitor.Phone, visitor.Locale, delivery.PageUrl, delivery.Referrer, delivery.NetworkHash);
        Append(delivery, id, 0, repeated);
        return new IntakeOutcome.Received(id, count, review.DueAt);
    }

    private IntakeOutcome Continue(IncomingConversation delivery, bool[]? pressing, StoredConversation before)
    {
        var repeated = new bool[delivery.Messages.Count];
        int count;
        if (delivery.Messages is [var only])
        {
            // The usual case: one statement both looks and writes.
            if (!Insert(delivery.SiteId, before.Id, before.MessageCount + 1, only))
            {
                if (IsSameAsStored(before.Id, only) != true)
                {
                    return new IntakeOutcome.Conflicting(0);
                }

                repeated[0] = true;
            }

            count = repeated[0] ? 0 : 1;
        }
        else
        {
            if (FindConflict(delivery, before, repeated) is { } conflict)
            {
                return conflict;
            }

            count = Append(delivery, before.Id, before.MessageCount, repeated);
        }

        var after = before.Profile.With(delivery);
        var newContact = after.Email != before.Profile.Email || after.Phone != before.Profile.Phone;
        if (after != before.Profile)
        {
            _updateVisitor.Run(
                after.VisitorId, after.Name, after.Email, after.Phone, after.Locale, after.PageUrl, after.Referrer, before.Id);
        }

        var ends = delivery.Ended && (before.EndedAt is null || count > 0);
        if (count == 0 && !ends && !newContact)
        {
            return after == before.Profile
                ? new IntakeOutcome.Repeated(before.Id)
                : new IntakeOutcome.Received(before.Id, 0, before.Review.DueAt);
        }

        var visitorWrote = VisitorWrote(delivery, repeated);
        var isUnseen = before.MessageCount + count > before.ReviewedThrough;
        var review = _timing.After(
            before.Review, new Arrival(visitorWrote, newContact || IsPressing(pressing, repeated), ends && isUnseen), _now);
        _updateProgress.Run(
            count > 0 ? ToStored(_now) : before.LastMessageAt,
            visitorWrote ? ToStored(_now) : before.LastVisitorMessageAt,
            ends ? ToStored(_now) : count > 0 ? null : before.EndedAt,
            before.MessageCount + count,
            ToStored(review.DueAt),
            ToStored(review.FirstUnreviewedAt),
            before.Id);
        return new IntakeOutcome.Received(before.Id, count, review.DueAt);
    }

    private int Append(IncomingConversation delivery, Guid conversationId, int sequence, bool[] repeated)
    {
        var count = 0;
        for (var index = 0; index < repeated.Length; index++)
        {
            if (!repeated[index])
            {
                count++;
                if (!Insert(delivery.SiteId, conversationId, sequence + count, delivery.Messages[index]))
                {
                    throw new InvalidOperationException("A message that was not there a moment ago is there.");
                }
            }
        }

        return count;
    }

    private bool Insert(Guid siteId, Guid conversationId, int sequence, IncomingMessage message)
    {
        var sentAt = message.At is { } at && at > _now - OldestMessage && at <= _now + SenderClockAhead ? at : _now;
        return _insertMessage.Run(
            Guid.CreateVersion7(_now), siteId, conversationId, sequence, message.ExternalId, (int)message.Role, message.Text,
            ToStored(sentAt), ToStored(_now)) == 1;
    }

    private static bool VisitorWrote(IncomingConversation delivery, bool[] repeated)
    {
        for (var index = 0; index < repeated.Length; index++)
        {
            if (!repeated[index] && delivery.Messages[index].Role == MessageRole.Visitor)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPressing(bool[]? pressing, bool[] repeated)
    {
        for (var index = 0; index < pressing?.Length; index++)
        {
            if (pressing[index] && !repeated[index])
            {
                return true;
            }
        }

        return false;
    }

    private StoredConversation? Find(IncomingConversation delivery)
    {
        using var reader = _findConversation.Read(delivery.SiteId, delivery.Source, delivery.ExternalId);
        return reader.Read() ? StoredConversation.Read(reader, _now) : null;
    }

    // How EF Core stores instants on SQLite.
    private static long? ToStored(DateTimeOffset? instant) =>
        instant is null ? null : UtcMicrosecondsConverter.ToMicroseconds(instant.Value);

    private PreparedStatement Prepare(string sql, params ReadOnlySpan<string> parameters) => new(_connection, sql, parameters);
}
