using LeadAlerts.Core.Refinement;
using LeadAlerts.Core.Sites;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LeadAlerts.Core.Storage;

internal sealed class LanguageModelUsageConfiguration : IEntityTypeConfiguration<LanguageModelUsage>
{
    public void Configure(EntityTypeBuilder<LanguageModelUsage> builder)
    {
        // The promise of one count per site and day.
        builder.HasKey(usage => new { usage.SiteId, usage.UsedOn });
        builder.Property(usage => usage.LastFailure).HasMaxLength(LanguageModelUsage.FailureMaxLength);
        builder.HasOne<Site>().WithMany().HasForeignKey(usage => usage.SiteId);
    }
}
