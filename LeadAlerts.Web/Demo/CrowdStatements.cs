using System.Data.Common;
using System.Globalization;

namespace LeadAlerts.Web.Demo;

/// <summary>The statements with which <see cref="CrowdWriter"/> fills a database, each parsed once; full-text search follows by triggers.</summary>
internal sealed class CrowdStatements(DbConnection connection)
{
    public Statement Conversation { get; } = new(connection, "Conversations",
        "Id SiteId Source ExternalId PageUrl VisitorId VisitorName VisitorLocale StartedAt LastMessageAt LastVisitorMessageAt MessageCount ReviewedThrough LeadId Score Category Headline",
        "ReviewAttempts");

    public Statement Message { get; } = new(connection, "Messages",
        "Id SiteId ConversationId Sequence ExternalId Role Text SentAt ReceivedAt");

    public Statement Assessment { get; } = new(connection, "Assessments",
        "Id SiteId ConversationId ThroughSequence Score Category Signals Contact Assessor AssessedAt SettingsVersion Threshold AlertVerdict");

    public Statement Summary { get; } = new(connection, "Summaries",
        "Id SiteId ConversationId ThroughSequence Headline Wants Questions Concerns Quote NextStep Writer WrittenAt");

    public Statement Lead { get; } = new(connection, "Leads",
        "Id SiteId FirstConversationId VisitorId Contact_Name Contact_Email Contact_Phone Score Category Headline Status AssigneeId SnoozedUntil CreatedAt LastActivityAt FirstAnsweredAt FirstTakenAt",
        "Escalations Version");

    public Statement View { get; } = new(connection, "LeadViews", "LeadId UserId SeenAt");

    public Statement Note { get; } = new(connection, "LeadNotes", "Id SiteId LeadId AuthorId Text WrittenAt");

    public Statement Alert { get; } = new(connection, "Alerts",
        "Id SiteId LeadId RecipientId RecipientAddress State QualifiedAt RaisedAt DueAt AcceptedAt FinishedAt Reply Subject",
        "Kind Sequence SettingsVersion Attempts AttemptCount Reason Changes ResentAfterUnknown", "MessageId Mime");

    public Statement Attempt { get; } = new(connection, "AlertAttempts",
        "Id SiteId AlertId Sender StartedAt EndedAt Outcome Reply", "Number");

    public Statement Document { get; } = new(connection, "SearchDocuments", "SiteId ConversationId LeadId Body");

    /// <summary>An insertion of one row.</summary>
    internal sealed class Statement
    {
        private readonly DbCommand _command;

        /// <param name="connection">Where to.</param>
        /// <param name="table">The table.</param>
        /// <param name="columns">The columns whose values are given, with blanks between them.</param>
        /// <param name="fixed">Columns that hold 0 in every row, or 1 where what they count or number begins with it.</param>
        /// <param name="empties">Columns that are empty in every row.</param>
        public Statement(DbConnection connection, string table, string columns, string @fixed = "", string empties = "")
        {
            string[] given = columns.Split(' ');
            string[] zero = @fixed.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            string[] empty = empties.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            _command = connection.CreateCommand();
            _command.CommandText = string.Create(
                CultureInfo.InvariantCulture,
                $"""
                INSERT INTO "{table}" ({string.Join(", ", given.Concat(zero).Concat(empty).Select(column => $"\"{column}\""))})
                VALUES ({string.Join(", ", given.Select((_, i) => $"@p{i}")
                    .Concat(zero.Select(column => column is "Version" or "SettingsVersion" or "Number" or "AttemptCount" or "Attempts" ? "1" : "0"))
                    .Concat(empty.Select(_ => "''")))})
                """);
            for (var i = 0; i < given.Length; i++)
            {
                var parameter = _command.CreateParameter();
                parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"@p{i}");
                _command.Parameters.Add(parameter);
            }
        }

        public void Run(params ReadOnlySpan<object?> values)
        {
            for (var i = 0; i < values.Length; i++)
            {
                _command.Parameters[i].Value = values[i] ?? DBNull.Value;
            }

            _command.ExecuteNonQuery();
        }
    }
}
