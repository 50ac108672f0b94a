using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Leads.Notes;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Summaries;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LeadAlerts.Core.Storage;

internal sealed class ConversationConfiguration : IEntityTypeConfiguration<Conversation>
{
    public void Configure(EntityTypeBuilder<Conversation> builder)
    {
        builder.Property(conversation => conversation.Source).HasMaxLength(20);
        builder.Property(conversation => conversation.ExternalId).HasMaxLength(Message.ExternalIdMaxLength);
        builder.Property(conversation => conversation.PageUrl).HasMaxLength(Conversation.UrlMaxLength);
        builder.Property(conversation => conversation.Referrer).HasMaxLength(Conversation.UrlMaxLength);
        builder.Property(conversation => conversation.VisitorId).HasMaxLength(Conversation.VisitorFieldMaxLength);
        builder.Property(conversation => conversation.VisitorName).HasMaxLength(Conversation.VisitorFieldMaxLength);
        builder.Property(conversation => conversation.VisitorEmail).HasMaxLength(Conversation.VisitorFieldMaxLength);
        builder.Property(conversation => conversation.VisitorPhone).HasMaxLength(Conversation.VisitorFieldMaxLength);
        builder.Property(conversation => conversation.VisitorLocale).HasMaxLength(Conversation.VisitorFieldMaxLength);
        builder.Property(conversation => conversation.Headline).HasMaxLength(200);
        builder.Property(conversation => conversation.NetworkHash).HasMaxLength(44);
        builder.HasOne<Site>().WithMany().HasForeignKey(conversation => conversation.SiteId);

        builder.HasIndex(conversation => new { conversation.SiteId, conversation.NetworkHash, conversation.StartedAt });

        // The promise that a conversation delivered twice is one conversation.
        builder.HasIndex(conversation => new { conversation.SiteId, conversation.Source, conversation.ExternalId }).IsUnique();
        builder.HasIndex(conversation => conversation.ReviewDueAt).HasFilter("\"ReviewDueAt\" IS NOT NULL");

        // What filters a list stands in the index that orders it: a rare category is found without reading every conversation.
        builder.HasIndex(conversation => new
        {
            conversation.SiteId, conversation.LastMessageAt, conversation.Id, conversation.LeadId, conversation.Category, conversation.Score,
        });
        builder.HasIndex(conversation => new { conversation.SiteId, conversation.VisitorId });
        builder.HasIndex(conversation => conversation.LeadId);
        builder.HasIndex(conversation => new { conversation.SiteId, conversation.StartedAt });
    }
}

internal sealed class MessageConfiguration : IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Message> builder)
    {
        builder.Property(message => message.ExternalId).HasMaxLength(Message.ExternalIdMaxLength);
        builder.Property(message => message.Text).HasMaxLength(Message.TextMaxLength);
        builder.HasOne<Conversation>().WithMany().HasForeignKey(message => message.ConversationId);
        builder.HasIndex(message => new { message.ConversationId, message.Sequence }).IsUnique();

        // The promise that a message delivered twice is one message; decision 0002 says why it counts per conversation.
        builder.HasIndex(message => new { message.ConversationId, message.ExternalId }).IsUnique();
    }
}

internal sealed class AssessmentConfiguration : IEntityTypeConfiguration<Assessment>
{
    public void Configure(EntityTypeBuilder<Assessment> builder)
    {
        builder.Property(assessment => assessment.Assessor).HasMaxLength(60);
        builder.Property(assessment => assessment.Signals).IsJson();
        builder.Property(assessment => assessment.Basis).IsJson();
        builder.Property(assessment => assessment.Contact).IsJson().HasMaxLength(1000);
        builder.HasOne<Conversation>().WithMany().HasForeignKey(assessment => assessment.ConversationId);
        builder.HasIndex(assessment => new { assessment.ConversationId, assessment.ThroughSequence });
    }
}

internal sealed class ConversationSummaryConfiguration : IEntityTypeConfiguration<ConversationSummary>
{
    public void Configure(EntityTypeBuilder<ConversationSummary> builder)
    {
        builder.Property(summary => summary.Headline).HasMaxLength(200);
        builder.Property(summary => summary.Wants).IsJson();
        builder.Property(summary => summary.Questions).IsJson();
        builder.Property(summary => summary.Concerns).IsJson();
        builder.Property(summary => summary.Timeline).IsJson();
        builder.Property(summary => summary.Budget).IsJson();
        builder.Property(summary => summary.Place).IsJson();
        builder.Property(summary => summary.Quote).IsJson();
        builder.Property(summary => summary.NextStep).HasMaxLength(500);
        builder.Property(summary => summary.Writer).HasMaxLength(60);
        builder.HasOne<Conversation>().WithMany().HasForeignKey(summary => summary.ConversationId);
        builder.HasIndex(summary => new { summary.ConversationId, summary.ThroughSequence });
    }
}

internal sealed class SearchDocumentConfiguration : IEntityTypeConfiguration<SearchDocument>
{
    public void Configure(EntityTypeBuilder<SearchDocument> builder)
    {
        builder.HasOne<Conversation>().WithOne().HasForeignKey<SearchDocument>(document => document.ConversationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<LeadNote>().WithOne().HasForeignKey<SearchDocument>(document => document.NoteId).OnDelete(DeleteBehavior.Cascade);

        // No foreign key: triggers keep it, and a lead's documents go with its conversations and notes.
        builder.HasIndex(document => document.LeadId);
    }
}
