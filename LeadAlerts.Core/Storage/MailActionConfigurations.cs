using LeadAlerts.Core.Alerts.Actions;
using LeadAlerts.Core.Alerts.Feedback;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Sites;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LeadAlerts.Core.Storage;

internal sealed class MailActionConfiguration : IEntityTypeConfiguration<MailAction>
{
    public void Configure(EntityTypeBuilder<MailAction> builder)
    {
        builder.Property(action => action.Who).HasMaxLength(MailAction.WhoMaxLength);
        builder.Property(action => action.Address).HasMaxLength(MailAction.WhoMaxLength);
        builder.Property(action => action.Before).IsJson().HasMaxLength(500);
        builder.HasOne<Site>().WithMany().HasForeignKey(action => action.SiteId);

        // Pressed twice, even at once, it is done once.
        builder.HasIndex(action => new { action.RecipientId, action.Purpose, action.SubjectId }).IsUnique().HasFilter("\"EndedAt\" IS NULL");
        builder.HasIndex(action => new { action.SiteId, action.SubjectId });
    }
}

internal sealed class LeadFeedbackConfiguration : IEntityTypeConfiguration<LeadFeedback>
{
    public void Configure(EntityTypeBuilder<LeadFeedback> builder)
    {
        builder.Property(feedback => feedback.By).HasMaxLength(254);
        builder.HasOne<Site>().WithMany().HasForeignKey(feedback => feedback.SiteId);
        builder.HasIndex(feedback => new { feedback.SiteId, feedback.ConversationId }).IsUnique();
        builder.HasIndex(feedback => feedback.LeadId);
    }
}

internal sealed class DismissedProposalConfiguration : IEntityTypeConfiguration<DismissedProposal>
{
    public void Configure(EntityTypeBuilder<DismissedProposal> builder)
    {
        builder.HasKey(dismissed => dismissed.SiteId);
        builder.HasOne<Site>().WithMany().HasForeignKey(dismissed => dismissed.SiteId);
    }
}
