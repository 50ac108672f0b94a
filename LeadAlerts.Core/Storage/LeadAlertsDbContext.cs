using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Actions;
using LeadAlerts.Core.Alerts.Delivery;
using LeadAlerts.Core.Alerts.Feedback;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Analytics;
using LeadAlerts.Core.Audit;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Health;
using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Knowledge;
using LeadAlerts.Core.Knowledge.Gaps;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Leads.Merging;
using LeadAlerts.Core.Leads.Notes;
using LeadAlerts.Core.Leads.Replies;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Operations;
using LeadAlerts.Core.Privacy;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Refinement;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Summaries;
using LeadAlerts.Core.Webhooks;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Core.Storage;

/// <summary>The database: the repository and unit of work of every room, with Identity and the data-protection keys.</summary>
/// <remarks>
/// A write waits for its turn at the <see cref="WriteGate"/>: <see cref="SaveChangesAsync(bool, CancellationToken)"/> by itself; several
/// statements that belong together in <see cref="BeginWriteAsync"/>. An <c>ExecuteUpdateAsync</c> belongs in the latter.
/// </remarks>
public sealed class LeadAlertsDbContext(DbContextOptions<LeadAlertsDbContext> options)
    : IdentityDbContext<ApplicationUser, IdentityRole<Guid>, Guid>(options), IDataProtectionKeyContext
{
    // Asked of the application's services, not of the constructor: contexts are used again, and such a one may take its options alone.
    private readonly Lazy<WriteGate> _writeGate = new(() => options.FindExtension<CoreOptionsExtension>()?.ApplicationServiceProvider?.GetService<WriteGate>()
        ?? throw new InvalidOperationException("The context's options name no application services with a write gate."));

    /// <summary>Websites.</summary>
    public DbSet<Site> Sites => Set<Site>();

    /// <summary>The keys with which servers post their conversations.</summary>
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    /// <summary>Who changed what of which site.</summary>
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    /// <summary>What was erased.</summary>
    public DbSet<Erasure> Erasures => Set<Erasure>();

    /// <summary>What administrators tell everybody.</summary>
    public DbSet<Announcement> Announcements => Set<Announcement>();

    /// <summary>Who works on which site.</summary>
    public DbSet<Member> Members => Set<Member>();

    /// <summary>Invitations to sites.</summary>
    public DbSet<Invitation> Invitations => Set<Invitation>();

    /// <summary>What the bots know.</summary>
    public DbSet<KnowledgeEntry> KnowledgeEntries => Set<KnowledgeEntry>();

    /// <summary>Questions that sites do not want to answer.</summary>
    public DbSet<DismissedQuestion> DismissedQuestions => Set<DismissedQuestion>();

    /// <summary>Conversations.</summary>
    public DbSet<Conversation> Conversations => Set<Conversation>();

    /// <summary>Their messages.</summary>
    public DbSet<Message> Messages => Set<Message>();

    /// <summary>Runs of qualification.</summary>
    public DbSet<Assessment> Assessments => Set<Assessment>();

    /// <summary>Summaries of conversations.</summary>
    public DbSet<ConversationSummary> Summaries => Set<ConversationSummary>();

    /// <summary>Leads.</summary>
    public DbSet<Lead> Leads => Set<Lead>();

    /// <summary>Members' notes on leads.</summary>
    public DbSet<LeadNote> LeadNotes => Set<LeadNote>();

    /// <summary>What members did with leads.</summary>
    public DbSet<LeadStep> LeadSteps => Set<LeadStep>();

    /// <summary>Members' replies to visitors.</summary>
    public DbSet<LeadReply> LeadReplies => Set<LeadReply>();

    /// <summary>Leads that were put into others of the same person.</summary>
    public DbSet<LeadMerge> LeadMerges => Set<LeadMerge>();

    /// <summary>What members are told of their colleagues' doings.</summary>
    public DbSet<TeamNotice> TeamNotices => Set<TeamNotice>();

    /// <summary>Members' own views of the inbox.</summary>
    public DbSet<SavedView> SavedViews => Set<SavedView>();

    /// <summary>Who looked at which lead when.</summary>
    public DbSet<LeadView> LeadViews => Set<LeadView>();

    /// <summary>Every version of every site's alert settings.</summary>
    public DbSet<AlertSettings> AlertSettings => Set<AlertSettings>();

    /// <summary>Who gets alerts.</summary>
    public DbSet<AlertRecipient> AlertRecipients => Set<AlertRecipient>();

    /// <summary>Alerts: the outbox.</summary>
    public DbSet<Alert> Alerts => Set<Alert>();

    /// <summary>Every attempt to send them.</summary>
    public DbSet<AlertAttempt> AlertAttempts => Set<AlertAttempt>();

    /// <summary>What recipients did from their mails.</summary>
    public DbSet<MailAction> MailActions => Set<MailAction>();

    /// <summary>What people said of assessments.</summary>
    public DbSet<LeadFeedback> LeadFeedback => Set<LeadFeedback>();

    /// <summary>Proposals that owners did not want.</summary>
    public DbSet<DismissedProposal> DismissedProposals => Set<DismissedProposal>();

    /// <summary>Whether mail can go out.</summary>
    public DbSet<MailSenderStatus> MailSenders => Set<MailSenderStatus>();

    /// <summary>Where sites are told of events.</summary>
    public DbSet<WebhookEndpoint> WebhookEndpoints => Set<WebhookEndpoint>();

    /// <summary>What they are told: the outbox of webhooks.</summary>
    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();

    /// <summary>Test chats through the pipeline.</summary>
    public DbSet<CanaryRun> CanaryRuns => Set<CanaryRun>();

    /// <summary>Times in which alerts could not be relied upon.</summary>
    public DbSet<HealthIncident> HealthIncidents => Set<HealthIncident>();

    /// <summary>Sites' own mail servers.</summary>
    public DbSet<SiteMailSettings> SiteMailSettings => Set<SiteMailSettings>();

    /// <summary>What the language model did, by site and day.</summary>
    public DbSet<LanguageModelUsage> LanguageModelUsages => Set<LanguageModelUsage>();

    /// <summary>How often widgets were seen, by site and day.</summary>
    public DbSet<WidgetDay> WidgetDays => Set<WidgetDay>();

    /// <summary>What full-text search reads.</summary>
    public DbSet<SearchDocument> SearchDocuments => Set<SearchDocument>();

    /// <inheritdoc />
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>Begins several statements that belong together: takes the turn and begins the transaction.</summary>
    /// <returns>Commit it, then dispose it; disposed without a commit it rolls back.</returns>
    public async Task<WriteScope> BeginWriteAsync(CancellationToken cancellationToken)
    {
        var turn = await _writeGate.Value.EnterAsync(cancellationToken);
        try
        {
            return new WriteScope(turn, await Database.BeginTransactionAsync(cancellationToken));
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        using var turn = Database.CurrentTransaction is null ? _writeGate.Value.Enter() : null;
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    /// <inheritdoc />
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        using var turn = Database.CurrentTransaction is null ? await _writeGate.Value.EnterAsync(cancellationToken) : null;
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        if (Database.IsSqlite())
        {
            configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcMicrosecondsConverter>();
        }
    }

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(LeadAlertsDbContext).Assembly);
    }

    /// <summary>A turn at the gate and the transaction that uses it.</summary>
    public sealed class WriteScope(WriteGate.Turn turn, IDbContextTransaction transaction) : IAsyncDisposable
    {
        /// <summary>Makes everything since the beginning last.</summary>
        public Task CommitAsync(CancellationToken cancellationToken) => transaction.CommitAsync(cancellationToken);

        /// <inheritdoc />
        public async ValueTask DisposeAsync()
        {
            try
            {
                await transaction.DisposeAsync();
            }
            finally
            {
                turn.Dispose();
            }
        }
    }
}
