using LeadAlerts.Core.Knowledge;
using LeadAlerts.Core.Knowledge.Gaps;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LeadAlerts.Core.Storage;

internal sealed class SiteConfiguration : IEntityTypeConfiguration<Site>
{
    public void Configure(EntityTypeBuilder<Site> builder)
    {
        builder.Property(site => site.PublicKey).HasMaxLength(40);
        builder.Property(site => site.Name).HasMaxLength(Site.NameMaxLength);
        builder.Property(site => site.WebsiteUrl).HasMaxLength(500);
        builder.Property(site => site.WidgetSeenOn).HasMaxLength(Site.OriginMaxLength);
        builder.Property(site => site.WidgetRefusedOn).HasMaxLength(Site.OriginMaxLength);
        builder.Property(site => site.TimeZone).HasMaxLength(64);
        builder.Property(site => site.Region).HasMaxLength(2);
        builder.Property(site => site.Business).IsJson().HasMaxLength(5 * BusinessProfile.TextMaxLength + 200);
        builder.Property(site => site.Look).IsJson()
            .HasMaxLength((6 * (WidgetLook.TitleMaxLength + WidgetLook.GreetingMaxLength + WidgetLook.LabelMaxLength)) + 200);
        builder.HasIndex(site => site.PublicKey).IsUnique();
        builder.HasIndex(site => site.DigestDueAt);

        // The promise that there is one at most.
        builder.HasIndex(site => site.IsInternal).IsUnique().HasFilter("\"IsInternal\"");
    }
}

internal sealed class MemberConfiguration : IEntityTypeConfiguration<Member>
{
    public void Configure(EntityTypeBuilder<Member> builder)
    {
        builder.HasKey(member => new { member.SiteId, member.UserId });
        builder.HasOne<Site>().WithMany().HasForeignKey(member => member.SiteId);
        builder.HasOne<ApplicationUser>().WithMany().HasForeignKey(member => member.UserId);
    }
}

internal sealed class InvitationConfiguration : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.Property(invitation => invitation.Email).HasMaxLength(254);
        builder.Property(invitation => invitation.TokenHash).HasMaxLength(32);
        builder.HasOne<Site>().WithMany().HasForeignKey(invitation => invitation.SiteId);
        builder.HasIndex(invitation => invitation.TokenHash).IsUnique();
    }
}

internal sealed class ApplicationUserConfiguration : IEntityTypeConfiguration<ApplicationUser>
{
    public void Configure(EntityTypeBuilder<ApplicationUser> builder)
    {
        builder.Property(user => user.DisplayName).HasMaxLength(120);
    }
}

internal sealed class KnowledgeEntryConfiguration : IEntityTypeConfiguration<KnowledgeEntry>
{
    public void Configure(EntityTypeBuilder<KnowledgeEntry> builder)
    {
        builder.Property(entry => entry.Question).HasMaxLength(KnowledgeEntry.QuestionMaxLength);
        builder.Property(entry => entry.Answer).HasMaxLength(KnowledgeEntry.AnswerMaxLength);
        builder.HasOne<Site>().WithMany().HasForeignKey(entry => entry.SiteId);
    }
}

internal sealed class DismissedQuestionConfiguration : IEntityTypeConfiguration<DismissedQuestion>
{
    public void Configure(EntityTypeBuilder<DismissedQuestion> builder)
    {
        builder.Property(question => question.Key).HasMaxLength(DismissedQuestion.KeyLength);
        builder.HasOne<Site>().WithMany().HasForeignKey(question => question.SiteId);
        builder.HasIndex(question => new { question.SiteId, question.Key }).IsUnique();
    }
}
