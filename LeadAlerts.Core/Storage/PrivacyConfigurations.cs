using LeadAlerts.Core.Audit;
using LeadAlerts.Core.Operations;
using LeadAlerts.Core.Privacy;
using LeadAlerts.Core.Sites;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LeadAlerts.Core.Storage;

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.Property(entry => entry.Text).HasMaxLength(AuditEntry.TextMaxLength);
        builder.HasOne<Site>().WithMany().HasForeignKey(entry => entry.SiteId);
        builder.HasIndex(entry => new { entry.SiteId, entry.At, entry.Id, entry.Area });
    }
}

internal sealed class ApiKeyConfiguration : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.Property(key => key.Id).ValueGeneratedNever();
        builder.Property(key => key.Name).HasMaxLength(ApiKey.NameMaxLength);
        builder.Property(key => key.Prefix).HasMaxLength(12);
        builder.Property(key => key.Hash).HasMaxLength(32);
        builder.HasOne<Site>().WithMany(site => site.ApiKeys).HasForeignKey(key => key.SiteId);
        builder.HasIndex(key => key.Hash).IsUnique();
    }
}

internal sealed class ErasureConfiguration : IEntityTypeConfiguration<Erasure>
{
    public void Configure(EntityTypeBuilder<Erasure> builder)
    {
        // No foreign key: the proof outlives the site.
        builder.HasIndex(erasure => new { erasure.SiteId, erasure.At, erasure.Id });
        builder.HasIndex(erasure => erasure.At, "IX_Erasures_NotCleaned").HasFilter("\"CleanedAt\" IS NULL");
    }
}

internal sealed class AnnouncementConfiguration : IEntityTypeConfiguration<Announcement>
{
    public void Configure(EntityTypeBuilder<Announcement> builder)
    {
        builder.Property(announcement => announcement.Text).HasMaxLength(Announcement.TextMaxLength);
        builder.HasIndex(announcement => announcement.CreatedAt);
    }
}
