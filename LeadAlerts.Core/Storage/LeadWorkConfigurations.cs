using LeadAlerts.Core.Email;
using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Leads.Merging;
using LeadAlerts.Core.Leads.Notes;
using LeadAlerts.Core.Leads.Replies;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LeadAlerts.Core.Storage;

internal sealed class LeadNoteConfiguration : IEntityTypeConfiguration<LeadNote>
{
    public void Configure(EntityTypeBuilder<LeadNote> builder)
    {
        builder.Property(note => note.Text).HasMaxLength(LeadNote.TextMaxLength);
        builder.HasOne<Lead>().WithMany().HasForeignKey(note => note.LeadId);
    }
}

internal sealed class LeadStepConfiguration : IEntityTypeConfiguration<LeadStep>
{
    public void Configure(EntityTypeBuilder<LeadStep> builder)
    {
        builder.Property(step => step.Actor).HasMaxLength(LeadStep.TextMaxLength);
        builder.Property(step => step.Text).HasMaxLength(LeadStep.TextMaxLength);
        builder.HasOne<Lead>().WithMany().HasForeignKey(step => step.LeadId);
        builder.HasIndex(step => new { step.LeadId, step.At });
    }
}

internal sealed class LeadReplyConfiguration : IEntityTypeConfiguration<LeadReply>
{
    public void Configure(EntityTypeBuilder<LeadReply> builder)
    {
        builder.Property(reply => reply.Author).HasMaxLength(LeadStep.TextMaxLength);
        builder.Property(reply => reply.To).HasMaxLength(EmailAddress.MaxLength);
        builder.Property(reply => reply.Subject).HasMaxLength(LeadReply.SubjectMaxLength);
        builder.Property(reply => reply.Text).HasMaxLength(LeadReply.TextMaxLength);
        builder.Property(reply => reply.Answer).HasMaxLength(LeadReply.AnswerMaxLength);
        builder.HasOne<Lead>().WithMany().HasForeignKey(reply => reply.LeadId);
        builder.HasIndex(reply => new { reply.SiteId, reply.At });
    }
}

internal sealed class TeamNoticeConfiguration : IEntityTypeConfiguration<TeamNotice>
{
    public void Configure(EntityTypeBuilder<TeamNotice> builder)
    {
        builder.Property(notice => notice.By).HasMaxLength(LeadStep.TextMaxLength);
        builder.HasOne<Lead>().WithMany().HasForeignKey(notice => notice.LeadId);
        builder.HasOne<ApplicationUser>().WithMany().HasForeignKey(notice => notice.UserId);
        builder.HasIndex(notice => new { notice.State, notice.DueAt });
        builder.HasIndex(notice => new { notice.UserId, notice.LeadId, notice.SeenAt });
    }
}

internal sealed class LeadMergeConfiguration : IEntityTypeConfiguration<LeadMerge>
{
    public void Configure(EntityTypeBuilder<LeadMerge> builder)
    {
        builder.HasKey(merge => merge.MergedId);
        builder.Property(merge => merge.MergedId).ValueGeneratedNever();
        builder.Property(merge => merge.VisitorId).HasMaxLength(200);
        builder.Property(merge => merge.Email).HasMaxLength(EmailAddress.MaxLength);
        builder.Property(merge => merge.Phone).HasMaxLength(20);
        builder.Property(merge => merge.Undo).IsJson();
        builder.HasOne<Site>().WithMany().HasForeignKey(merge => merge.SiteId);
        builder.HasIndex(merge => new { merge.SiteId, merge.VisitorId });
        builder.HasIndex(merge => new { merge.SiteId, merge.Email });
        builder.HasIndex(merge => new { merge.SiteId, merge.Phone });
        builder.HasIndex(merge => merge.SurvivorId);
    }
}

internal sealed class SavedViewConfiguration : IEntityTypeConfiguration<SavedView>
{
    public void Configure(EntityTypeBuilder<SavedView> builder)
    {
        builder.Property(view => view.Name).HasMaxLength(SavedView.NameMaxLength);
        builder.Property(view => view.Filter).IsJson().HasMaxLength(1000);
        builder.HasOne<Site>().WithMany().HasForeignKey(view => view.SiteId);
        builder.HasOne<ApplicationUser>().WithMany().HasForeignKey(view => view.UserId);
        builder.HasIndex(view => new { view.SiteId, view.UserId, view.Name }).IsUnique();
    }
}
